"""From tokens to blocks: what stands where on the page, and what stands around it."""

import re
from collections.abc import Sequence

from markdown_it.token import Token
from msgspec.structs import replace

from docverify.draft import Draft, Piece
from docverify.formats.commonmark import html, parser
from docverify.formats.commonmark.containers import closed
from docverify.formats.commonmark.options import Options, cell_options, split_options
from docverify.formats.commonmark.tabs import Tabs
from docverify.infostring import read as read_info
from docverify.model import Block, Page, Problem

_HIDDEN_CODE = re.compile(r"-?\s*invisible-code(?:-block)?:[ \t]*(\S+)[ \t]*\n(.*)", re.DOTALL)


class Reader:
    """Reads the tokens of one page in one pass."""

    def __init__(self, page: Page) -> None:
        self._draft = Draft(page)
        self._heading_level = 0
        self._tabs = Tabs()

    def read(self, tokens: Sequence[Token]) -> tuple[list[Block], list[Problem]]:
        for token in tokens:
            self._tabs.see(token)
            step = _STEPS.get(token.type)
            if step:
                step(self, token)
            elif token.nesting >= 0:
                self._draft.bar()
            if token.nesting > 0 and token.level + 1 >= parser.NESTING:
                self._draft.report(
                    "containers are nested too deep to be read", _line(token), "nest fewer quotes and lists"
                )
        return self._draft.finish()

    def _paragraph(self, _token: Token) -> None:
        """Its inline text says whether it is a comment."""

    def _table(self, _token: Token) -> None:
        """The text of its last cell is no line of prose."""
        self._draft.bar()

    def _heading(self, token: Token) -> None:
        self._heading_level = int(token.tag[1])
        self._draft.bar()

    def _inline(self, token: Token) -> None:
        if self._heading_level:
            self._draft.heading(self._heading_level, parser.heading_text(token.content))
            self._heading_level = 0
        elif token.content.startswith("%") and all(line.startswith("%") for line in token.content.split("\n")):
            self._percent(token)
        else:
            self._draft.bar(token.content.rstrip().rpartition("\n")[2])

    def _percent(self, token: Token) -> None:
        """MyST's comments: each line is one, and hidden code goes on over several."""
        lines = [line[1:].removeprefix(" ") for line in token.content.split("\n")]
        if _HIDDEN_CODE.match("\n".join(lines)):
            self._comment("\n".join(lines), _line(token), token.content)
            return
        for number, line in enumerate(lines):
            self._comment(line, _line(token) + number, f"% {line}")

    def _container(self, token: Token) -> None:
        self._draft.bar()
        if not token.meta["closed"]:
            self._draft.report("a directive is not closed", _line(token), "add the closing fence")

    def _fence(self, token: Token, offset: int = 0, style: str = "fence") -> None:
        first = _line(token) + offset
        if not closed(token.map or [0, 0], token.content):
            self._draft.report("a fence is not closed", first, "add the closing fence")
        info = read_info(token.info)
        options = split_options(token.content) if "directive" in info.attributes else Options()
        code, line = token.content[options.length :], first + 1 + options.lines
        if code.startswith("#|"):
            options = cell_options(code)
        self._add(Piece(code, line, info.language, token.info.strip(), info.attributes | options.values, style))

    def _indented(self, token: Token) -> None:
        self._add(Piece(token.content, _line(token), style="indented"))

    def _html(self, token: Token) -> None:
        text, first = token.content, _line(token)
        for comment, line, is_closed in html.comments(text):
            if not is_closed:
                self._draft.report("a comment is not closed", first + line, "add -->")
            self._comment(comment, first + line, f"<!--{comment}-->")
        rest = html.without_comments(text) if "<!--" in text else text
        if not rest.strip():
            return
        self._draft.bar()
        for element in html.elements(rest):
            if not element.closed:
                self._draft.report("a <pre> element is not closed", first + element.line, "add </pre>")
            self._add(Piece(element.code, first + element.line, element.language, style="html"))

    def _comment(self, text: str, line: int, written: str) -> None:
        hidden = _HIDDEN_CODE.match(text.lstrip(" \t"))
        if hidden:
            start = line + text.count("\n") - hidden[2].count("\n")
            code = hidden[2].removesuffix("-") if text.startswith("-") else hidden[2]
            info = read_info(hidden[1])
            self._add(Piece(code.rstrip(), start, info.language, hidden[1], info.attributes, style="hidden"))
            return
        if not self._draft.comment(text, line, written) and ("```" in text or "~~~" in text):
            for token in parser.parser().parse(text):
                if token.type == "fence":
                    self._fence(token, offset=line - 1, style="hidden")

    def _add(self, piece: Piece) -> None:
        self._draft.add(replace(piece, tab=self._tabs.name(piece.attributes)))


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
