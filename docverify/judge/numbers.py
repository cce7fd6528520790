"""Numbers that agree as far as the page writes them, for the flags NUMBER and FLOAT_CMP."""

import re

_NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?(?![\w.])")
CLOSE = 1e-6
"""Relative difference below which two numbers are one."""


def rounded(wanted: str, got: str) -> str:
    """The actual text with each number written as on the page, where it is near enough to it."""
    pages = iter(_NUMBER.findall(wanted))
    if len(_NUMBER.findall(wanted)) != len(_NUMBER.findall(got)):
        return got
    return _NUMBER.sub(lambda match: _written(next(pages), match[0]), got)


def _written(page: str, run: str) -> str:
    decimals = page.lower().partition("e")[0].partition(".")[2]
    near = 0.5 * 10.0 ** -len(decimals) if "." in page and "e" not in page.lower() else 0.0
    difference = abs(float(page) - float(run))
    return page if difference <= max(near, CLOSE * abs(float(page))) else run
