"""Output that differs only in what changes from run to run, of an example that uses such things."""

import re
from collections.abc import Sequence

from docverify.judge.match import matches
from docverify.masks import mask
from docverify.model import Example

_CLOCK = re.compile(
    r"\b(?:now|utcnow|today|time|time_ns|ctime|localtime|gmtime|perf_counter|monotonic|process_time|timeit)\s*\("
    r"|\bdate\b(?! ?\()|log|created|getpid|sleep|datetime\.now"
)
_CHANCE = re.compile(r"random|uuid|secrets|shuffle|getpid|mktemp|tempfile|token_|urandom|ulid|nanoid|\bid\(|hash\(")
_DIGITS = re.compile(r"\d+")
_MONTHS = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b")


def is_noise(example: Example, expected: str, actual: str, page: Sequence[Example]) -> bool:
    """True when the difference says nothing: digits of a clock that the page reads, anything from chance."""
    here = example.block.code
    if _CHANCE.search(here):
        return True
    above = [one.block.code for one in _until(example, page)]
    if any(_CHANCE.search(code) for code in above) and matches(mask(expected), mask(actual)):
        return True
    clocked = any(_CLOCK.search(code) for code in (here, *above))
    return clocked and matches(_shape(expected), _shape(actual))


def _until(example: Example, page: Sequence[Example]) -> list[Example]:
    """The examples above it that share its session."""
    found: list[Example] = []
    for one in page:
        if one.id == example.id:
            break
        if one.session == example.session:
            found.append(one)
    return found


def _shape(text: str) -> str:
    """The text with every number as one digit: a clock explains other digits, and neither signs nor separators."""
    return _DIGITS.sub("0", _MONTHS.sub("Day", text))
