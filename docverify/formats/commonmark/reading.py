"""From tokens to blocks: what stands where on the page, and what stands around it."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from markdown_it.token import Token
from msgspec.structs import replace

from docverify.draft import Draft, Piece
from docverify.formats.commonmark import html, parser
from docverify.formats.commonmark.comments import read_comment, read_percent
from docverify.formats.commonmark.containers import closed
from docverify.formats.commonmark.directives import HOLDS_NOTHING
from docverify.formats.commonmark.embedding import embed, embed_file, polish
from docverify.formats.commonmark.frontmatter import kernel_language
from docverify.formats.commonmark.inclusion import include, include_directive, missing_file, read_rst
from docverify.formats.commonmark.options import Options, cell_options, split_options
from docverify.formats.commonmark.place import Place, first_line
from docverify.formats.commonmark.references import Reference
from docverify.formats.commonmark.tabs import Tabs
from docverify.formats.including import Library
from docverify.infostring import KERNEL, Info
from docverify.infostring import read as read_info
from docverify.model import Block, Page, Problem

MOST_LINES = 3_000_000
"""Lines of a page that is read: the parser keeps up to a kilobyte for each until the page is whole."""
_TARGET = re.compile(r"\([^\s()]+\)=")


def _shows_none(directive: str, info: Info) -> bool:
    """A directive that may stand without code: one that we do not know, or that may name a file."""
    return bool(directive) and directive.lower() in (info.language, "jupyter-execute")


class Reader:
    """Reads one page in one pass."""

    def __init__(self, page: Page, *, has_components: bool = False, draft: Draft | None = None) -> None:
        self.library = Library(page)
        self.source = parser.read_source(page.text, has_components=has_components)
        self._kernel = kernel_language(self.source.front)
        self.draft = draft or Draft(page)
        self._heading_level = 0
        self._reported: set[str] = set()
        self.place = Place()
        self.tabs = Tabs()

    def read(self) -> tuple[list[Block], list[Problem]]:
        if self.source.body.count("\n") > MOST_LINES:
            what = f"has more than {MOST_LINES:,} lines and was not read"
            self.draft.report(what, 1, "split it, or exclude it", fatal=True)
        else:
            self.read_tokens(parser.tokens(self.source))
        return self.draft.finish()

    def read_tokens(self, tokens: Sequence[Token]) -> None:
        """Those of the page, or of a part of it that stands elsewhere."""
        self.tabs.find_alternatives(tokens)
        for token in tokens:
            self.tabs.see(token)
            step = _STEPS.get(token.type)
            if step:
                step(self, token)
            elif token.nesting >= 0:
                self.draft.bar()
            if token.nesting > 0 and token.level + 1 >= parser.NESTING:
                self.report(
                    "containers are nested too deep to be read", first_line(token), "nest fewer quotes and lists"
                )

    def _invisible(self, _token: Token) -> None:
        """A reader sees nothing of it; of a paragraph, its inline text says whether it is a comment."""

    def _bar(self, _token: Token) -> None:
        """The text of a table's last cell is no paragraph."""
        self.draft.bar()

    def _heading(self, token: Token) -> None:
        self._heading_level = int(token.tag[1])
        self.draft.bar()

    def _inline(self, token: Token) -> None:
        text = token.content
        if self._heading_level:
            shown, anchor = parser.read_heading(text)
            if not self.tabs.take_heading(self._heading_level, shown):
                self.draft.heading(self._heading_level, shown, anchor)
            self._heading_level = 0
        elif text.startswith("%") and all(line.startswith("%") for line in text.split("\n")):
            read_percent(self, token)
        elif not (text.startswith("(") and _TARGET.fullmatch(text)):
            self.draft.bar(text)

    def _container(self, token: Token) -> None:
        self.draft.bar()
        if not token.meta["closed"]:
            self.report("a directive is not closed", first_line(token), "add the closing fence")

    def fence(self, token: Token, style: str = "fence") -> None:
        """A fence: code, or a directive that stands for something else."""
        first = first_line(token)
        if not closed(token.map or [0, 0], token.content):
            self.report("a fence is not closed", first, "add the closing fence")
        info = read_info(token.info)
        directive = info.attributes.get("directive", "")
        options = split_options(token.content) if directive else Options()
        if directive in HOLDS_NOTHING:
            self.draft.bar()
        elif directive in ("include", "literalinclude"):
            include_directive(self, token, info, options)
        elif _shows_none(directive, info) and not token.content[options.length :].strip():
            self.draft.bar()  # one that we do not know, or of a file, and that shows no code
        elif directive == "eval-rst":
            self.draft.bar()
            read_rst(self, token)
        else:
            code, line = token.content[options.length :], first + 1 + options.lines
            if code.startswith("#|"):
                options = cell_options(code)
            language = info.language or (self._kernel if directive in KERNEL else "")
            attributes = info.attributes | options.values
            self.add(Piece(code, self.line(line), language, token.info.strip(), attributes, style))

    def _indented(self, token: Token) -> None:
        info = read_info(token.info)
        self.add(Piece(token.content, self.line(first_line(token)), info.language, style="indented"))

    def _code(self, token: Token) -> None:
        """Code that a tag shows, or a component."""
        self._add_code(token, token.info, token.content, token.meta.get("reference"))

    def _html(self, token: Token) -> None:
        self.html_text(token.content, first_line(token), self.tabs.alternatives(token))

    def html_text(self, text: str, first: int, sets: Sequence[int] = ()) -> None:
        """HTML that begins on this line; `sets`: of its elements in turn, the tab set or 0."""
        for comment, line, is_closed in html.comments(text):
            if not is_closed:
                self.report("a comment is not closed", first + line, "add -->")
            read_comment(self, comment, first + line, f"<!--{comment}-->")
        rest = html.without_comments(text) if "<!--" in text else text
        if not rest.strip():
            return
        self.draft.bar()
        for place, element in enumerate(html.elements(rest)):
            if not element.closed:
                self.report("a <pre> element is not closed", first + element.line, "add </pre>")
            tab = self.tabs.alternative(sets[place], element.language) if place < len(sets) else ""
            self.add(Piece(element.code, self.line(first + element.line), element.language, style="html", tab=tab))

    def _comment(self, token: Token) -> None:
        read_comment(self, token.content, first_line(token) + token.meta["first"], token.markup or token.content)

    def _include(self, token: Token) -> None:
        reference = token.meta["reference"]
        if reference.is_code:
            self._add_code(token, reference.info, "", reference)
        else:
            include(self, reference, first_line(token), token.level)

    def _add_code(self, token: Token, written: str, code: str, reference: Reference | None) -> None:
        info = read_info(written)
        line = first_line(token) + (token.meta or {}).get("first", 0)
        self.add(Piece(code, self.line(line), info.language, written.strip(), info.attributes), reference)

    def add(self, piece: Piece, reference: Reference | None = None) -> None:
        """The piece, with what it includes, in the tab that it stands in."""
        files, beside = self.place.files, self.place.beside
        if reference:
            whole = embed_file(piece, reference, self.library, beside)
            missing = [] if whole else [(reference.name, piece.line)]
            piece = whole or replace(piece, code="")
        else:
            piece, gone = embed(piece, self.library, beside)
            missing = [(one.name, piece.line + one.line) for one in gone]
        for name, line in missing:
            self.report(*missing_file(name, line - self.place.offset))
        if files and not piece.file:
            piece = replace(piece, file=files[-1].file)
        self.draft.add(polish(replace(piece, tab=piece.tab or self.tabs.name(piece.attributes, piece.language))))

    def comment(self, text: str, line: int, written: str) -> bool:
        """Honours a marker; one in an included file counts as standing where the page includes that."""
        return self.draft.comment(text, self.place.line or self.line(line), written)

    def line(self, line: int) -> int:
        """The line of the file, for one of what is parsed."""
        return line + self.place.offset

    def report(self, what: str, line: int, hint: str) -> None:
        """Of an included file it is said where the page includes it: problems are those of pages."""
        place = self.place
        if place.files:
            what = f"{what} ({place.files[-1].file}, line {self.line(line)})"
        self.draft.report(what, place.line or self.line(line), hint)

    def report_once(self, what: str, line: int, hint: str) -> None:
        """What is wrong with the page as a whole, where it was first noticed."""
        if what not in self._reported:
            self._reported.add(what)
            self.draft.report(what, self.place.line or self.line(line), hint)

    @contextmanager
    def at(self, place: Place) -> Iterator[None]:
        """What is read meanwhile stands there."""
        before, self.place = self.place, place
        yield
        self.place = before


_STEPS = {
    "code": Reader._code,
    "code_block": Reader._indented,
    "comment": Reader._comment,
    "container_open": Reader._container,
    "fence": Reader.fence,
    "heading_open": Reader._heading,
    "html_block": Reader._html,
    "include": Reader._include,
    "inline": Reader._inline,
    "nothing": Reader._invisible,
    "paragraph_open": Reader._invisible,
    "table_close": Reader._bar,
}
