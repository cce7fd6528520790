"""IPython's cell magics: what the first line of a cell makes of the lines below it."""

import re

from msgspec import Struct

from docverify.formats.trees.text import Text

_MAGIC = re.compile(r"%%(?P<name>[A-Za-z!][\w.]*)[ \t]*(?P<arguments>.*)")
_WORD = re.compile(r"[A-Za-z][\w+#.-]*")
_RUNS_AS_IT_IS = frozenset({"capture", "prun", "time", "timeit", "memit", "mprun", "pyinstrument", "scalene"})
"""Magics that run the lines below and show something else, or nothing, of what they print."""

_PRINTS = re.compile(r"^[ \t]*(?:!|%(?!%|(?:matplotlib|(?:re)?load_ext|autoreload|config)\b))", re.MULTILINE)
"""A line that prints what no Python does."""

_FILES = frozenset({"writefile", "file"})
_PROGRAMS = frozenset({"script", "!", "sx", "system"})


class Cell(Struct, frozen=True):
    """Code without the line of its magic."""

    code: Text
    language: str
    magic: str = ""
    """As written; empty for code without."""
    title: str = ""
    """Name of the file that the code is written to."""
    is_silent: bool = False
    """True when what the cell showed is not what its code prints."""


def read_magic(code: Text, language: str) -> Cell:
    """A cell of a kernel of Python: no other kernel knows magics."""
    lines = code.text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    match = _MAGIC.fullmatch(lines[first].strip())
    if match is None:
        return Cell(code, language, is_silent=bool(_PRINTS.search(code.text)))
    name, below, arguments = match["name"], code.below(first + 1), match["arguments"].split()
    if name in _RUNS_AS_IT_IS:
        return Cell(below, language, match[0], is_silent=True)
    if name in _FILES:
        return _file(below, match[0], arguments)
    if name in _PROGRAMS:
        name = _program(arguments) if name == "script" else "bash"
    return Cell(below, name.lower(), match[0])


def _file(code: Text, magic: str, arguments: list[str]) -> Cell:
    names = [argument for argument in arguments if not argument.startswith("-")]
    name = names[-1] if names else ""
    suffix = name.rpartition(".")[2].lower() if "." in name else "text"
    language = suffix if _WORD.fullmatch(suffix) else "text"
    return Cell(code, language, magic, "" if "-a" in arguments else name)


def _program(arguments: list[str]) -> str:
    """The name of the program that a script is for: the first word that is no option."""
    names = [argument.rpartition("/")[2] for argument in arguments if not argument.startswith("-")]
    return names[0] if names and _WORD.fullmatch(names[0]) else "script"
