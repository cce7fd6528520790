"""What code looks like: marks that settle the language, and marks that speak for one."""

import re
from collections.abc import Callable, Collection
from functools import cache

from docverify.guess.marks import MARKS

ENOUGH = 2
"""Points that the best language needs."""
AHEAD = 2
"""Points by which it must be ahead of the next."""

_HEAD = re.compile(
    r"(?P<shebang>#!\S*/(?:env[ \t]+(?:-S[ \t]+)?)?(?P<program>[a-z]+)[\d.]*(?:\s|$))"
    r"|(?P<diff>(?:diff --git [^\n]+\n(?:[^\n]*\n){0,4}?)?--- [^\n]+\n\+\+\+ [^\n]+\n@@ )"
    r"|(?P<html><!doctype html|<html[\s>])"
    r"|(?P<xml><\?xml\s)"
    r"|(?P<php><\?php\b)"
    r"|(?P<http>(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S+ HTTP/\d|HTTP/\d(?:\.\d)? \d{3}\b)",
    re.IGNORECASE,
)
_PROGRAMS = {
    "bash": "bash",
    "node": "javascript",
    "perl": "perl",
    "php": "php",
    "python": "python",
    "ruby": "ruby",
    "sh": "sh",
    "zsh": "zsh",
}
_AT_START = re.compile(r"\A(\(\?i\))?\^")
"""How a mark at the beginning of a line begins."""
_JSON = re.compile(r'\s*(?:\{\s*(?:"(?:[^"\\\n]|\\.)*"\s*:|\})|\[\s*[\[{"\d-])')


def decide(code: str) -> str:
    """The language that one mark at the beginning settles; empty when there is none."""
    head = _HEAD.match(code.lstrip("\ufeff \t\n"))
    if head is None:
        return "json" if _JSON.match(code) and _is_json(code) else ""
    if head["shebang"]:
        return _PROGRAMS.get(head["program"].lower(), "")
    return head.lastgroup or ""


def score(code: str, wanted: Collection[str] = ()) -> str:
    """The language that most speaks for; empty when that is too little, or nearly as much speaks for another.

    Where only some languages are `wanted`, the others are looked at when one of those has enough.
    """
    text = f"\n{code}"
    points = {name: _points(text, name) for name in wanted if name in MARKS}
    if wanted and max(points.values(), default=0) < ENOUGH:
        return ""
    points |= {name: _points(text, name) for name in MARKS if name not in points}
    best, most = max(points.items(), key=lambda item: item[1])
    near = [name for name, count in points.items() if name != best and most - count < AHEAD]
    return best if most >= ENOUGH and all(_is_refuted(name, code) for name in near) else ""


def _is_refuted(language: str, code: str) -> bool:
    from docverify.guess.parsers import refutes

    return refutes(language, code)


def _points(text: str, language: str) -> int:
    """Of code behind a line end."""
    return sum([points for search, points in _searches(language) if search(text)])


@cache
def _searches(language: str) -> list[tuple[Callable[[str], object], int]]:
    """Each line begins behind a line end, to which a search skips; it would try `^` at each character."""
    written = [(points, mark) for points, marks in MARKS[language].items() for mark in marks]
    found = [(points, _AT_START.sub(r"\1\n", mark).replace(r"\A", r"\A\n")) for points, mark in written]
    return [(re.compile(mark, re.MULTILINE).search, points) for points, mark in found]


def _is_json(code: str) -> bool:
    from docverify.guess.parsers import parses

    return parses("json", code)
