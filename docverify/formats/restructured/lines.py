"""The lines of a page, or of a file that it includes: as docutils is shown them, and as they are written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docutils.statemachine import StringList
from msgspec import Struct

TAB = 8
"""Columns between the stops that docutils expands tabs to."""

LONGEST_LINE = 4_000
"""Characters of a line that docutils is shown: its patterns cost more than the length of what they are given."""

MOST_BLANKS = 2
"""Blank lines in a row that docutils is shown: it drops those at the top of a block one by one."""

_LINE_END = re.compile(r"\r\n?")


class Source(Struct, frozen=True):
    """Lines that belong together: of a page, of a docstring, or of an included file."""

    key: str
    """What docutils calls it."""
    written: Sequence[str]
    shown: Sequence[str]
    """Tabs expanded, without blanks at the end."""
    numbers: Sequence[int]
    """The 1-based line in its file that each stands on."""
    file: str = ""
    """Identity of the included file; empty when the lines are those of the page."""
    name: str = ""
    """What the page calls that file."""
    origin: int = 0
    """Line of the page that includes it."""
    depth: int = 0
    """How many files in a row include it."""

    def line(self, index: int) -> int:
        """Where on the page a line is, or is included."""
        return self.origin or self.numbers[index]


class Code(Struct, frozen=True):
    """Lines of code as they are written, without the indent of what they stand in."""

    text: str
    line: int
    end_line: int
    source: Source


def split(text: str) -> list[str]:
    """The lines that an editor shows; Python's own splitting knows more line ends."""
    text = text.removeprefix("\ufeff")
    return (_LINE_END.sub("\n", text) if "\r" in text else text).split("\n")


def show(line: str) -> str:
    """A line as docutils is to see it."""
    if "\t" in line or "\f" in line or "\v" in line:
        line = line.replace("\f", " ").replace("\v", " ").expandtabs(TAB)
    return line.rstrip()[:LONGEST_LINE].rstrip()


def make_source(key: str, written: Sequence[str], numbers: Sequence[int] = (), **known: Any) -> Source:
    """A source; its lines are numbered from 1 unless `numbers` says otherwise."""
    shown = [show(line) for line in written]
    return Source(key, written, shown, numbers or range(1, len(written) + 1), **known)


def view(source: Source, start: int = 0, stop: int | None = None) -> StringList:
    """The lines from `start` on and before `stop`, for docutils."""
    shown = source.shown[start:stop]
    kept: list[int] = []
    blanks = 0
    for index, line in enumerate(shown, start):
        blanks = 0 if line else blanks + 1
        if blanks <= MOST_BLANKS:
            kept.append(index)
    return StringList([source.shown[index] for index in kept], items=[(source.key, index) for index in kept])


def read_code(block: StringList, sources: Mapping[str, Source]) -> Code | None:
    """The code in a block; None when all of its lines are blank."""
    texts = {index: text for text, (_, index) in zip(block.data, block.items, strict=True) if text.strip()}
    if not texts:
        return None
    source = sources[block.items[0][0]]
    lines = list(_lines(source, texts))
    return Code("\n".join(lines), source.numbers[min(texts)], source.numbers[max(texts)], source)


def cut(line: str, column: int) -> str:
    """What stands right of a column; a tab that reaches across it leaves the blanks that it fills there."""
    if "\t" not in line[:column]:
        return line[column:]
    at = 0
    for index, char in enumerate(line):
        if at >= column:
            return " " * (at - column) + line[index:]
        at += TAB - at % TAB if char == "\t" else 1
    return " " * max(at - column, 0)


def _lines(source: Source, texts: Mapping[int, str]) -> Iterator[str]:
    """From the first to the last of them, with the blank lines between."""
    columns = {index: _column(source.shown[index], text) for index, text in texts.items()}
    blank = min((column for column in columns.values() if column is not None), default=0)
    for index in range(min(texts), max(texts) + 1):
        if index not in texts:
            yield "" if source.shown[index] else cut(source.written[index], blank)  # beside the cell of a table
        elif (column := columns[index]) is None:
            yield texts[index]
        else:
            yield cut(source.written[index], column)


def _column(line: str, text: str) -> int | None:
    """The column that a text begins in when it goes on to the end of its line; in the cell of a table it does not."""
    return len(line) - len(text) if line.endswith(text) else None
