"""Which blocks are alternatives: those in `[tabs]`, and those whose role is primary or secondary."""

from collections.abc import Sequence

from msgspec import Struct

from docverify.formats.asciidoctor.metadata import Metadata

BETWEEN = " › "
"""Between the labels of a tab in a tab."""


class Tab(Struct, frozen=True, gc=False):
    """One alternative of a set; none without a label."""

    group: int = 0
    label: str = ""


class Tabs:
    """The tab sets of one page."""

    def __init__(self) -> None:
        self._sets = 0
        self._switch = 0
        """The set whose members have roles, while one may follow."""

    def new_set(self) -> int:
        self._sets += 1
        return self._sets

    def by_role(self, above: Metadata) -> Tab:
        """The tab that a block is by its role."""
        if "primary" in above.roles:
            self._switch = self.new_set()
        elif "secondary" not in above.roles:
            self._switch = 0
            return Tab()
        elif not self._switch:
            self._switch = self.new_set()
        return Tab(self._switch, above.title or above.positional.get(2, "") or above.roles[-1])


def name(tabs: Sequence[Tab]) -> str:
    """`set1/Python`: number of the innermost set, and the labels from the outside in; empty outside of tabs."""
    return f"set{tabs[-1].group}/{BETWEEN.join(tab.label for tab in tabs)}" if tabs else ""
