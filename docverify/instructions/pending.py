"""The markers of a page while it is read: which of them are about the next block."""

from collections.abc import Iterator

from msgspec.structs import replace

from docverify.instructions.convention import Instruction
from docverify.model import Marker

_LOOSE = ("continue", "name", "nothing", "met", "run", "compare", "reported", "clear")
"""Kinds whose marker may stand before no block: nothing is lost by it."""
SILENT = ("continue", "nothing", "met", "run", "compare")
"""Kinds that ask for nothing that would not happen anyway, or that code is asked for itself: no block keeps them."""


class Pending:
    """What has been said of blocks to come."""

    def __init__(self) -> None:
        self._next: list[Marker] = []
        self._after: list[Marker] = []
        self._rest: dict[tuple[str, str], Marker] = {}
        self._ranges: dict[str, Marker] = {}
        self._whole: list[Marker] = []
        self._counts: dict[str, int] = {}

    def add(self, instruction: Instruction, marker: Marker) -> bool:
        """Remembers a marker; False for the end of a range that never began."""
        scope = instruction.scope
        if scope == "end":
            return self._ranges.pop(instruction.range, None) is not None
        if scope == "start":
            self._ranges[instruction.range] = self._counted(marker) if marker.kind == "group" else marker
        elif scope == "rest":
            self._from_here(marker)
        else:
            {"next": self._next, "after": self._after, "page": self._whole}[scope].append(marker)
        return True

    def take(self) -> list[Marker]:
        """The markers of a block that begins here."""
        found = [*self._next, *self._ranges.values(), *self._rest.values()]
        self._next = []
        for marker in self._after:
            self._from_here(marker)
        self._after = []
        return [marker for marker in found if marker.kind not in SILENT]

    def whole(self) -> list[Marker]:
        """The markers of every block of the page."""
        return self._whole

    def open(self) -> list[Marker]:
        """The beginnings of ranges that have no end."""
        return list(self._ranges.values())

    def unused(self) -> Iterator[Marker]:
        """The markers that no block follows."""
        return (marker for marker in self._next if marker.kind not in _LOOSE)

    def _from_here(self, marker: Marker) -> None:
        """The newest marker of a kind counts, but for modules that are needed, which add up."""
        counted = self._counted(marker) if marker.kind == "clear" else marker
        self._rest[marker.kind, marker.value if marker.kind == "needs" else ""] = counted

    def _counted(self, marker: Marker) -> Marker:
        """With its number on the page as its value: it names nothing itself."""
        self._counts[marker.kind] = self._counts.get(marker.kind, 0) + 1
        return replace(marker, value=str(self._counts[marker.kind]))
