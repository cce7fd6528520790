"""From tokens to blocks: what stands where on the page, and what stands around it."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from docverify.formats.commonmark import html, parser
from docverify.formats.commonmark.containers import closed
from docverify.formats.commonmark.options import Options, cell_options, split_options
from docverify.formats.commonmark.tabs import Tabs
from docverify.infostring import Info
from docverify.infostring import read as read_info
from docverify.instructions import Instruction, read_attributes, read_comment
from docverify.model import Block, Marker, Page, Problem
from docverify.slugs import Slugs

LONGEST_MARKER = 200
LONGEST_LEAD = 300

_HIDDEN_CODE = re.compile(r"-?\s*invisible-code(?:-block)?:[ \t]*(\S+)[ \t]*\n(.*)", re.DOTALL)


class Piece(Struct, frozen=True, gc=False):
    """Code as it was found, before it is known what stands around it."""

    code: str
    line: int
    info: Info
    raw: str = ""
    """The info string as written."""
    style: str = "fence"
    options: Options = Options()


class Reader:
    """Reads the tokens of one page in one pass."""

    def __init__(self, page: Page) -> None:
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self._page = page
        self._slugs = Slugs()
        self._slug = ""
        self._headings: list[tuple[int, str]] = []
        self._heading_level = 0
        self._tabs = Tabs()
        self._adjacent = False
        self._lead = ""
        self._next: list[Marker] = []
        self._range: Marker | None = None
        self._whole: Marker | None = None

    def read(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            self._tabs.see(token)
            step = _STEPS.get(token.type)
            if step:
                step(self, token)
            elif token.nesting >= 0:
                self._bar()
            if token.nesting > 0 and token.level + 1 >= parser.NESTING:
                self._report("containers are nested too deep to be read", _line(token), "nest fewer quotes and lists")
        self._finish()

    def _finish(self) -> None:
        if self._range:
            self._report("a skipped range has no end", self._range.line, "add its end marker")
        for marker in self._next:
            self._report(
                f"no block follows the marker {marker.text}", marker.line, "move it above a block, or remove it"
            )
        if self._whole:
            self.blocks = [replace(block, markers=(*block.markers, self._whole)) for block in self.blocks]

    def _report(self, what: str, line: int, hint: str) -> None:
        self.problems.append(Problem(self._page.path, what, hint, line))

    def _bar(self, lead: str = "") -> None:
        """Something that a reader sees stands here."""
        self._adjacent = False
        self._lead = lead

    def _paragraph(self, _token: Token) -> None:
        """Its inline text says whether it is a comment."""

    def _table(self, _token: Token) -> None:
        """The text of its last cell is no line of prose."""
        self._bar()

    def _heading(self, token: Token) -> None:
        self._heading_level = int(token.tag[1])
        self._bar()

    def _inline(self, token: Token) -> None:
        if self._heading_level:
            text = parser.heading_text(token.content)
            self._headings = [kept for kept in self._headings if kept[0] < self._heading_level]
            self._headings.append((self._heading_level, " ".join(text.split())))
            self._slug = self._slugs.add(text)
            self._heading_level = 0
        elif token.content.startswith("%") and all(line.startswith("%") for line in token.content.split("\n")):
            self._percent(token)
        else:
            self._bar(token.content.rstrip().rpartition("\n")[2].strip()[:LONGEST_LEAD])

    def _percent(self, token: Token) -> None:
        """MyST's comments: each line is one, and hidden code goes on over several."""
        lines = [line[1:].removeprefix(" ") for line in token.content.split("\n")]
        if _HIDDEN_CODE.match("\n".join(lines)):
            self._comment("\n".join(lines), _line(token), token.content)
            return
        for number, line in enumerate(lines):
            self._comment(line, _line(token) + number, f"% {line}")

    def _container(self, token: Token) -> None:
        self._bar()
        if not token.meta["closed"]:
            self._report("a directive is not closed", _line(token), "add the closing fence")

    def _fence(self, token: Token, offset: int = 0, style: str = "fence") -> None:
        first = _line(token) + offset
        if not closed(token.map or [0, 0], token.content):
            self._report("a fence is not closed", first, "add the closing fence")
        info = read_info(token.info)
        options = split_options(token.content) if "directive" in info.attributes else Options()
        code, line = token.content[options.length :], first + 1 + options.lines
        if code.startswith("#|"):
            options = cell_options(code)
        self._add(Piece(code, line, info, token.info.strip(), style, options))

    def _indented(self, token: Token) -> None:
        self._add(Piece(token.content, _line(token), Info(), style="indented"))

    def _html(self, token: Token) -> None:
        text, first = token.content, _line(token)
        for comment, line, is_closed in html.comments(text):
            if not is_closed:
                self._report("a comment is not closed", first + line, "add -->")
            self._comment(comment, first + line, f"<!--{comment}-->")
        rest = html.without_comments(text) if "<!--" in text else text
        if not rest.strip():
            return
        self._bar()
        for element in html.elements(rest):
            if not element.closed:
                self._report("a <pre> element is not closed", first + element.line, "add </pre>")
            self._add(Piece(element.code, first + element.line, Info(element.language), style="html"))

    def _comment(self, text: str, line: int, written: str) -> None:
        hidden = _HIDDEN_CODE.match(text.lstrip(" \t"))
        if hidden:
            start = line + text.count("\n") - hidden[2].count("\n")
            code = hidden[2].removesuffix("-") if text.startswith("-") else hidden[2]
            self._add(Piece(code.rstrip(), start, read_info(hidden[1]), style="hidden"))
            return
        instruction = read_comment(text)
        if instruction:
            self._instruct(instruction, Marker(instruction.kind, _shown(written), line))
        elif "```" in text or "~~~" in text:
            for token in parser.parser().parse(text):
                if token.type == "fence":
                    self._fence(token, offset=line - 1, style="hidden")

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
            self._report(
                "a skipped range ends that never began", marker.line, "add its start marker, or remove this one"
            )

    def _add(self, piece: Piece) -> None:
        code = piece.code.rstrip("\n")
        self.blocks.append(
            Block(
                page=self._page.path,
                language=piece.info.language,
                code=code,
                line=piece.line,
                end_line=piece.line + code.count("\n") if code else piece.line - 1,
                heading=tuple(text for _, text in self._headings),
                slug=self._slug,
                info=piece.raw,
                attributes=piece.info.attributes | piece.options.values,
                markers=tuple(self._markers(piece)),
                tab=self._tabs.name(piece.info.attributes),
                style=piece.style,
                adjacent=self._adjacent,
                lead=self._lead,
            )
        )
        self._adjacent, self._lead, self._next = True, "", []

    def _markers(self, piece: Piece) -> Iterator[Marker]:
        yield from self._next
        if self._range:
            yield self._range
        for instruction in read_attributes(piece.info.attributes):
            yield Marker(instruction.kind, _shown(piece.raw), piece.line - 1)
        for key, value in piece.options.values.items():
            for instruction in read_attributes({key: value}):
                yield Marker(instruction.kind, _shown(f"{key}: {value}"), piece.line - 1)


_STEPS = {
    "container_open": Reader._container,
    "fence": Reader._fence,
    "code_block": Reader._indented,
    "html_block": Reader._html,
    "heading_open": Reader._heading,
    "inline": Reader._inline,
    "table_close": Reader._table,
    "paragraph_open": Reader._paragraph,
}


def _line(token: Token) -> int:
    """1-based first line of a token."""
    return (token.map or [0])[0] + 1


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_MARKER else line[: LONGEST_MARKER - 1] + "…"
