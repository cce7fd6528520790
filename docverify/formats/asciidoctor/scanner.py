"""Reads the blocks of a page in one pass over its lines."""

import re

from msgspec import Struct
from msgspec.structs import replace

from docverify.draft import Draft, Piece
from docverify.formats.asciidoctor import listing, marks, metadata, tables
from docverify.formats.asciidoctor.above import Above
from docverify.formats.asciidoctor.attributes import Attributes, whole
from docverify.formats.asciidoctor.frames import Frames
from docverify.formats.asciidoctor.inline import visible
from docverify.formats.asciidoctor.lines import Given, Line, Reader
from docverify.formats.asciidoctor.metadata import Metadata
from docverify.formats.asciidoctor.tabs import Tab, Tabs, name

NESTING = 50
"""Blocks in blocks that are read, and tables in tables."""

_DISCRETE = frozenset({"discrete", "float"})
_FILE = re.compile(r"[\w./-]*\w\.\w+")
_CLOSE = "add a line that is equal to the one that opens it"


class Known(Struct, frozen=True):
    """What the parts of a page share."""

    draft: Draft
    attributes: Attributes
    tabs: Tabs


class Scanner:
    """Tells a draft what stands on the lines."""

    def __init__(self, known: Known, lines: Reader, around: tuple[Tab, ...] = (), depth: int = 0) -> None:
        self._known = known
        self._draft = known.draft
        self._lines = lines
        self._depth = depth
        """Tables around."""
        self._above = Above(known.draft, known.attributes, lines)
        self._frames = Frames(known.tabs, around)

    def scan(self) -> None:
        while (line := self._lines.next()) is not None:
            text = line.text.rstrip()
            if text:
                self._step(line, text)
        for frame in self._frames.end():
            self._draft.report("a block is not closed", frame.line, _CLOSE)

    def _step(self, line: Line, text: str) -> None:
        """A block, or the beginning or end of one that holds others, or what stands above one."""
        if self._frames.ends(text):
            for frame in self._frames.end(text):
                self._draft.report("a block is not closed", frame.line, _CLOSE)
            self._above.give()
            self._draft.bar()
        elif text != "+" and not self._above.take(line, text) and not self._heading(line, text):
            above = self._above.give()
            any(read(self, line, text, above) for read in _BLOCKS)

    def _heading(self, line: Line, text: str) -> bool:
        style = self._above.metadata.style
        if len(self._frames) + self._depth and style not in _DISCRETE:
            return False
        below = self._lines.peek() if marks.may_be_underlined(text) else None
        found = marks.title(text, below.text.rstrip() if below else None)
        if found is None:
            return False
        if below:
            self._lines.next()
        offset = line.offset + whole(self._known.attributes.get("leveloffset"))
        words, anchor = metadata.split_anchor(self._known.attributes.fill(found.text))
        above = self._above.give()
        self._draft.heading(max(found.level + offset, 1), visible(words), anchor or above.id)
        if found.level == 1 and line.number == 1:
            self._header()
        return True

    def _header(self) -> None:
        """The lines right below the title of the document: people, a revision, attributes."""
        while (line := self._lines.next()) is not None:
            text = line.text.rstrip()
            if not text or marks.delimited(text) not in ("", "comment"):
                self._lines.push(line)
                return
            self._above.take(line, text)

    def _delimited(self, line: Line, text: str, above: Metadata) -> bool:
        kind = marks.delimited(text)
        if not kind:
            return False
        if kind == "fence":
            language, _, rest = text[3:].partition(",")
            above.positional = {1: "source", 2: language.strip()} | ({3: rest.strip()} if rest.strip() else {})
            self._code(line, "```", kind, above)
        elif kind == "table":
            self._table(line, text, above)
        elif kind == "pass" or (kind in ("open", "quote") and above.style in marks.TEXT):
            self._text(line, text)
        elif kind in marks.COMPOUND and (kind != "open" or above.style not in marks.VERBATIM):
            self._begin(line, text, above)
        else:
            self._code(line, text, kind, above)
        return True

    def _styled(self, line: Line, text: str, above: Metadata) -> bool:  # noqa: ARG002
        """Lines that only their style makes code: up to a blank one."""
        if above.style not in marks.VERBATIM and above.style != "verse":
            return False
        body = self._until_blank(line)
        if above.style == "verse":
            self._draft.bar(" ".join(one.text for one in body))
        else:
            self._add(body, above, "paragraph")
        return True

    def _passed_over(self, line: Line, text: str, above: Metadata) -> bool:  # noqa: ARG002
        """What is neither prose nor code."""
        macro = marks.macro(text)
        if macro is None and not marks.is_break(text):
            return False
        if macro and macro.shows_code:
            what = f"what {macro.name}:: shows is not read: the macro is an extension's"
            self._draft.report(what, line.shown, "include the file with include:: instead")
        self._draft.bar()
        return True

    def _item(self, line: Line, text: str, above: Metadata) -> bool:  # noqa: ARG002
        item = marks.item(text)
        if item is None:
            return False
        if item.term:
            self._frames.term(visible(item.term))
        if item.term and not item.text:
            self._skip_blank()
        self._draft.bar(self._paragraph(item.text or item.term, in_list=True))
        return True

    def _indented(self, line: Line, text: str, above: Metadata) -> bool:  # noqa: ARG002
        if line.text[0] not in " \t" or above.style not in ("", "normal"):
            return False
        body = [line]
        while (below := self._lines.next()) is not None:
            if self._ends_paragraph(below.text.rstrip()):
                self._lines.push(below)
                break
            body.append(below)
        if above.style:
            self._draft.bar(" ".join(one.text for one in body))
        else:
            self._add(body, above, "indented")
        return True

    def _prose(self, line: Line, text: str, above: Metadata) -> bool:  # noqa: ARG002
        self._draft.bar(self._paragraph(text, in_list=False))
        return True

    def _begin(self, line: Line, text: str, above: Metadata) -> None:
        self._draft.bar(above.title)
        if len(self._frames) >= NESTING:
            self._draft.report("blocks are nested too deep to be read", line.shown, "nest fewer")
            return
        self._frames.begin(text, line.shown, above)

    def _code(self, line: Line, delimiter: str, kind: str, above: Metadata) -> None:
        body = self._body(line, delimiter)
        shown = [one for one in body if one.doubt <= line.doubt]
        self._add(shown or [replace(line, text="", number=line.number + 1)], above, kind)

    def _text(self, line: Line, delimiter: str) -> None:
        """What is passed on to the site as it is: HTML, for the most part, and code may stand in it."""
        body = self._body(line, delimiter)
        self._draft.bar()
        text = "\n".join(one.text for one in body)
        if "<pre" in text.lower():
            from docverify.formats.commonmark.html import elements  # loads markdown-it

            for element in elements(text):
                at = body[min(element.line, len(body) - 1)]
                self._draft.add(Piece(element.code, at.number, element.language, style="html", file=at.file))

    def _table(self, line: Line, delimiter: str, above: Metadata) -> None:
        body = self._body(line, delimiter)
        self._draft.bar(above.title)
        if self._depth >= NESTING:
            self._draft.report("tables are nested too deep to be read", line.shown, "nest fewer")
            return
        for cell in tables.cells(body, above, delimiter[0]):
            if cell.style == "a":
                first = replace(cell.lines[0], text=cell.lines[0].text.lstrip())
                Scanner(self._known, Given([first, *cell.lines[1:]]), self._frames.tabs(), self._depth + 1).scan()
            elif cell.style == "l":
                self._add(cell.lines, Metadata(), "literal")
            self._draft.bar()

    def _body(self, line: Line, delimiter: str) -> list[Line]:
        """The lines up to the one that ends the block, or a block around it."""
        body: list[Line] = []
        while (below := self._lines.next()) is not None:
            text = below.text.rstrip()
            if text == delimiter:
                return body
            if self._frames.ends(text):
                self._lines.push(below)
                break
            body.append(below)
        self._draft.report("a block is not closed", line.shown, _CLOSE)
        return body

    def _add(self, body: list[Line], above: Metadata, kind: str) -> None:
        if above.title and not _FILE.fullmatch(above.title):
            self._draft.bar(above.title)
        found = listing.piece(body, above, kind, self._known.attributes)
        self._draft.add(replace(found, tab=name(self._frames.tabs(above))))

    def _paragraph(self, first: str, *, in_list: bool) -> str:
        """Reads on to the end of a paragraph that begins with `first`, and returns its text."""
        lines = [first]
        while (below := self._lines.next()) is not None:
            text = below.text.rstrip()
            if self._ends_paragraph(text) or (in_list and marks.item(text)):
                self._lines.push(below)
                break
            if text.startswith("//") and not text.startswith("///"):
                self._draft.comment(text[2:].strip(), below.shown, text)
            else:
                lines.append(text)
        return visible(" ".join(lines))

    def _ends_paragraph(self, text: str) -> bool:
        return marks.ends_paragraph(text) or self._frames.ends(text)

    def _until_blank(self, line: Line) -> list[Line]:
        body = [line]
        while (below := self._lines.next()) is not None:
            text = below.text.rstrip()
            if text in ("", "+") or self._frames.ends(text):
                self._lines.push(below)
                break
            body.append(below)
        return body

    def _skip_blank(self) -> None:
        while (below := self._lines.next()) is not None:
            if below.text.strip():
                self._lines.push(below)
                return


_BLOCKS = (
    Scanner._delimited,
    Scanner._styled,
    Scanner._passed_over,
    Scanner._item,
    Scanner._indented,
    Scanner._prose,
)
"""The first one that reads a line has it."""
