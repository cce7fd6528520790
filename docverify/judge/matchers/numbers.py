"""Numbers that agree as far as the page writes them.

Integers are what they are. Of a fraction with so many digits that nobody would write them all, a page may show the
first ones, rounded, or several of them, cut off; and two machines may differ in its last bits.
"""

import math
import re
import sys
from collections.abc import Collection

_NUMBER = re.compile(
    r"(?:(?<![\w.])[-+]?|(?<=[\d.])[-+](?=[\d.]{1,40}(?:[eE][-+]?\d{1,3})?j\b))"
    r"(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?(?!(?!j\b)[\w.])"
)
"""Of a complex number each part is one."""
_DIGIT = re.compile(r"\d")
CLOSE = 1e-6
"""For FLOAT_CMP: relative difference below which two numbers are one."""
LONG = 10
"""Digits from which on nobody is expected to write all of a fraction."""
CUT = 5
"""Digits from which on a page may cut a number off."""
STEPS = 16
"""Neighbours of a number, as machines hold it, that another machine or a later release of a library may come to."""
LEFT = 4 * sys.float_info.epsilon
"""What rounding may leave of a zero, where the largest number is 1."""
LONGEST = 40
"""Characters of a number; longer ones are text."""
PRECISE = frozenset(("NUMBER", "FLOAT_CMP"))


def rounded(wanted: str, got: str, flags: Collection[str] = ()) -> str:
    """The actual text with each number written as on the page, where it is near enough to it.

    With NUMBER or FLOAT_CMP among the flags short fractions may be rounded too.
    """
    pages = _NUMBER.findall(wanted)
    if not pages or len(pages) != len(_NUMBER.findall(got)):
        return got
    pending, largest = iter(pages), max((abs(float(page)) for page in pages if len(page) <= LONGEST), default=0.0)
    return _NUMBER.sub(lambda match: _written(next(pending), match[0], largest, flags), got)


def _written(page: str, run: str, largest: float, flags: Collection[str]) -> str:
    if page == run or max(len(page), len(run)) > LONGEST or not (_is_fraction(page) or _is_fraction(run)):
        return run
    one, other = float(page), float(run)
    if _is_left_of_zero(one, largest) and _is_left_of_zero(other, largest):
        return page
    asked = not PRECISE.isdisjoint(flags)
    if asked or (_is_fraction(page) and (_is_long(page) or _is_long(run))):
        near = _half_unit(page) if asked or "." in page else 0.0
        near = max(near, CLOSE * abs(one)) if "FLOAT_CMP" in flags else near
        near = 2 * _half_unit(page) if _is_cut(page, run) else near
        return page if abs(one - other) <= max(near, STEPS * math.ulp(other)) else run
    return run


def _is_cut(page: str, run: str) -> bool:
    """True where the page shows the first digits of the number, several, and leaves out the others unrounded."""
    shown, _, exponent = page.lower().partition("e")
    number, _, other = run.lower().partition("e")
    return len(_DIGIT.findall(shown.lstrip("+-0."))) >= CUT and number.startswith(shown) and exponent == other


def _is_left_of_zero(number: float, largest: float) -> bool:
    """True for a zero, and for what the calculations that lead to one may come to, next to the largest number there."""
    return not number or LEFT / 1_000 < abs(number) / (largest or 1.0) < LEFT


def _is_fraction(number: str) -> bool:
    return "." in number or "e" in number.lower()


def _is_long(number: str) -> bool:
    return len(_DIGIT.findall(number.lower().partition("e")[0].lstrip("+-0."))) >= LONG


def _half_unit(page: str) -> float:
    """Half of what the last digit counts; nothing for a number without a point."""
    number, _, exponent = page.lower().partition("e")
    decimals = len(number.partition(".")[2])
    if "." not in number:
        return 0.0
    return 0.5000001 * 10.0 ** (max(-300, min(300, int(exponent or 0))) - decimals)
