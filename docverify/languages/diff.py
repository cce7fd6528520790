"""Changes between files, as `diff -u` and git write them: nothing runs."""

import re
from collections.abc import Sequence

from docverify.model import Example, Run
from docverify.parsed import Malformed, Syntax, parse

_HUNK = re.compile(r"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@.*")
_FILES = re.compile(r"--- \S.*\n\+\+\+ \S")


class Diff:
    name = "diff"
    aliases = ("diff", "patch", "udiff", "git-diff", "unified-diff")
    family = "diff"
    driver = ""

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's)
        return False

    def read(self, example: Example) -> Example:
        return parse(example, DIFF)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


diff = Diff()


def load(code: str) -> str:
    """Hunks with as many lines as they say. Pages mostly mark lines as added and removed, and nobody applies that."""
    lines = code.split("\n")
    if not any(_HUNK.fullmatch(line) for line in lines):
        raise Malformed("marks what was added and removed, without the places that a patch has", 0, "not-executable")
    number = 0
    while number < len(lines):
        hunk = _HUNK.fullmatch(lines[number])
        number = _end(lines, number, hunk) if hunk else number + 1
    return "" if _FILES.search(code) else "without the names of its files"


def _end(lines: list[str], start: int, hunk: re.Match[str]) -> int:
    """The number of the line behind a hunk."""
    old, new = (1 if count is None else int(count) for count in hunk.groups())
    number = start + 1
    while number < len(lines) and (old > 0 or new > 0):
        mark = lines[number][:1]
        if mark not in ("", " ", "-", "+", "\\"):
            break
        old -= mark in ("", " ", "-")
        new -= mark in ("", " ", "+")
        number += 1
    if old or new:
        at = sum(len(line) + 1 for line in lines[:start])
        raise Malformed("a hunk has not as many lines as it says", at, "fragment")
    return number


DIFF = Syntax("diff", load)
