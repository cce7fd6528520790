"""The text that a page should show: what happened, with what the page leaves out or cannot know left as it is."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from docverify.escape import terminal, without_sequences
from docverify.judge import matches
from docverify.judge.matchers.elisions import MARK
from docverify.judge.matchers.layout import BLANK_LINE
from docverify.masks import mask, pieces
from docverify.model import AT_PROMPT
from docverify.rewrite.alignment import ADDED, REPLACED, SAME, STANDS, Move, Weights, align

PROMPTED = (*AT_PROMPT, "raises", "command")
"""Modes of steps at a prompt: what they show ends where the next prompt begins."""
COMPARED = 10_000
"""Pairs of lines up to which each pair is compared as a check does; above it only equal lines are the same."""
_ELISION = re.compile(MARK)
_ELIDED = re.compile(rf"\s*{MARK}\s*")
_REMARK = re.compile(r"\s*# ")
_PARTS = re.compile(rf"({MARK})")
_ADDRESS = re.compile(r"(?<=\bat )0x[0-9A-Fa-f]{6,}")

_MAIN = re.compile(r"\b__main__\.(\w+)")


class Line(NamedTuple):
    """A line of the merged text."""

    text: str
    old: int = -1
    """Index of the page's line whose place it takes; -1 for one that comes in."""
    kept: bool = False
    """True for the page's line as it is."""


def merge(expected: str, actual: str, mode: str, flags: Collection[str], *, keep: bool) -> list[Line] | None:
    """Line by line; None where nobody can tell what stays, or where the output holds what no page should.

    `keep`: times, ids and the like that the page shows stay too where the output has others in their place.
    """
    old = expected.split("\n")
    new = _shown(actual, old if mode in (*AT_PROMPT, "raises") else [])
    if any(terminal(line) != line for line in new):
        return None
    end = _end(old, new, mode)
    moves = align(old[:end], _blanks(old[:end], new, mode), _weights(old, new, mode, flags))
    if moves is None:
        return None
    lines = [line for move in moves for line in _line(move, old, _blanks(old[:end], new, mode), keep=keep)]
    return [*lines, *(Line(text, end + number, kept=True) for number, text in enumerate(old[end:]))]


def _shown(actual: str, counted: Sequence[str]) -> list[str]:
    """The lines of the output, without what a terminal does not show.

    Blank lines at either end are there where the page writes them in doctest's word, in the lines `counted`.
    """
    lines = [line.rstrip() for line in without_sequences(actual.replace("\r\n", "\n")).removesuffix("\n").split("\n")]
    while lines and not lines[0] and not (counted and counted[0].strip() == BLANK_LINE):
        del lines[0]
    while lines and not lines[-1] and not (counted and counted[-1].strip() == BLANK_LINE):
        del lines[-1]
    return lines if any(lines) else []


def _end(old: Sequence[str], new: Sequence[str], mode: str) -> int:
    """Index behind what the page shows: at a prompt a blank line ends it, where the output itself has none."""
    blank = next((number for number, line in enumerate(old) if not line.strip()), len(old))
    is_whole = mode not in PROMPTED or (not all(new) and not any(BLANK_LINE in line for line in old))
    return len(old) if is_whole else blank


def _blanks(old: Sequence[str], new: Sequence[str], mode: str) -> list[str]:
    """Under a prompt a blank line is written in doctest's word, unless the page writes such lines as they are."""
    if mode not in (*AT_PROMPT, "raises") or not all(line.strip() for line in old):
        return list(new)
    return [line or BLANK_LINE for line in new]


def _weights(old: Sequence[str], new: Sequence[str], mode: str, flags: Collection[str]) -> Weights:
    compared = len(old) * len(new) <= COMPARED

    def same(one: str, other: str) -> bool:
        return one.rstrip() == other or (compared and bool(other) and matches(one, other, flags))

    def covers(line: str) -> bool:
        return bool(_ELIDED.fullmatch(line))

    return Weights(same, covers, lambda line: mode in PROMPTED and bool(_REMARK.match(line)))


def _line(move: Move, old: Sequence[str], new: Sequence[str], *, keep: bool) -> list[Line]:
    if move.kind in (SAME, STANDS):
        return [Line(old[move.old], move.old, kept=True)]
    if move.kind == REPLACED:
        text = within(old[move.old], _named_alike(new[move.new], old[move.old]), keep=keep)
        return [Line(_without_addresses(text, old[move.old]), move.old)]
    return [Line(_without_addresses(new[move.new], ""))] if move.kind == ADDED else []


def _named_alike(new: str, old: str) -> str:
    """Classes of the page itself by the names that it writes, with or without the module that they are in."""
    return _MAIN.sub(lambda found: found[0] if found[0] in old or found[1] not in old else found[1], new)


def _without_addresses(text: str, old: str) -> str:
    """Where an object lies is another place in each run: the page's own stays, and no other is written."""
    return _ADDRESS.sub(lambda found: found[0] if found[0] in old else "0x...", text)


def within(old: str, new: str, *, keep: bool) -> str:
    """The new line with the elisions of the old one, and with its times, ids and the like."""
    if not _ELISION.search(old) and (not keep or mask(old) == old):
        return new
    before = [piece for part in _PARTS.split(old) for piece in ([part] if _ELISION.fullmatch(part) else pieces(part))]
    after = pieces(new)
    moves = align(before, after, Weights(lambda one, other: _is_alike(one, other, keep=keep), _is_elision))
    if moves is None:
        return new
    return "".join(_piece(move, before, after) for move in moves)


def _is_elision(piece: str) -> bool:
    return bool(_ELISION.fullmatch(piece))


def _is_alike(one: str, other: str, *, keep: bool) -> bool:
    return one == other or (keep and one != mask(one) == mask(other))


def _piece(move: Move, before: Sequence[str], after: Sequence[str]) -> str:
    if move.kind in (SAME, STANDS):
        return before[move.old]
    return after[move.new] if move.kind in (REPLACED, ADDED) else ""


def is_kept(lines: Sequence[Line], expected: str) -> bool:
    """True when nothing of the page's text changes."""
    return "\n".join(line.text for line in lines) == expected
