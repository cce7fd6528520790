"""Errors that an example may end in without its page being wrong: it leaves something out, or means to fail."""

import re

from msgspec import Struct

from docverify.languages.script_code.intents import (
    is_at_end,
    is_signature,
    leaves_out,
    means_error,
    placeholder,
    words_alone,
)
from docverify.languages.script_code.text import Text
from docverify.model import Example, Shown
from docverify.tracebacks import page_lines

Reason = tuple[str, str] | None

_SYSTEM_PATH = re.compile(
    r"[\"'(=](?:/(?:etc|home|usr|var|opt|bin|sbin|dev|proc|sys|root|mnt|srv|boot|lib|Users|Library|Volumes)\b"
    r"|/path/|~/|~\w+/|[A-Za-z]:[\\/])"
)
"""A file or folder that this machine has, or has not, whatever the page says."""
_EVALUATED = re.compile(r"\(eval\b|\beval'd code")
_ELIDED = re.compile(r"\.{3}|…")


class Manner(Struct, frozen=True):
    """How errors end code of a language."""

    ends: str
    """What code does that ends in one: `raises`."""
    illustrated: re.Pattern[str]
    """Errors that pages cause on purpose, to show them, and say so in their text: of type and message."""
    own: re.Pattern[str]
    """Code that ends so by its own words."""
    grammar: re.Pattern[str] | None = None
    """Words of a description of syntax."""


def unlike_the_page(example: Example, shown: Shown, text: Text, manner: Manner) -> Reason:
    """Reason and detail of code that may end as it likes; None for an error that the page knows nothing of."""
    return _no_code(text, manner) or _meant(example, shown, text, manner)


def _no_code(text: Text, manner: Manner) -> Reason:
    if manner.grammar and manner.grammar.search("\n".join(text.bare)):
        return "pseudo-code", "a description of syntax, not code"
    if is_signature(text):
        return "pseudo-code", "a signature, not code"
    if words_alone(text):
        return "pseudo-code", "words, not code"
    return None


def _meant(example: Example, shown: Shown, text: Text, manner: Manner) -> Reason:
    said = f"{shown.type}: {shown.message.split(chr(10))[0]}"[:100].strip(": ")
    code = "\n".join(text.lines)
    evaluated = _EVALUATED.search(shown.message) and _ELIDED.search(code)
    places = page_lines(example, shown)
    at_end = manner.illustrated.search(said) and is_at_end(example, text, max(places))
    for holds, reason, detail in (
        (at_end, "incomplete", f"{manner.ends} {said} at its end, which the page may mean to show"),
        (placeholder(text), "placeholder", f"holds the placeholder `{placeholder(text)}`"),
        (evaluated or leaves_out(text), "pseudo-code", f"leaves out a part of its code, and {manner.ends} {said}"),
        (_is_spoken_of(example, shown, text, places), "incomplete", f"{manner.ends} {said}, as the page says there"),
        (_by_its_own_words(example, text, places, manner), "incomplete", f"{manner.ends} {said}, as its code says"),
        (_SYSTEM_PATH.search(code), "incomplete", f"depends on files of its system, and {manner.ends} {said}"),
    ):
        if holds:
            return reason, detail
    return None


def _is_spoken_of(example: Example, shown: Shown, text: Text, places: list[int]) -> bool:
    error = re.split(r"::|\\", shown.type)[-1]
    message = shown.message.split("\n")[0].strip()
    below = example.expectation.text
    told = error in below if error not in _ANY else bool(message) and message in below
    return told or any(means_error(example, text, line, error) for line in places)


_ANY = ("die", "SyntaxError", "Error", "Exception")
"""Types that say nothing, or that a page would show for anything."""


def _by_its_own_words(example: Example, text: Text, places: list[int], manner: Manner) -> bool:
    lines = [line - example.block.line for line in places]
    return any(0 <= line < len(text.bare) and manner.own.search(text.bare[line]) for line in lines)
