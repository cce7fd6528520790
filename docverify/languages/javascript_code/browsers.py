"""Examples for browsers: what a script of their page has set there is not what a module for Node brings."""

import re
from collections.abc import Sequence

from docverify.languages.javascript_code.intents import line_of
from docverify.languages.javascript_code.missing import KNOWN
from docverify.model import Example, Shown

Reason = tuple[str, str] | None

_PAGES = frozenset(("document", "window"))
"""What every page in a browser has, and what nobody else calls so."""
_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
_ABSENT = re.compile(r"([\w$.]+) is not a (?:function|constructor)")


def in_browsers(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """For an example that uses the page around it, and for what a script adds to an object that Node has too."""
    own = min(example.needs & _PAGES, default="")
    if own and shown.type != "SyntaxError":
        return "needs-display", f"is for browsers: it needs `{own}`"
    match = _ABSENT.match(shown.message)
    added = _added(match[1], example, shown) if match else ""
    if added and any(_SCRIPT.search(one.block.code) or one.needs & _PAGES for one in page):
        return "needs-display", f"needs `{added}`, which a script sets in browsers"
    return None


def _added(called: str, example: Example, shown: Shown) -> str:
    """The property of something that Node has, as which it is called or of which the example made it."""
    if "." not in called:
        made = re.search(
            rf"(?<![\w$.]){re.escape(called)}\s*=\s*([A-Z][\w$]*\.[\w$]+)\s*;?\s*$", example.block.code, re.M
        )
        called = made[1] if made else ""
    elif called not in line_of(example, shown.line):
        return ""
    root, _, part = called.partition(".")
    return called if root in KNOWN and part and "." not in part else ""
