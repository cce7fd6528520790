"""Whether an output tells the day on which it was made: then a clock was read, whoever read it."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

LONGEST = 20_000
"""Characters of an output that is looked through."""
FARTHEST = timedelta(days=8)
"""Zones are a day apart, and what is told from a day is mostly the next of a kind: a morning, a Monday."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DATES = (
    re.compile(r"(?<!\d)(?P<year>\d{4})(?P<between>[-/.]|, ?|)(?P<month>\d{1,2})(?P=between)(?P<day>\d{1,2})(?!\d{2})"),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})[ /-](?P<month>{_MONTH})[a-z]*,?[ /-](?P<year>\d{{4}})(?!\d)"),
    re.compile(
        rf"\b(?P<month>{_MONTH})[a-z]*\.? {{1,2}}(?P<day>\d{{1,2}}),?(?: [\d:.]+)?(?: [A-Z]+)? (?P<year>\d{{4}})(?!\d)"
    ),
)
_SECONDS = re.compile(r"(?<![\w.])(\d{10})(?:\d{3}|\d{6}|\d{9})?(?:\.\d+)?(?!\w)")
"""Since 1970, or thousandths, millionths or billionths of them."""
_MINUTE = re.compile(r"(?<=\d)(?::|, )(\d{1,2})(?::|, )(\d{1,2})(?:[.,]|, )0*[1-9]\d{2,}(?!\d)")
"""Minute and second of a time that tells parts of a second: nobody writes those down by hand."""
_HOUR = 3600
_LONG_AGO = 30
"""Seconds that an example takes at most, from where it reads a clock."""


def is_of_its_day(text: str, moment: float) -> bool:
    """True when one of its dates is that of the moment, in seconds since 1970, or near it; 0 is no moment.

    Or when a time in it is that of the moment but for whole hours: as what was told from it, of another day.
    """
    if not moment or len(text) > LONGEST:
        return False
    today = datetime.fromtimestamp(moment, UTC).date()
    return any(abs(one - today) <= FARTHEST for one in _dates(text)) or any(
        (moment - one) % _HOUR <= _LONG_AGO for one in _within_hours(text)
    )


def _within_hours(text: str) -> Iterator[int]:
    """Seconds since the hour began, of each time that tells parts of a second."""
    return (int(match[1]) * 60 + int(match[2]) for match in _MINUTE.finditer(text))


def _dates(text: str) -> Iterator[date]:
    for pattern in _DATES:
        for match in pattern.finditer(text):
            month = match["month"].lower()
            try:
                yield date(
                    int(match["year"]), int(month) if month.isdigit() else _MONTHS.index(month) + 1, int(match["day"])
                )
            except ValueError:
                continue
    for match in _SECONDS.finditer(text):
        yield datetime.fromtimestamp(int(match[1]), UTC).date()
