"""Times, durations, ids, addresses and temporary paths: what no two runs show alike, where the code asks for it."""

import re

from docverify.judge.matchers.layout import tidy
from docverify.masks import mask

_COUNTED = re.compile(r"(?<![\w.])\d+\.\d{3,}(?!\w)|(?<![\w.])\d{5,}(?!\w)|(?<!\w)\d{8}T\d{6}Z?(?!\w)")
"""A time as a number, or with nothing between its numbers."""
_ID = re.compile(r"(?<!\w)[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}(?!\w)")
"""One that is made anew in each run, with letters that no clock explains."""
_OFFSET = re.compile(r"\d\d:\d\d(?::\d\d(?:[.,]\d+)?)? ?([+-])(\d\d):?(\d\d)(?!\d)")
"""How far a time is from that of Greenwich, behind the time."""
SEASONS = (0, 60)
"""Minutes between two times of a year, in one place."""
_FRACTION = re.compile(r"(?<=\d:\d\d)[.,]\d{1,9}(?!\d)")
"""Of a second: a clock may show none."""
_FINE = re.compile(
    r"(?<=\bdatetime\()((?:\d+, ){4}\d+)(?:, \d+){1,2}(?=[,)])|(?<=\btime\()(\d+, \d+)(?:, \d+){1,2}(?=[,)])"
)
"""Seconds and their parts, which Python tells only where there are some."""
_BLANKS = re.compile(r"[ \t]+")
_DIGITS = re.compile(r"\d+")
_NAMES = re.compile(
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|(?:Nov|Dec)(?:ember)?|(?:Mon|Fri|Sun)(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:rs?(?:day)?)?|Sat(?:urday)?)\b"
)
"""Of months and days: a word that only begins as one, `Marten`, is another word."""

_SEASON = re.compile(r"\b(?:([A-Z]{1,3})DT|([CEW]E)ST)\b")
"""What a zone is called in summer, in America and in Europe."""


def stable(text: str) -> str:
    """The text with tokens for what changes from run to run; a form.

    Other numbers stay: they are what was asked for.
    """
    while (hidden := mask(_COUNTED.sub("<TIME>", tidy(text)))) != text:  # each round hides more
        text = hidden
    return text


def shape(text: str) -> str:
    """The text with every number as one digit; a form.

    A clock explains other digits and another season, and neither signs nor separators; how fine it is, pages leave out.
    """
    while (hidden := _hidden(text)) != text:
        text = hidden
    return text


def _hidden(text: str) -> str:
    text = _ID.sub("0", tidy(text))
    text = _SEASON.sub(_standard, _BLANKS.sub(" ", _FRACTION.sub("", _FINE.sub(r"\1\2", text))))
    return _DIGITS.sub("0", _NAMES.sub("Day", text))


def _standard(name: re.Match[str]) -> str:
    """What a zone is called in winter."""
    return f"{name[1]}ST" if name[1] else f"{name[2]}T"


def same_zone(expected: str, actual: str) -> bool:
    """True when times are as far from Greenwich as the page shows them, but for the season."""
    pairs = zip(_OFFSET.findall(expected), _OFFSET.findall(actual), strict=False)
    return all(abs(_minutes(*one) - _minutes(*other)) in SEASONS for one, other in pairs)


def _minutes(sign: str, hours: str, minutes: str) -> int:
    return int(f"{sign}1") * (60 * int(hours) + int(minutes))
