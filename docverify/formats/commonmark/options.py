"""Options that stand in the first lines of a block: of a MyST directive, or of a Quarto cell."""

import re

from msgspec import Struct

_COLON = re.compile(r"(?:[ \t]*:[\w-]+:[^\n]*(?:\n|\Z))+")
_YAML = re.compile(r"---[ \t]*\n(?:[^\n]*\n)*?---[ \t]*(?:\n|\Z)")
_CELL = re.compile(r"(?:#\|[^\n]*(?:\n|\Z))+")
_VALUE = re.compile(r"^(?:#\||[ \t]*:)?[ \t]*([\w-]+):[ \t]*([^\n]*)$", re.MULTILINE)
_BLANK = re.compile(r"(?:[ \t]*(?:\n|\Z))*")


class Options(Struct, frozen=True):
    """The options, and the part of the block that they take."""

    values: dict[str, str] = {}
    length: int = 0
    """Characters before the code."""
    lines: int = 0
    """Lines before the code."""


def split_options(content: str) -> Options:
    """The options of a directive: neither they nor the blank lines below them are code."""
    match = _COLON.match(content) or _YAML.match(content)
    if match is None:
        return Options()
    blank = _BLANK.match(content, match.end())
    length = blank.end() if blank else match.end()
    return Options(_values(match[0]), length, content.count("\n", 0, length))


def cell_options(content: str) -> Options:
    """The options of a cell: comments of its language, which stay part of the code."""
    match = _CELL.match(content)
    return Options(_values(match[0])) if match else Options()


def _values(text: str) -> dict[str, str]:
    return {found[1]: found[2].strip() for found in _VALUE.finditer(text)}
