"""Deprecations that an example causes, seen before filters decide what is shown of them.

It stands as a filter that fits nothing: what is printed, raised or remembered stays as it is.
"""

from __future__ import annotations

import _warnings

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any

MOST = 20
"""Of one example."""
LONGEST = 300
KINDS = (DeprecationWarning, PendingDeprecationWarning, FutureWarning)

# What follows keeps working when an example replaces builtins.
_is_kind, _text = issubclass, str


class Recorder:
    """Is asked for the text of each warning, and then for its category."""

    def __init__(self) -> None:
        self.text = ""
        self.found: dict[str, None] = {}

    def match(self, text: str) -> None:
        self.text = text

    def add(self, category: Any) -> None:
        try:
            if _is_kind(category, KINDS) and self.found.__len__() < MOST:
                self.found[_text(f"{category.__name__}: {self.text}").split("\n")[0][:LONGEST]] = None
        except Exception:  # a text or a category of the example's own making
            pass

    def take(self) -> list[str]:
        """All since it was asked last."""
        found = [*self.found]
        self.found.clear()
        return found


recorder = Recorder()


class _Kind(type):
    def __subclasscheck__(cls, category: Any) -> bool:
        recorder.add(category)
        return False


class _Nothing(Warning, metaclass=_Kind):
    """The category of the filter."""


def install() -> None:
    """Before all other filters that an interpreter begins with."""
    entry: Any = ("ignore", recorder, _Nothing, None, 0)  # the interpreter asks any object that matches
    _warnings.filters.insert(0, entry)
    changed = getattr(_warnings, "_filters_mutated", None) or getattr(_warnings, "_filters_mutated_lock_held", None)
    if changed:
        changed()
