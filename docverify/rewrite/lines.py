"""Puts corrected text where the documented one stands: on the ends of lines, behind whatever prefix they have there.

Quotes, lists, containers, comments and indents are prefixes, so that no format has to be known here.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from docverify.rewrite.correction import BLOCK, Correction
from docverify.rewrite.merge import PROMPTED, Line

Spell = Callable[[int, str], str | None]
"""How text is written on a line, 1-based; None where it cannot be."""

_AROUND = r"[\s>|]*"
_PLAIN = re.compile(rf"{_AROUND}(?:Out ?\[\d*\]:[ \t]*)?")
_WORDS = r"(?:(?:[A-Za-z]+ ?){1,3}(?::|=>|->)[ \t]*|(?:prints?|outputs?|returns?|results?)[ \t]+)?"
_MARK = rf"(?:\#|//|--|/\*)[ \t]*(?:=>|->|==>|-->|>|⇒|→|➜|⟶)?[ \t]*{_WORDS}"
_BESIDE = re.compile(rf".*?{_MARK}")
_COMMENT = re.compile(rf"(?P<indent>{_AROUND})(?:{_MARK})?")
_SAID = re.compile(rf"(?P<before>.*?\S.*?[ \t]{_MARK}|{_AROUND}{_MARK})(?P<text>\S.*)")
_LOOSE = re.compile(r"[\s'\"`;_]")
"""What two notations of one value may differ in."""


class Place(NamedTuple):
    """Where the text stands."""

    first: int
    """Index of its first line."""
    prefixes: Sequence[str]


def replace(text: str, correction: Correction, merged: Sequence[Line], spell: Spell) -> str | None:
    """The page with the merged text in place of the documented one; None where that cannot be found or written."""
    lines = text.split("\n")
    old = correction.expected.rstrip("\n").split("\n")
    place = find(lines, correction, old, spell)
    if place is None:
        return None
    ending = "\r" if lines[place.first].endswith("\r") else ""
    written: list[str] = []
    for line in merged:
        made = _written(line, lines, place, spell)
        if made is None:
            return None
        written.append(made if line.kept else made.rstrip() + ending)
    if not written and correction.mode not in PROMPTED:
        return None
    return "\n".join([*lines[: place.first], *written, *lines[place.first + len(old) :]])


def find(lines: Sequence[str], correction: Correction, old: Sequence[str], spell: Spell) -> Place | None:
    """The first run of lines, at the place or below it, whose ends are the lines of the documented text."""
    last = min(correction.end_line, len(lines)) - len(old)
    allowed = _PLAIN if correction.mode in PROMPTED else _COMMENT if correction.mode == BLOCK else _BESIDE
    for first in range(correction.line - 1, last + 1):
        prefixes = [_prefix(lines[first + n], spell(first + n + 1, line), line) for n, line in enumerate(old)]
        known = [prefix for prefix in prefixes if prefix is not None]
        if len(known) == len(old) and allowed.fullmatch(known[0]):
            return Place(first, known)
    return _in_other_notation(lines, correction, old) if allowed is _BESIDE else None


def _prefix(line: str, *texts: str | None) -> str | None:
    """What stands before the text, in one of its spellings, on a line that ends with it; None for any other line."""
    shown = line.rstrip()
    for text in texts:
        wanted = (text or "").rstrip()
        if text is not None and not wanted:
            return line if re.fullmatch(r"[\s>|#/*-]*", line) else None
        if wanted and shown.endswith(wanted):
            return shown[: len(shown) - len(wanted)]
    return None


def _in_other_notation(lines: Sequence[str], correction: Correction, old: Sequence[str]) -> Place | None:
    """A comment whose value was read in the language's notation, which need not be the page's."""
    if len(old) > 1:
        return None
    for number in range(correction.line - 1, min(correction.end_line, len(lines))):
        said = _SAID.fullmatch(lines[number].rstrip())
        if said and _LOOSE.sub("", said["text"]) == _LOOSE.sub("", old[0]):
            return Place(number, [said["before"]])
    return None


def _written(line: Line, lines: Sequence[str], place: Place, spell: Spell) -> str | None:
    if line.kept:
        return lines[place.first + line.old]
    above = max(line.old, 0) if line.old >= 0 else len(place.prefixes) - 1
    prefix: str | None = place.prefixes[above]
    if line.old < 0:
        prefix = _for_more(place.prefixes)
    spelled = spell(place.first + above + 1, line.text)
    return None if prefix is None or spelled is None else prefix + spelled


def _for_more(prefixes: Sequence[str]) -> str | None:
    """The prefix of a line that comes in; None below a comment beside code."""
    last = next((prefix for prefix in reversed(prefixes) if prefix.strip()), prefixes[-1])
    if _PLAIN.fullmatch(last):
        found = re.match(_AROUND, last)
        return found[0] if found else ""
    return last if _COMMENT.fullmatch(last) else None
