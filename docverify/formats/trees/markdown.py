"""Markdown that stands in a text of a tree."""

from msgspec import Struct
from msgspec.structs import replace

from docverify.draft import Draft, Piece
from docverify.formats.trees.text import Text
from docverify.model import Block, Page, Problem


class Setting(Struct, frozen=True):
    """What is around the text."""

    tabs: str = ""
    """Before the name of each tab set in it, which counts from 1 in every text."""
    level: int = 0
    """Levels of the headings above it."""
    file: str = ""
    """Identity of the file that it stands in, when that is not the page."""
    line: int = 0
    """The line of the page that leads to this file."""


def read_markdown(page: Page, draft: Draft, text: Text, setting: Setting) -> list[str]:
    """Tells the draft all that stands in the text; returns the files that it includes and that are not there yet."""
    from docverify.formats.commonmark.reading import Reader  # loads markdown-it

    reader = Reader(replace(page, text=text.text), draft=_Moved(draft, text, setting))
    reader.read()
    return list(reader.library.wanted)


class _Moved(Draft):
    """Passes everything on, moved to the lines of the tree."""

    def __init__(self, draft: Draft, text: Text, setting: Setting) -> None:
        self._draft = draft
        self._text = text
        self._setting = setting

    def heading(self, level: int, text: str, anchor: str = "") -> None:
        self._draft.heading(level + self._setting.level, text, anchor)

    def bar(self, lead: str = "") -> None:
        self._draft.bar(lead)

    def report(self, what: str, line: int, hint: str, *, fatal: bool = False) -> None:
        self._draft.report(what, self._setting.line or self._text.line(line), hint, fatal=fatal)

    def comment(self, text: str, line: int, written: str = "") -> bool:
        return self._draft.comment(text, self._setting.line or self._text.line(line), written)

    def add(self, piece: Piece) -> None:
        if not piece.file:
            last = piece.end_line or piece.line + piece.code.rstrip("\n").count("\n")
            line, end_line = self._text.line(piece.line), self._text.line(last)
            piece = replace(piece, line=line, end_line=end_line, file=self._setting.file)
        self._draft.add(replace(piece, tab=f"{self._setting.tabs}{piece.tab}" if piece.tab else ""))

    def finish(self) -> tuple[list[Block], list[Problem]]:
        """The draft goes on."""
        return [], []
