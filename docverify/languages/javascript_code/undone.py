"""What something before an error was to make, or is left to who goes on with it."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from docverify.languages.javascript_code.intents import line_of
from docverify.model import Example, Shown

Reason = tuple[str, str] | None

_NOT_MADE = re.compile(r"\bmethod (?:is )?not implemented\b", re.IGNORECASE)
_UNSET = re.compile(r"^[ \t]*let ([A-Za-z_$][\w$]*);?[ \t]*$", re.MULTILINE)
_OF_THIS = re.compile(r"this\.([A-Za-z_$][\w$]*) is not a function$")
_METHOD = re.compile(r"\bclass\b|\bprototype\b")
_MADE = re.compile(r"\bnew\s+([A-Za-z_$][\w$]*)")
_FUNCTION = re.compile(r"\bfunction\s+([A-Za-z_$][\w$]*)|(?<![\w$.])([A-Za-z_$][\w$]*)\s*=\s*function\b")
_WORD = re.compile(r"[A-Za-z_$][\w$]*")
NEAR = 0.8
"""How alike two names are of which one is a slip, from 0 to 1."""


def left_undone(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """Reason and detail of an error that is not the first, or of an object that its page shows without its methods."""
    if _NOT_MADE.search(shown.message):
        return "incomplete", f"goes on with what it has not made as a whole: {shown.message[:80]}"
    return _hidden(example, shown) or _without_methods(example, shown, page)


def _hidden(example: Example, shown: Shown) -> Reason:
    """For a `finally` that uses what was not set: the error that kept it from being set is not told."""
    code, line = example.block.code, line_of(example, shown.line)
    unset = _UNSET.findall(code) if "finally" in code and "of undefined" in shown.message else []
    lost = next((name for name in unset if re.search(rf"(?<![\w$.]){re.escape(name)}\.", line)), "")
    return (
        ("incomplete", f"its `finally` uses `{lost}`, which an error before it kept from being set") if lost else None
    )


def _without_methods(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """For a constructor that calls what no example gives its objects: they are for the reader to imagine."""
    match, code = _OF_THIS.match(shown.message), example.block.code
    constructors = {one or other for one, other in _FUNCTION.findall(code)}.intersection(_MADE.findall(code))
    if match is None or not constructors or _METHOD.search(code):
        return None
    words = {word for one in (*page, example) for word in _WORD.findall(one.block.code)} - {match[1]}
    if get_close_matches(match[1], words, n=1, cutoff=NEAR):
        return None
    return "fragment", f"makes an object without its `{match[1]}`, which no example on the page defines"
