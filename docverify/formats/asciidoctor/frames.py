"""The blocks that are open at a line and hold further ones, and the tabs among them."""

from collections.abc import Iterator

from msgspec import Struct

from docverify.formats.asciidoctor.metadata import Metadata
from docverify.formats.asciidoctor.tabs import Tab, Tabs

_SETS = frozenset({"tabs", "tabset", "{tabs}"})


class Frame(Struct):
    """A block that is open."""

    delimiter: str
    line: int
    tab: Tab = Tab()
    """The tab that it is, or that is open in it."""
    is_set: bool = False
    """True for a set of tabs: the terms in it are their labels."""


class Frames:
    """They close with the first line that is the delimiter of one of them, whatever is open inside of it."""

    def __init__(self, tabs: Tabs, around: tuple[Tab, ...] = ()) -> None:
        self._tabs = tabs
        self._around = around
        self._frames: list[Frame] = []
        self._depths: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._frames)

    def ends(self, text: str) -> bool:
        """Whether the line is the end of an open block."""
        return text in self._depths

    def begin(self, delimiter: str, line: int, above: Metadata) -> None:
        is_set = above.style in _SETS
        tab = Tab(self._tabs.new_set()) if is_set else self._tabs.by_role(above)
        self._depths[delimiter] = len(self._frames)
        self._frames.append(Frame(delimiter, line, tab, is_set))

    def end(self, delimiter: str = "") -> Iterator[Frame]:
        """Closes the block with this delimiter, or all of them; those that had no end of their own come out."""
        depth = self._depths[delimiter] if delimiter else 0
        for frame in self._frames[depth + bool(delimiter) :]:
            del self._depths[frame.delimiter]
            yield frame
        if delimiter:
            del self._depths[delimiter]
        del self._frames[depth:]

    def term(self, label: str) -> None:
        """A term of a list of descriptions: in a set of tabs, the next tab."""
        if self._frames and self._frames[-1].is_set:
            self._frames[-1].tab = Tab(self._frames[-1].tab.group, label)

    def tabs(self, above: Metadata | None = None) -> tuple[Tab, ...]:
        """The tabs that are open, outermost first; with the one that a block of this metadata is itself."""
        own = (self._tabs.by_role(above),) if above else ()
        every = (*self._around, *(frame.tab for frame in self._frames), *own)
        return tuple(tab for tab in every if tab.label)
