"""Text measured in the columns that it takes on a terminal, where a Chinese character takes two and an accent none."""

from collections.abc import Iterable
from unicodedata import category, east_asian_width

ELLIPSIS = "…"


def width(text: str) -> int:
    """How many columns the text takes on one line."""
    return len(text) if text.isascii() else sum(map(_width, text))


def pad(text: str, columns: int) -> str:
    """The text with spaces after it, up to so many columns."""
    return text + " " * (columns - width(text))


def cut(text: str, columns: int) -> str:
    """The text in at most so many columns; where something was cut, an ellipsis stands."""
    if width(text) <= columns:
        return text
    room = columns - 1
    end = 0
    for char in text:
        room -= _width(char)
        if room < 0:
            break
        end += 1
    return text[:end] + ELLIPSIS if columns > 0 else ""


def cut_start(text: str, columns: int) -> str:
    """The text in at most so many columns, where the end of it tells more than its beginning."""
    return text if width(text) <= columns else cut(text[::-1], columns)[::-1]


def flow(pieces: Iterable[str], columns: int, between: str = " ") -> list[str]:
    """Lines of at most so many columns, broken between pieces only; a piece that is wider has a line of its own."""
    lines: list[str] = []
    for piece in pieces:
        if lines and width(lines[-1] + between + piece) <= columns:
            lines[-1] += between + piece
        else:
            lines.append(piece)
    return lines


def hang(line: str, columns: int, indent: int) -> list[str]:
    """The line broken between words to so many columns; all lines but the first are indented."""
    if width(line) <= columns:
        return [line]
    return [" " * indent * bool(number) + part for number, part in enumerate(flow(line.split(" "), columns - indent))]


def _width(char: str) -> int:
    if char.isascii():
        return 1
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
