"""From tokens to blocks: what stands where on the page, and what stands around it."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from docverify.draft import Draft, Piece
from docverify.formats.commonmark import html, parser
from docverify.formats.commonmark.containers import closed
from docverify.formats.commonmark.directives import HOLDS_NOTHING
from docverify.formats.commonmark.embedding import embed, embed_file, polish
from docverify.formats.commonmark.frontmatter import kernel_language
from docverify.formats.commonmark.options import Options, cell_options, split_options
from docverify.formats.commonmark.references import Reference, read_comment, read_directive
from docverify.formats.commonmark.tabs import Tabs
from docverify.formats.including import Included, Library, select
from docverify.infostring import Info
from docverify.infostring import read as read_info
from docverify.model import Block, Page, Problem

NESTED_FILES = 10
"""Files that include each other in a row."""

_HIDDEN_CODE = re.compile(r"-?\s*invisible-code(?:-block)?:[ \t]*(\S+)[ \t]*\n(.*)", re.DOTALL)
_TARGET = re.compile(r"\([^\s()]+\)=")


class _Place(Struct, frozen=True):
    """Where the lines that are read stand."""

    offset: int = 0
    """Lines above them."""
    files: tuple[Included, ...] = ()
    """The included file that they are in, behind those that include it."""
    line: int = 0
    """Of the page, where the first of these files is included."""


class Reader:
    """Reads one page in one pass."""

    def __init__(self, page: Page, *, has_components: bool = False, draft: Draft | None = None) -> None:
        self.library = Library(page)
        self._source = parser.read_source(page.text, has_components=has_components)
        self._kernel = kernel_language(self._source.front)
        self._draft = draft or Draft(page)
        self._heading_level = 0
        self._place = _Place()
        self._tabs = Tabs()

    def read(self) -> tuple[list[Block], list[Problem]]:
        self._read(parser.tokens(self._source))
        return self._draft.finish()

    def _read(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            self._tabs.see(token)
            step = _STEPS.get(token.type)
            if step:
                step(self, token)
            elif token.nesting >= 0:
                self._draft.bar()
            if token.nesting > 0 and token.level + 1 >= parser.NESTING:
                self._report("containers are nested too deep to be read", _first(token), "nest fewer quotes and lists")

    def _invisible(self, _token: Token) -> None:
        """A reader sees nothing of it; of a paragraph, its inline text says whether it is a comment."""

    def _bar(self, _token: Token) -> None:
        """The text of a table's last cell is no line of prose."""
        self._draft.bar()

    def _heading(self, token: Token) -> None:
        self._heading_level = int(token.tag[1])
        self._draft.bar()

    def _inline(self, token: Token) -> None:
        text = token.content
        if self._heading_level:
            shown, anchor = parser.read_heading(text)
            if not self._tabs.take_heading(self._heading_level, shown):
                self._draft.heading(self._heading_level, shown, anchor)
            self._heading_level = 0
        elif text.startswith("%") and all(line.startswith("%") for line in text.split("\n")):
            self._percent(token)
        elif not (text.startswith("(") and _TARGET.fullmatch(text)):
            self._draft.bar(text.rstrip().rpartition("\n")[2])

    def _percent(self, token: Token) -> None:
        """MyST's comments: each line is one, and hidden code goes on over several."""
        lines = [line[1:].removeprefix(" ") for line in token.content.split("\n")]
        if _HIDDEN_CODE.match("\n".join(lines)):
            self._comment("\n".join(lines), _first(token), token.content)
            return
        for number, line in enumerate(lines):
            self._comment(line, _first(token) + number, f"% {line}")

    def _container(self, token: Token) -> None:
        self._draft.bar()
        if not token.meta["closed"]:
            self._report("a directive is not closed", _first(token), "add the closing fence")

    def _fence(self, token: Token, style: str = "fence") -> None:
        first = _first(token)
        if not closed(token.map or [0, 0], token.content):
            self._report("a fence is not closed", first, "add the closing fence")
        info = read_info(token.info)
        directive = info.attributes.get("directive", "")
        options = split_options(token.content) if directive else Options()
        if directive in HOLDS_NOTHING:
            self._draft.bar()
        elif directive in ("include", "literalinclude"):
            self._include_directive(token, info, options)
        elif directive == "eval-rst":
            self._draft.bar()
            self._read_rst(token)
        else:
            code, line = token.content[options.length :], first + 1 + options.lines
            if code.startswith("#|"):
                options = cell_options(code)
            language = info.language or (self._kernel if directive == "code-cell" else "")
            attributes = info.attributes | options.values
            self._add(Piece(code, self._line(line), language, token.info.strip(), attributes, style))

    def _indented(self, token: Token) -> None:
        info = read_info(token.info)
        self._add(Piece(token.content, self._line(_first(token)), info.language, style="indented"))

    def _code(self, token: Token) -> None:
        """Code that a tag shows, or a component."""
        self._add_code(token, token.info, token.content, token.meta.get("reference"))

    def _html(self, token: Token) -> None:
        text, first = token.content, _first(token)
        for comment, line, is_closed in html.comments(text):
            if not is_closed:
                self._report("a comment is not closed", first + line, "add -->")
            self._comment(comment, first + line, f"<!--{comment}-->")
        rest = html.without_comments(text) if "<!--" in text else text
        if not rest.strip():
            return
        self._draft.bar()
        for element in html.elements(rest):
            if not element.closed:
                self._report("a <pre> element is not closed", first + element.line, "add </pre>")
            self._add(Piece(element.code, self._line(first + element.line), element.language, style="html"))

    def _tag_comment(self, token: Token) -> None:
        self._comment(token.content, _first(token) + token.meta["first"], token.markup or token.content)

    def _comment(self, text: str, line: int, written: str) -> None:
        hidden = _HIDDEN_CODE.match(text.lstrip(" \t"))
        if hidden:
            start = line + text.count("\n") - hidden[2].count("\n")
            code = hidden[2].removesuffix("-") if text.startswith("-") else hidden[2]
            info = read_info(hidden[1])
            self._add(
                Piece(code.rstrip(), self._line(start), info.language, hidden[1], info.attributes, style="hidden")
            )
            return
        reference = read_comment(text) if "@include" in text else None
        if reference:
            self._include(reference, line)
        elif text.strip() in ("tabs:start", "tabs:end"):
            self._tabs.panel(opens=text.strip() == "tabs:start")
        elif not self._draft.comment(text, self._line(line), written) and ("```" in text or "~~~" in text):
            with self._at(replace(self._place, offset=self._place.offset + line - 1)):
                for token in parser.markdown_parser().parse(text):
                    if token.type == "fence":
                        self._fence(token, style="hidden")

    def _include_token(self, token: Token) -> None:
        reference = token.meta["reference"]
        if reference.is_code:
            self._add_code(token, reference.info, "", reference)
        else:
            self._include(reference, _first(token), token.level)

    def _include_directive(self, token: Token, info: Info, options: Options) -> None:
        """MyST's: `literalinclude` shows a file, and `include` does when it is asked to."""
        argument = token.info.partition("}")[2].strip()
        reference = read_directive(argument, options.values)
        language = options.values.get("language") or options.values.get("code") or ""
        if info.attributes["directive"] == "include" and not {"literal", "code"} & options.values.keys():
            self._include(reference, _first(token), token.level)
            return
        attributes = {"directive": info.attributes["directive"]} | options.values
        piece = Piece("", self._line(_first(token)), language.lower(), token.info.strip(), attributes)
        self._add(piece, reference)

    def _read_rst(self, token: Token) -> None:
        """The other markup, in whose own way what stands here is read."""
        from docverify.formats.restructured.lines import view
        from docverify.formats.restructured.reading import Reader as RstReader

        written = token.content.rstrip("\n").split("\n")
        first = self._line(_first(token)) + 1
        files = self._place.files
        reader = RstReader(self._draft, self.library)
        known = {"file": files[-1].file, "name": files[-1].name, "origin": self._place.line} if files else {}
        source = reader.register(written, range(first, first + len(written)), **known)
        reader.parse(view(source), titles=True)

    def _include(self, reference: Reference, line: int, level: int = 0) -> None:
        """Reads the lines of the file as if they stood here."""
        place = self._place
        found = self.library.find(reference.name, place.files[-1].name if place.files else "")
        excerpt = select(found.text, reference.selection) if found else None
        if found is None or excerpt is None or len(place.files) >= NESTED_FILES or found in place.files:
            self._draft.bar()
            self._report(f"includes {reference.name}, which cannot be read", line, "mend the name, or add the file")
            return
        whole = excerpt.line == 1
        source = parser.read_source(excerpt.code, has_components=self._source.has_components)
        tokens = parser.tokens(source if whole else replace(source, body=excerpt.code))
        for token in tokens:
            token.level += level
        with self._at(_Place(excerpt.line - 1, (*place.files, found), place.line or line)):
            self._read(tokens)

    def _add_code(self, token: Token, written: str, code: str, reference: Reference | None) -> None:
        info = read_info(written)
        line = _first(token) + (token.meta or {}).get("first", 0)
        self._add(Piece(code, self._line(line), info.language, written.strip(), info.attributes), reference)

    def _add(self, piece: Piece, reference: Reference | None = None) -> None:
        """The piece, with what it includes, in the tab that it stands in."""
        files = self._place.files
        beside = files[-1].name if files else ""
        if reference:
            whole = embed_file(piece, reference, self.library, beside)
            missing = [] if whole else [(reference.name, piece.line)]
            piece = whole or replace(piece, code="")
        else:
            piece, gone = embed(piece, self.library, beside)
            missing = [(one.name, piece.line + one.line) for one in gone]
        for name, line in missing:
            self._report(
                f"includes {name}, which cannot be read", line - self._place.offset, "mend the name, or add the file"
            )
        if files and not piece.file:
            piece = replace(piece, file=files[-1].file)
        self._draft.add(polish(replace(piece, tab=self._tabs.name(piece.attributes, piece.language))))

    def _line(self, line: int) -> int:
        return line + self._place.offset

    def _report(self, what: str, line: int, hint: str) -> None:
        """Of an included file it is said where the page includes it: problems are those of pages."""
        place = self._place
        if place.files:
            what = f"{what} ({place.files[-1].file}, line {self._line(line)})"
        self._draft.report(what, place.line or self._line(line), hint)

    @contextmanager
    def _at(self, place: _Place) -> Iterator[None]:
        before, self._place = self._place, place
        yield
        self._place = before


_STEPS = {
    "code": Reader._code,
    "code_block": Reader._indented,
    "comment": Reader._tag_comment,
    "container_open": Reader._container,
    "fence": Reader._fence,
    "heading_open": Reader._heading,
    "html_block": Reader._html,
    "include": Reader._include_token,
    "inline": Reader._inline,
    "nothing": Reader._invisible,
    "paragraph_open": Reader._invisible,
    "table_close": Reader._bar,
}


def _first(token: Token) -> int:
    """1-based first line of a token, in the text that was parsed."""
    return (token.map or [0])[0] + 1
