"""What becomes of code on its way from a page's source to the site, and what stays: keys by which the two are compared.

Generators turn tabs into spaces, drop blanks and blank lines, doctest's marks, comments that steer them, lines that are
hidden, and move a comment with a file's name into a title. What two texts have in common under these losses is a key.
"""

import re
from collections.abc import Iterator, Sequence

LONGEST = 200_000
"""Characters of a block that are compared; longer ones are compared by their beginning."""
LONGEST_LINE = 1_000
"""Characters of a line that may end in a mark; no person writes one at the end of a longer line."""

_LEADER = r"(?://|\#|--|;|%|<!--|/\*)\s*"
_TRAILING = re.compile(
    r"\s*(?:"
    r"\#\s*(?:x?doctest|byexample):.*"
    rf"|{_LEADER}\[!code\b[^\]]*\].*"
    rf"|{_LEADER}(?:(?:<(?:\d+|\.)>|\(\d+\)!?)\s*)+(?:-->|\*/)?"
    r"|(?<=\s)(?:<(?:\d+|\.)>\s*)+|<!--(?:\d+|\.)-->"
    r")$"
)
"""Marks at the end of a line that steer a generator or a test: doctest's flags, Shiki's marks, callouts."""
_FILE_COMMENT = re.compile(rf"{_LEADER}[\w@./\\ -]*\.\w{{1,10}}\s*(?:\*/|-->)?")
_HIDDEN = re.compile(r"#(?: |$)|~")
"""How lines begin that rustdoc and mdBook hide."""
_PROMPT = re.compile(r"(?:>>>|\.\.\.|\$|%)(?: |$)")
"""Some generators draw prompts beside the text instead of writing them."""
_SLASHES = "//"
_WRAPPED = ["#![allow(unused)]", "fn main() {"]
"""What mdBook puts around Rust that has no main function, and hides."""
_COMMENT = re.compile(r"(?:#(?!\[)|//|--|;|%|/\*|\*|<!--|:::).*")
_TRACEBACK = "Traceback (most recent call last):"
"""Pygments drops all but the first of several such lines in a row."""
_NUMBER = re.compile(r"(\d+)(?:[ \t:|.]|$)")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))


def read_lines(code: str) -> list[str]:
    """The lines without what any generator may lose: blanks at their edges, runs of blanks, marks, blank lines."""
    lines = (" ".join(line.split()) for line in code[:LONGEST].translate(_UNSEEN).split("\n"))
    kept = (line if len(line) > LONGEST_LINE else _TRAILING.sub("", line) for line in lines if line != "<BLANKLINE>")
    shown = [line for line in kept if line]
    return [line for line, above in zip(shown, ["", *shown], strict=False) if line != above or line != _TRACEBACK]


def find_keys(code: str) -> Iterator[str]:
    """Keys of a block, the surest kind first; only those of one kind can be equal, and equal ones mean one code."""
    yield "text:" + code.strip("\n")
    lines = read_lines(code)
    yield "lines:" + "\n".join(lines)
    if lines and _FILE_COMMENT.fullmatch(lines[0]):
        lines = lines[1:]
    yield "untitled:" + "\n".join(lines)
    yield "unspaced:" + "".join("".join(line.split()) for line in lines)
    yield "unhidden:" + "\n".join(line for line in lines if not _HIDDEN.match(line))
    yield "shown:" + "\n".join(_show(lines))
    prompted = (_PROMPT.sub("", line, count=1) for line in lines)
    yield "unprompted:" + "\n".join(line for line in prompted if line)
    yield "code:" + "\n".join(line for line in lines if not _COMMENT.fullmatch(line))
    yield "unnumbered:" + "\n".join(_drop_numbers(lines))


def _show(lines: Sequence[str]) -> Iterator[str]:
    """With the lines that are hidden, as a page holds them that shows them on demand."""
    bare = lines[2:-1] if lines[:2] == _WRAPPED and lines[-1] == "}" else lines
    shown = (_HIDDEN.sub("", line, count=1) for line in bare if not line.startswith(_SLASHES))
    return (line for line in shown if line)


def says_something(key: str) -> bool:
    """False for a key of a block that the losses leave nothing of."""
    return bool(key.partition(":")[2].strip())


def _drop_numbers(lines: Sequence[str]) -> Sequence[str]:
    """The lines without their numbers, when all of them are numbered in a row."""
    numbers = [_NUMBER.match(line) for line in lines]
    counted = [int(match[1]) for match in numbers if match and len(match[1]) < 7]
    if not lines or counted != list(range(counted[0] if counted else 0, len(lines) + (counted[0] if counted else 0))):
        return lines
    bare = (line[match.end() :].strip() for line, match in zip(lines, numbers, strict=True) if match)
    return [line for line in bare if line]
