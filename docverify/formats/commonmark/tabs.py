"""Which tab of which set a block stands in: members of one set are alternatives."""

from collections.abc import Mapping

from markdown_it.token import Token
from msgspec import Struct

BETWEEN = " › "
"""Between the labels of a tab in a tab."""


class _Frame(Struct, frozen=True, gc=False):
    """A container that is open."""

    level: int
    label: str = ""
    """Empty for one that is no tab."""
    group: int = 0
    kind: str = ""


class Tabs:
    """The containers that are open at a token. Tabs that follow each other directly are one set."""

    def __init__(self) -> None:
        self._open: list[_Frame] = []
        self._sets = 0
        self._continued: tuple[int, int] = (-1, 0)
        """Depth and number of the set whose tab was closed by the token before."""

    def see(self, token: Token) -> None:
        """Told every token of the page in turn."""
        while self._open and self._open[-1].level > token.level:
            self._open.pop()
        step = _STEPS.get(token.type)
        continued, self._continued = self._continued, (-1, 0)
        if step:
            step(self, token, continued)

    def name(self, attributes: Mapping[str, str]) -> str:
        """`set1/Python`: set and label of a block with these attributes; empty outside tabs."""
        frames = [frame for frame in self._open if frame.label]
        labels = [frame.label for frame in frames]
        group = frames[-1].group if frames else 0
        own = next((key[1:-1] for key in attributes if key.startswith("[")), "")
        if own and self._open and self._open[-1].kind == "code-group":
            labels.append(own)
            group = self._open[-1].group
        return f"set{group}/{BETWEEN.join(labels)}" if labels else ""

    def _open_container(self, token: Token, continued: tuple[int, int]) -> None:
        if token.info or token.markup == "code-group":
            self._push(token, token.info, continued)
        else:
            self._open.append(_Frame(token.level))

    def _open_tag(self, token: Token, continued: tuple[int, int]) -> None:
        self._push(token, token.info or "tab", continued)

    def _push(self, token: Token, label: str, continued: tuple[int, int]) -> None:
        depth, group = continued
        if depth != len(self._open):
            self._sets += 1
            group = self._sets
        self._open.append(_Frame(token.level, label, group, token.markup))

    def _close(self, _token: Token, _continued: tuple[int, int]) -> None:
        frame = self._open.pop()
        if frame.label:
            self._continued = (len(self._open), frame.group)

    def _close_tag(self, token: Token, continued: tuple[int, int]) -> None:
        if self._open and self._open[-1].kind == "tag":
            self._close(token, continued)


_STEPS = {
    "container_open": Tabs._open_container,
    "container_close": Tabs._close,
    "tab_open": Tabs._open_tag,
    "tab_close": Tabs._close_tag,
}
