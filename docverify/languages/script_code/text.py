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
    spans = _here_documents(lines, notation.here)
    bare, comments, odd = _emptied("\n".join(_without(lines, spans, notation.here)), notation.skipped)
    depths = _depths(bare, notation)
    understood = not odd and min(depths) >= 0 and depths[-1] == 0
    boundaries = [
        understood and depth == 0 and bool(notation.ends.search(line.rstrip())) and not notation.goes_on.match(below)
        for line, depth, below in zip(bare, depths, _followers(bare), strict=True)
    ]
    for first, last in spans:  # the statement goes on below its line, to the end of its document
        boundaries[first : last + 1] = [*[False] * (last - first), boundaries[first]]
    return Text(tuple(lines), tuple(bare), tuple(comments), tuple(boundaries))


def _here_documents(lines: Sequence[str], opening: re.Pattern[str]) -> list[tuple[int, int]]:
    """Indexes of the line that opens one, and of the line that ends it; one that never ends is none."""
    plain = [line.strip(" \t;,)") for line in lines]
    last = {line: number for number, line in enumerate(plain)}
    found: list[tuple[int, int]] = []
    number = 0
    while number < len(lines):
        match = opening.search(lines[number])
        if match and last.get(match["end"], -1) > number:
            end = plain.index(match["end"], number + 1)
            found.append((number, end))
            number = end
        number += 1
    return found


def _without(lines: Sequence[str], spans: Sequence[tuple[int, int]], opening: re.Pattern[str]) -> list[str]:
    """The lines with each here-document as an empty string; what stands behind its end is code again."""
    kept = list(lines)
    for first, last in spans:
        name = opening.search(lines[first])
        kept[first] = opening.sub("''", lines[first])
        kept[first + 1 : last] = [""] * (last - first - 1)
        kept[last] = lines[last].replace(name["end"], "", 1) if name else ""
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
