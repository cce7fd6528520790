"""HTML: the standard says what a browser makes of any text, so that nothing of it is ever wrong.

What can be told is whether a text is HTML at all, and whether its elements end where they should.
"""

import re

from docverify.parsed import Malformed, signs

_TAG = re.compile(
    r"<!--(?>(?:[^-]|-(?!->))*)(?:-->)?|<!\[CDATA\[|<!doctype\b[^>]*>"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][\w:.-]*)"
    r"(?P<rest>(?>(?:[^<>\"'{}]|\"[^\"]*+\"?|'[^']*+'?|\{(?>(?:[^{}]|\{[^{}]*+\})*)\}?|\})*))(?P<end>/?>)?",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(r"\{\{|\{%|<%|<\?|\$\{|\{#|@(?:if|for|foreach)\b|\{(?:if|each|for)\b")
VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"),
        *("track", "wbr", "basefont", "frame", "keygen", "command"),
    }
)
OPTIONAL = frozenset(
    {
        *("html", "head", "body", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead"),
        *("tbody", "tfoot", "colgroup", "caption", "rp", "rt"),
    }
)
"""Elements whose end may be left out."""
RAW = frozenset({"script", "style", "textarea", "title"})
"""Elements whose content is no markup."""


def load(code: str) -> str:
    opened: list[tuple[str, int]] = []
    at, tags = 0, 0
    while match := _TAG.search(code, at):
        at = match.end()
        name = (match["name"] or "").lower()
        tags += 1
        if not name or name in VOID:
            continue
        if match["end"] is None:
            raise Malformed(f"`<{name}` has no end", match.start())
        if match["close"]:
            _close(opened, name, match.start())
        elif match["end"] == ">" and not match["rest"].endswith("/"):
            opened.append((name, match.start()))
            at = _end_of_raw(code, name, at)
    if not tags:
        raise Malformed("holds no tag", 0, "fragment")
    for name, start in opened:
        if name not in OPTIONAL:
            raise Malformed(f"`<{name}>` is never closed", start)
    return "by its tags: browsers take any text"


def _close(opened: list[tuple[str, int]], name: str, at: int) -> None:
    """Ends the element, and those inside of it whose end may be left out."""
    while opened and opened[-1][0] != name and opened[-1][0] in OPTIONAL:
        opened.pop()
    if opened and opened[-1][0] == name:
        opened.pop()
    elif name not in OPTIONAL:
        raise Malformed(f"`</{name}>` closes nothing", at)


def _end_of_raw(code: str, name: str, at: int) -> int:
    """Where markup goes on behind a start tag."""
    if name not in RAW:
        return at
    closing = re.compile(rf"</{name}\b", re.IGNORECASE).search(code, at)
    return closing.start() if closing else len(code)


def explain(code: str, _: Malformed) -> tuple[str, str]:
    template = _TEMPLATE.search(code)
    if template:
        return "pseudo-code", f"is a template, `{template[0]}`"
    said = signs(_TAG.sub("", code))
    return said or ("fragment", "is a piece of it, or nested in a way that browsers mend")
