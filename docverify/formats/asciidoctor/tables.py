"""The cells of a table, each with the style that says how it is read."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from docverify.formats.asciidoctor.lines import Line
from docverify.formats.asciidoctor.metadata import Metadata

_SPEC = re.compile(
    r"(?P<before>^|[ \t])(?:(?:(?P<times>\d{1,3})\*)|\d{0,3}(?:\.\d{1,3})?\+)?"
    r"(?:[<^>](?:\.[<^>])?|\.[<^>])?(?P<style>[a-z])?\Z"
)
_LONGEST_SPEC = 16
_COLUMN = re.compile(r"(?:(?P<times>\d{1,3})\*)?[<^>.]*\d{0,5}[%~]?(?P<style>[a-z])?")
_MOST_COLUMNS = 1_000


class Cell(Struct, frozen=True):
    """One cell, or several that are alike."""

    style: str
    """`a` for AsciiDoc, `l` for literal text; empty for a line of text like any other."""
    times: int
    lines: list[Line]


def cells(body: Sequence[Line], above: Metadata, delimiter: str) -> Iterator[Cell]:
    """Every cell of the table; none where they are separated as in a file of data."""
    if delimiter not in "|!" or above.named.get("format", "psv") != "psv":
        return
    separator = above.named.get("separator", delimiter)[:1] or delimiter
    styles = _column_styles(above.named.get("cols", "")) or [""]
    place = 0
    for cell in _split(body, separator):
        yield cell if cell.style else replace(cell, style=styles[place % len(styles)])
        place += cell.times


def _column_styles(cols: str) -> list[str]:
    """The style of each column; empty where the table does not say."""
    styles: list[str] = []
    for part in re.split(r"[,;]", cols) if cols.strip() else ():
        match = _COLUMN.fullmatch(part.strip())
        if match and len(styles) < _MOST_COLUMNS:
            styles += [match["style"] or ""] * int(match["times"] or 1)
    return styles


def _split(body: Sequence[Line], separator: str) -> Iterator[Cell]:
    unescaped, escaped = re.compile(rf"(?<!\\){re.escape(separator)}"), f"\\{separator}"
    cell: Cell | None = None
    for line in body:
        pieces = [piece.replace(escaped, separator) for piece in unescaped.split(line.text)]
        for number, text in enumerate(pieces):
            spec = _spec(text, first=number == 0) if number < len(pieces) - 1 else None
            if cell:
                cell.lines.append(replace(line, text=text[: spec.start()] if spec else text))
            if number < len(pieces) - 1:
                if cell:
                    yield cell
                cell = Cell((spec and spec["style"]) or "", int((spec and spec["times"]) or 1), [])
    if cell:
        yield cell


def _spec(text: str, *, first: bool) -> re.Match[str] | None:
    """What stands right before a separator, and is about the cell behind it."""
    match = _SPEC.search(text, max(len(text) - _LONGEST_SPEC, 0))
    return match if match and (first or match["before"]) else None
