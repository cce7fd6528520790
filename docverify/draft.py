"""The blocks of a page while it is read: what stands around a block is remembered until the block comes.

Every format tells a draft what it meets, in page order; headings, slugs, markers and prose are joined here, once.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from docverify.instructions import Instruction, read_attributes, read_comment
from docverify.model import Block, Marker, Page, Problem
from docverify.slugs import Slugs

LONGEST_MARKER = 200
LONGEST_LEAD = 300


class Piece(Struct, frozen=True, gc=False):
    """Code as it was found, before it is known what stands around it."""

    code: str
    """Exact text; newlines at its end do not count."""
    line: int
    """1-based line of its first code line."""
    language: str = ""
    """The label as written, in lower case; empty when the page gives none."""
    info: str = ""
    """The info string, or what says as much in this format, as written: it is shown with a marker."""
    attributes: Mapping[str, str] = {}
    style: str = "fence"
    tab: str = ""
    """`set1/Python`: number of the tab set on this page, and label."""
    file: str = ""
    """Identity of the included file that the code stands in; `line` is then a line of that file."""
    end_line: int = 0
    """1-based line of its last code line, where that does not follow from the code; 0 when it does."""
    guessed: bool = False
    origin: str = "source"
    fidelity: str = "exact"


class Draft:
    """What is known of one page so far."""

    def __init__(self, page: Page) -> None:
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self._page = page
        self._slugs = Slugs()
        self._slug = ""
        self._anchor = ""
        self._headings: list[tuple[int, str]] = []
        self._adjacent = False
        self._lead = ""
        self._next: list[Marker] = []
        self._range: Marker | None = None
        self._whole: Marker | None = None

    def heading(self, level: int, text: str, anchor: str = "") -> None:
        """A heading as a reader sees it; `level` counts from 1, `anchor` is its id where the page gives one."""
        self._headings = [kept for kept in self._headings if kept[0] < level]
        self._headings.append((level, " ".join(text.split())))
        self._slug = self._slugs.add(text)
        self._anchor = anchor
        self.bar()

    def bar(self, lead: str = "") -> None:
        """Something that a reader sees stands here; `lead` is the last line of it when it is prose."""
        self._adjacent = False
        self._lead = lead.strip()[:LONGEST_LEAD]

    def report(self, what: str, line: int, hint: str, *, fatal: bool = False) -> None:
        self.problems.append(Problem(self._page.path, what, hint, line, fatal))

    def comment(self, text: str, line: int, written: str = "") -> bool:
        """Honours the instruction in a comment, and says whether it is one; `written` is it with its delimiters."""
        instruction = read_comment(text)
        if instruction:
            self._instruct(instruction, Marker(instruction.kind, shown(written or text), line))
        return instruction is not None

    def add(self, piece: Piece) -> None:
        """One block; the markers before it are its own."""
        code = piece.code.rstrip("\n")
        end_line = piece.end_line or piece.line + code.count("\n")
        self.blocks.append(
            Block(
                page=self._page.path,
                language=piece.language,
                code=code,
                line=piece.line,
                end_line=end_line if code else piece.line - 1,
                heading=tuple(text for _, text in self._headings),
                slug=self._slug,
                anchor=self._anchor,
                info=piece.info,
                attributes=dict(piece.attributes),
                markers=tuple(self._markers(piece)),
                tab=piece.tab,
                style=piece.style,
                adjacent=self._adjacent,
                lead=self._lead,
                guessed=piece.guessed,
                origin=piece.origin,
                fidelity=piece.fidelity,
                file=piece.file,
            )
        )
        self._adjacent, self._lead, self._next = True, "", []

    def finish(self) -> tuple[list[Block], list[Problem]]:
        """The blocks and the problems of the whole page."""
        if self._range:
            self.report("a skipped range has no end", self._range.line, "add its end marker")
        for marker in self._next:
            self.report(
                f"no block follows the marker {marker.text}", marker.line, "move it above a block, or remove it"
            )
        if self._whole:
            self.blocks = [replace(block, markers=(*block.markers, self._whole)) for block in self.blocks]
        return self.blocks, self.problems

    def _instruct(self, instruction: Instruction, marker: Marker) -> None:
        if instruction.scope == "next":
            self._next.append(marker)
        elif instruction.scope == "page":
            self._whole = marker
        elif instruction.scope == "start":
            self._range = marker
        elif self._range:
            self._range = None
        else:
            self.report(
                "a skipped range ends that never began", marker.line, "add its start marker, or remove this one"
            )

    def _markers(self, piece: Piece) -> Iterator[Marker]:
        yield from self._next
        if self._range:
            yield self._range
        for key, value in piece.attributes.items():
            for instruction in read_attributes({key: value}):
                text = piece.info if key in piece.info and value in piece.info else f"{key}: {value}"
                yield Marker(instruction.kind, shown(text), max(piece.line - 1, 1))


def shown(text: str) -> str:
    """A marker on one line, as reports show it."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_MARKER else line[: LONGEST_MARKER - 1] + "…"
