"""Which lines of an included file are meant: by number, by the text around them, by region, or by Python name."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

REGION = re.compile(
    r"(?P<scissors>-+8<-+[ \t]+\[[ \t]*(?P<side>start|end)[ \t]*:[ \t]*(?P<section>[\w-]+)[ \t]*\])"  # snippets
    r"|\bANCHOR(?P<closes>_END)?:[ \t]*(?P<anchor>[\w-]+)"  # mdBook
    r"|\[(?P<tag>START|END)[ \t]+(?P<sample>[\w-]+)\]"
    r"|^[ \t]*(?:#|//|/\*|<!--|--|;|%|::|REM\b)[ \t]*#?[ \t]*(?:pragma[ \t]+)?(?P<hash>end)?[ \t]?region\b"  # editors
    r"[ \t]*(?P<region>[\w*-]+)?"
    r"|:snippet-(?P<snippet>start|end):(?:[ \t]*(?P<bluehawk>[\w-]+))?",
    re.IGNORECASE,
)
"""A line, mostly a comment, where a named region begins or ends."""

MOST_REGIONS = 50
"""Regions in regions that are told apart."""

_RANGE = re.compile(r"[ \t]*(?:(-?\d*)[ \t]*(:)[ \t]*(-?\d*)|(\d*)[ \t]*(-?)[ \t]*(\d*))[ \t]*")


class Selection(Struct, frozen=True):
    """What a page asks for; what is empty selects everything."""

    lines: str = ""
    """`1-3,7,9-`, or `1:3,7:`, where a negative number counts from the end; 1-based, both ends included."""
    region: str = ""
    name: str = ""
    """Dotted name of a class or function of Python."""
    start_after: str = ""
    start_at: str = ""
    end_before: str = ""
    end_at: str = ""
    dedent: bool = False
    """Whether the indent that all lines share goes."""


class Excerpt(Struct, frozen=True):
    """The lines that are meant."""

    code: str
    line: int
    """1-based, in the file."""
    end_line: int


def select(text: str, selection: Selection) -> Excerpt | None:
    """The excerpt; None when the file has no such lines."""
    lines = text.removesuffix("\n").split("\n")
    numbers: Sequence[int] | None = range(len(lines))
    if selection.region:
        numbers = _region(lines, selection.region)
    elif selection.name:
        numbers = _definition(lines, selection.name)
    numbers = _between(lines, numbers or (), selection)
    if selection.lines:
        numbers = [numbers[index] for index in _numbered(selection.lines, len(numbers))]
    while numbers and not lines[numbers[-1]].strip():
        numbers = numbers[:-1]
    if not numbers:
        return None
    code = _dedented([lines[number] for number in numbers], needed=selection.dedent)
    return Excerpt("\n".join(code), numbers[0] + 1, numbers[-1] + 1)


def without_regions(excerpt: Excerpt) -> Excerpt:
    """Without the lines where other regions begin and end: generators leave them out."""
    lines = excerpt.code.split("\n")
    marks = {number for number, line in enumerate(lines) if _mark(line)}
    if not marks:
        return excerpt
    kept = [number for number in range(len(lines)) if number not in marks]
    code = "\n".join(lines[number] for number in kept)
    first, last = (kept[0], kept[-1]) if kept else (0, 0)
    return Excerpt(code, excerpt.line + first, excerpt.end_line - (len(lines) - 1 - last))


def _region(lines: Sequence[str], name: str) -> list[int] | None:
    """Lines of all parts of a region, without those where any region begins or ends."""
    found: list[int] = []
    around: list[str] = []
    seen = False
    for number, line in enumerate(lines):
        mark = _mark(line)
        if mark is None:
            if around:
                found.append(number)
        elif not mark[0]:
            seen = seen or mark[1] == name
            around = [*around[:MOST_REGIONS], mark[1]] if around or mark[1] == name else []
        else:
            around = _left(around, mark[1], name)
    return found if seen else None


def _left(around: list[str], ended: str, name: str) -> list[str]:
    """The regions that are still open from the one called `name` on; an end without a name ends the innermost."""
    if not ended:
        return around[:-1]
    if ended == name:
        return []
    return around[: around.index(ended)] if ended in around else around


def _mark(line: str) -> tuple[bool, str] | None:
    """Whether a region ends here, and its name; None for a line like any other."""
    if "8<-" not in line and ":" not in line and "region" not in line.lower() and "[" not in line:
        return None
    match = REGION.search(line[:1_000])
    if match is None:
        return None
    side = (match["side"] or match["closes"] or match["tag"] or match["hash"] or match["snippet"] or "").lower()
    name = match["section"] or match["anchor"] or match["sample"] or match["region"] or match["bluehawk"] or ""
    return side in ("end", "_end"), name


def _definition(lines: Sequence[str], name: str) -> range | None:
    """A class or function with its decorators, found by indent: the file need not be Python that we can parse."""
    first, last = 0, len(lines)
    for part in name.split("."):
        pattern = re.compile(rf"([ \t]*)(?:async[ \t]+def|def|class)[ \t]+{re.escape(part)}\b")
        found = ((number, pattern.match(lines[number])) for number in range(first, last))
        head, match = next(((number, match) for number, match in found if match), (0, None))
        if match is None:
            return None
        first, last = head, _body_end(lines, head, len(match[1]))
    while first and lines[first - 1].lstrip().startswith("@"):
        first -= 1
    return range(first, last)


def _body_end(lines: Sequence[str], head: int, indent: int) -> int:
    closing = 0
    for number in range(head + 1, len(lines)):
        text = lines[number].lstrip()
        if text and len(lines[number]) - len(text) <= indent and not text.startswith((")", "]")):
            return number
        closing = number
    return closing + 1


def _numbered(spec: str, count: int) -> Iterator[int]:
    """Indexes of the lines; what makes no sense selects nothing, and no line is named more often than it is there."""
    room = count
    for part in spec.split(","):
        match = _RANGE.fullmatch(part[:50])
        if match is None or not part.strip():
            continue
        first, sign, last = match.group(1, 2, 3) if match[2] else match.group(4, 5, 6)
        start = _position(first, count, 1)
        end = _position(last, count, count) if sign else start
        for number in range(max(start, 1), min(end, count) + 1):
            if room <= 0:
                return
            room -= 1
            yield number - 1


def _position(number: str, count: int, default: int) -> int:
    if number in ("", "-"):
        return default
    value = int(number[:12])
    return value if value >= 0 else count + 1 + value


def _between(lines: Sequence[str], numbers: Sequence[int], selection: Selection) -> Sequence[int]:
    """What stands between the first lines that hold these texts."""
    start, end = 0, len(numbers)
    opening = selection.start_at or selection.start_after
    if opening:
        hit = next((index for index, number in enumerate(numbers) if opening in lines[number]), None)
        if hit is None:
            return ()
        start = hit + (not selection.start_at)
    closing = selection.end_at or selection.end_before
    if closing:
        first = start + bool(selection.start_at)
        hit = next((index for index in range(first, end) if closing in lines[numbers[index]]), None)
        if hit is None:
            return ()
        end = hit + bool(selection.end_at)
    return numbers[start:end]


def _dedented(lines: list[str], *, needed: bool) -> list[str]:
    if not needed:
        return lines
    indents = [line[: len(line) - len(line.lstrip(" \t"))] for line in lines if line.strip()]
    shared = min(indents, key=len) if indents else ""
    while not all(indent.startswith(shared) for indent in indents):
        shared = shared[:-1]
    return [line.removeprefix(shared) for line in lines]
