"""The blocks of a page while it is read: what stands around a block is remembered until the block comes.

Every format tells a draft what it meets, in page order; headings, slugs, markers and prose are joined here, once.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from docverify.instructions import SILENT, Instruction, Pending, read_attributes, read_code, read_comment
from docverify.model import Block, Marker, Page, Problem
from docverify.prose import first_sentence, lead_of
from docverify.slugs import Slugs

LONGEST_MARKER = 200
_RANGES = {"group": "a group", "nothing": "a group"}
"""What a range is called by the kind of its marker, where it is not a skipped one."""


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
        self._told: set[Problem] = set()
        self._page = page
        self._slugs = Slugs()
        self._slug = ""
        self._anchor = ""
        self._headings: list[tuple[int, str]] = []
        self._adjacent = False
        self._lead = ""
        self._pending = Pending()

    def heading(self, level: int, text: str, anchor: str = "") -> None:
        """A heading as a reader sees it; `level` counts from 1, `anchor` is its id where the page gives one."""
        self._headings = [kept for kept in self._headings if kept[0] < level]
        self._headings.append((level, " ".join(text.split())))
        self._slug = self._slugs.add(text)
        self._anchor = anchor
        self.bar()

    def bar(self, prose: str = "") -> None:
        """Something that a reader sees stands here; `prose` is its text when it is a paragraph."""
        if prose and self._adjacent:
            self.blocks[-1] = replace(self.blocks[-1], trail=first_sentence(prose))
        self._adjacent = False
        self._lead = lead_of(prose)

    def report(self, what: str, line: int, hint: str, *, fatal: bool = False) -> None:
        """Once, however often a page that includes itself leads to the same place."""
        problem = Problem(self._page.path, what, hint, line, fatal)
        if problem not in self._told:
            self._told.add(problem)
            self.problems.append(problem)

    def mark(self, kind: str, text: str, line: int) -> None:
        """What the page's markup itself says of the next block: `output`, `aside` or `synopsis`."""
        self._pending.add(Instruction(kind), Marker(kind, shown(text), line))

    def comment(self, text: str, line: int, written: str = "") -> bool:
        """Honours the instructions in a comment; `written` is it with its delimiters.

        False when the comment is none, and when it also hides code: that is the format's to find.
        """
        found = read_comment(text)
        before, fence, _ = (written or text).replace("~~~", "```").partition("```")
        for instruction in found:
            self._instruct(instruction, Marker(instruction.kind, shown(before), line, instruction.value))
        return bool(found) and not fence

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
        self._adjacent, self._lead = True, ""

    def finish(self) -> tuple[list[Block], list[Problem]]:
        """The blocks and the problems of the whole page."""
        for marker in self._pending.open():
            self.report(f"{_RANGES.get(marker.kind, 'a skipped range')} has no end", marker.line, "add its end marker")
        for marker in self._pending.unused():
            self.report(
                f"no block follows the marker {marker.text}", marker.line, "move it above a block, or remove it"
            )
        whole = self._pending.whole()
        if whole:
            self.blocks = [replace(block, markers=(*block.markers, *whole)) for block in self.blocks]
        return self.blocks, self.problems

    def _instruct(self, instruction: Instruction, marker: Marker) -> None:
        if instruction.kind == "reported":
            self._report_marker(instruction, marker.text, marker.line)
        if instruction.scope == "previous":
            self._mark_last(marker)
        elif not self._pending.add(instruction, marker):
            what = _RANGES.get(marker.kind, "a skipped range")
            self.report(f"{what} ends that never began", marker.line, "add its start marker, or remove this one")

    def _mark_last(self, marker: Marker) -> None:
        """For markers that stand below their block."""
        if self.blocks and marker.kind not in SILENT:
            last = self.blocks[-1]
            self.blocks[-1] = replace(last, markers=(*last.markers, marker))
        elif not self.blocks:
            self.report(f"no block stands above the marker {marker.text}", marker.line, "move it below a block")

    def _markers(self, piece: Piece) -> Iterator[Marker]:
        """Those before the block, those of its attributes, and those in its code."""
        own = [*self._in_attributes(piece), *self._in_code(piece)]
        yield from self._pending.take()
        yield from (marker for marker in own if marker.kind not in SILENT)

    def _in_attributes(self, piece: Piece) -> Iterator[Marker]:
        line = max(piece.line - 1, 1)
        for key, instruction in read_attributes(piece.attributes, piece.language):
            value = piece.attributes[key]
            text = (
                piece.info if value in piece.info and (key in piece.info or key == "directive") else f"{key}: {value}"
            )
            marker = Marker(instruction.kind, shown(text), line, instruction.value)
            if instruction.scope != "next":
                self._instruct(instruction, marker)
                continue
            if instruction.kind == "reported":
                self._report_marker(instruction, f"{key}={value}" if value else key, line)
            yield marker

    def _in_code(self, piece: Piece) -> Iterator[Marker]:
        for found in read_code(piece.code, twoslash="twoslash" in piece.attributes):
            marker = Marker(found.instruction.kind, shown(found.text), piece.line + found.offset)
            if found.instruction.kind == "reported":
                self._report_marker(found.instruction, found.text, marker.line)
            else:
                yield marker

    def _report_marker(self, instruction: Instruction, text: str, line: int) -> None:
        self.report(f"the marker {shown(text)} is not honoured", line, instruction.reason)


def shown(text: str) -> str:
    """A marker on one line, as reports show it."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_MARKER else line[: LONGEST_MARKER - 1] + "…"
