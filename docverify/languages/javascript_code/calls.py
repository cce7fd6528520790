"""Calls of functions that an example defines: what the page says of a call is said of what happens in it."""

import re
from urllib.parse import quote

from docverify.languages.javascript_code.tokens import Statement, comments, statements
from docverify.model import Example, Shown

_THROWS = re.compile(r"\b(?:throws?|rejects?|fails?|errors?)\b|❌|✗|✘|💥", re.IGNORECASE)
_BARE = frozenset(("async", "function", "const", "let", "var", "export", "default"))


def is_called_to_throw(example: Example, shown: Shown) -> bool:
    """True for an error in a function of the example, where a comment says of its last call that it throws.

    Where the stack tells which call it was, it has to be that one.
    """
    code, place = example.block.code, shown.line - example.block.line
    found = statements(code)
    around = next((one for one in found if one.line <= place <= one.end_line), None)
    name = _defined(around) if around else ""
    calls = [one for one in found if one is not around and _calls(one, name)] if name else []
    if not calls:
        return False
    *others, last = calls
    if any(one.line <= number <= one.end_line for one in others for number in _stack(example, shown)):
        return False
    spoken = [token for token in comments(code) if last.line - 1 <= token.line <= last.end_line]
    return any(_THROWS.search(token.text) for token in spoken)


def _stack(example: Example, shown: Shown) -> list[int]:
    """The lines of the example in the stack."""
    name = re.escape(quote(example.block.page.rpartition("/")[2]))
    return [int(found) - example.block.line for found in re.findall(rf"\b{name}:(\d+):\d+", shown.traceback)]


def _defined(statement: Statement) -> str:
    """The name of the function that the statement defines; empty where it defines none."""
    texts = [token.text for token in statement.tokens]
    if "function" not in texts[:4] and "=>" not in texts:
        return ""
    return next((text for text in texts if text not in _BARE), "")


def _calls(statement: Statement, name: str) -> bool:
    texts = [token.text for token in statement.tokens]
    return any(texts[at : at + 2] == [name, "("] for at in range(len(texts) - 1))
