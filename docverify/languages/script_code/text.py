"""Code without what stands in its strings and comments, and where its statements end.

No grammar is known here. What looks odd makes the whole text not understood: then it stays one step.
"""

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

_OPEN, _CLOSE = "([{", ")]}"
_MARK = re.compile(r"\0(\d+)\0")


class Comment(Struct, frozen=True, gc=False):
    line: int
    """Index of its line."""
    text: str
    """Without the mark that begins it."""
    own_line: bool


class Notation(Struct, frozen=True):
    """How a language writes what has to be passed over, and where its statements end."""

    skipped: re.Pattern[str]
    """Strings, comments, and whatever else may hold brackets and quotes that mean nothing.

    The group `comment` is a comment's text, `blank` is nothing at all, and `odd` makes the text not understood.
    """
    here: re.Pattern[str]
    """The opening of a here-document; its group `end` is the line that ends it."""
    ends: re.Pattern[str]
    """The end of a line at which a statement may end."""
    goes_on: re.Pattern[str]
    """How a line begins that goes on with the statement above it."""
    depth: Callable[[str], int] = lambda _: 0
    """What the words of a line add to the depth."""


class Text(Struct, frozen=True):
    """Code line by line."""

    lines: tuple[str, ...]
    """As on the page."""
    bare: tuple[str, ...]
    """Without comments, and with empty strings."""
    comments: tuple[Comment, ...]
    boundaries: tuple[bool, ...]
    """Whether a statement of the top level ends with each line; nowhere in a text that is not understood."""


def read(code: str, notation: Notation) -> Text:
    lines = code.replace("\0", " ").split("\n")
    bare, comments, odd = _emptied("\n".join(_without_here_documents(lines, notation.here)), notation.skipped)
    depths = _depths(bare, notation)
    understood = not odd and min(depths) >= 0 and depths[-1] == 0
    followers = _followers(bare)
    boundaries = tuple(
        understood and depth == 0 and bool(notation.ends.search(line.rstrip())) and not notation.goes_on.match(below)
        for line, depth, below in zip(bare, depths, followers, strict=True)
    )
    return Text(tuple(lines), tuple(bare), tuple(comments), boundaries)


def _without_here_documents(lines: Sequence[str], opening: re.Pattern[str]) -> list[str]:
    """What stands in one is emptied, line by line; one that never ends is none."""
    kept: list[str] = []
    last = {line.strip(" \t;,)"): number for number, line in enumerate(lines)}
    until = -1
    ends = ""
    for number, line in enumerate(lines):
        if number < until or (number == until and line.strip(" \t;,)") != ends):
            kept.append("")
            until = until if line.strip(" \t;,)") != ends else -1
        elif number == until:
            kept.append(line.replace(ends, "", 1))
            until = -1
        else:
            found = opening.search(line)
            until, ends = (last.get(found["end"], -1), found["end"]) if found else (-1, "")
            kept.append(opening.sub("''", line) if until > number else line)
    return kept


def _emptied(code: str, skipped: re.Pattern[str]) -> tuple[list[str], list[Comment], bool]:
    """As many lines as the code has, the comments, and whether there was something odd."""
    texts: list[str] = []
    odd: list[str] = []

    def emptied(match: re.Match[str]) -> str:
        groups = match.groupdict()
        if groups.get("odd") is not None:
            odd.append(match[0])
        if groups.get("comment") is None:
            return ("" if groups.get("blank") is not None else "''") + "\n" * match[0].count("\n")
        texts.append(groups["comment"].strip())
        return f"\0{len(texts) - 1}\0" + "\n" * match[0].count("\n")

    lines = skipped.sub(emptied, code).split("\n")
    comments = [
        Comment(number, texts[int(mark[1])], not _MARK.sub("", line).strip())
        for number, line in enumerate(lines)
        for mark in _MARK.finditer(line)
    ]
    return [_MARK.sub("", line) for line in lines], comments, bool(odd)


def _depths(lines: Sequence[str], notation: Notation) -> list[int]:
    """How deep in brackets and blocks each line ends."""
    depth, found = 0, []
    for line in lines:
        depth += sum(line.count(char) for char in _OPEN) - sum(line.count(char) for char in _CLOSE)
        depth += notation.depth(line)
        found.append(depth)
    return found


def _followers(lines: Sequence[str]) -> list[str]:
    """For each line the next one that holds code."""
    found, below = [], ""
    for line in reversed(lines):
        found.append(below)
        below = line if line.strip() else below
    return found[::-1]
