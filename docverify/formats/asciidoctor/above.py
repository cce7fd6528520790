"""Reads what stands above blocks: attribute lists, titles, ids, comments, and entries of the document."""

from docverify.draft import Draft
from docverify.formats.asciidoctor import attributes as entries
from docverify.formats.asciidoctor import marks, metadata
from docverify.formats.asciidoctor.attributes import Attributes
from docverify.formats.asciidoctor.inline import visible
from docverify.formats.asciidoctor.lines import Line, Reader
from docverify.formats.asciidoctor.metadata import Metadata


class Above:
    """What was read since the last block."""

    def __init__(self, draft: Draft, attributes: Attributes, lines: Reader) -> None:
        self.metadata = Metadata()
        self._draft = draft
        self._attributes = attributes
        self._lines = lines

    def take(self, line: Line, text: str) -> bool:
        """Whether the line is such a one; `text` is it without blanks at its end."""
        read = _KINDS.get(text[0])
        return bool(read and read(self, line, text))

    def give(self) -> Metadata:
        """All of it, for the block that comes now."""
        given, self.metadata = self.metadata, Metadata()
        return given

    def _brackets(self, _line: Line, text: str) -> bool:
        anchor = metadata.ANCHOR.fullmatch(text)
        if anchor:
            self.metadata.id = anchor["id"]
            return True
        found = metadata.ATTRIBUTES.fullmatch(text)
        if found:
            self.metadata.add(self._attributes.fill(found["list"]))
        return found is not None

    def _title(self, _line: Line, text: str) -> bool:
        found = metadata.TITLE.fullmatch(text)
        if found is None or marks.delimited(text):
            return False
        self.metadata.title = visible(self._attributes.fill(found["title"]))
        return True

    def _entry(self, line: Line, text: str) -> bool:
        match = entries.ENTRY.fullmatch(text)
        if match is None:
            return False
        value, more = match["value"] or "", text
        while more.endswith((" \\", " +")) and (below := self._lines.next()) is not None:
            more = below.text.strip()
            value = f"{value[:-2].rstrip()} {more}"[: entries.LONGEST_VALUE]
        if not line.doubt:
            self._attributes.enter(match, value)
        return True

    def _comment(self, line: Line, text: str) -> bool:
        if not text.startswith("//") or (text.startswith("///") and (text.strip("/") or text == "///")):
            return False
        if text == "//" or text.strip("/"):
            self._draft.comment(text[2:].strip(), line.shown, text)
            return True
        body: list[str] = []
        while (below := self._lines.next(raw=True)) is not None and below.text.rstrip() != text:
            body.append(below.text)
        if below is None:
            self._draft.report("a comment is not closed", line.shown, f"add {text[:8]}")
        self._draft.comment("\n".join(body), line.shown)
        return True


_KINDS = {"[": Above._brackets, ".": Above._title, ":": Above._entry, "/": Above._comment}
