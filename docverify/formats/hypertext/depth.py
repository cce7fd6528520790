"""Markup whose tree would take the square of its length to build: nested too deep, or with thousands of attributes.

Pure.
"""

import re
from collections import Counter

from docverify.formats.hypertext.nesting import nesting

DEEPEST = 4_000
"""Open elements at one place; no page for people comes near."""
MOST_ATTRIBUTES = 4_000
"""Of one element."""
SMALL = 100_000
"""Characters of a page that cannot hold enough attributes to matter."""
_MANY_TAGS = 12 * DEEPEST
_SHORTEST_TAG = len("<b>")
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|textarea|title)\b.*?(?:</\1|\Z)"
    r"|<(/?)([a-z][^\s/>]*)(?>(?:[^>=]++|=\s*+(?>(?:\"[^\"]*+\"|'[^']*+')?))*)",
    re.DOTALL | re.IGNORECASE,
)
"""A comment, an element that holds text alone, or a tag: its end, its name."""
_MARK = re.compile(r"</?[a-zA-Z][^\s/>]*")
_VALUE = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+')")
_ODD_VALUE = re.compile(r"=\s*+(?:\"[^\"<>]*+[<>]|'[^'<>]*+[<>])")
_NOT_NESTED = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track"),
        *("wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"),
    }
)
"""Without an end, or with one that most pages leave out."""
_SHAPES = frozenset(
    {
        *("g", "defs", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "text", "tspan", "use"),
        *("stop", "lineargradient", "radialgradient", "clippath", "marker"),
    }
)
"""Among the elements of a drawing, and nowhere else, a slash at the end of a tag ends the element."""
_PLAIN_TAGS = 2
"""Of an element that holds text alone, when no other tag hides in its text."""


def cut_deep(text: str) -> str:
    """The text up to where its markup is no page's for people; nearly always all of it."""
    return text[: _find_deep(text)] if _may_be_deep(text) or _may_be_crowded(text) else text


def _may_be_deep(text: str) -> bool:
    """True when more elements begin than end, or so many that they may be nested before they end."""
    if len(text) <= _SHORTEST_TAG * DEEPEST:
        return False
    tags = text.count("<")
    if tags <= DEEPEST or (tags <= _MANY_TAGS and tags - 2 * text.count("</") <= DEEPEST):
        return False
    return nesting(_MARK.findall(text), _NOT_NESTED) > DEEPEST


def _may_be_crowded(text: str) -> bool:
    """True when a tag may be long enough for so many attributes; values with `<` or `>` may hide how long it is."""
    if len(text) < SMALL:
        return False
    parts = text.split(">")
    is_long = max(map(len, parts)) > 2 * MOST_ATTRIBUTES
    long = [part for part in parts if len(part) > 2 * MOST_ATTRIBUTES] if is_long else []
    if any(len(part) - part.rfind("<") > 2 * MOST_ATTRIBUTES for part in long):
        return True
    return len(_ODD_VALUE.findall(text)) > MOST_ATTRIBUTES // 16


def _find_deep(text: str) -> int:
    """Where the first element begins that is nested too deep or is too crowded; else the length of the text."""
    depth = 0
    opened: Counter[str] = Counter()
    draws = False
    for match in _TOKEN.finditer(text):
        name = (match[3] or "").lower()
        draws = _draws(name, match[0], draws=draws)
        if match.end() - match.start() > 2 * MOST_ATTRIBUTES and name and _is_crowded(match[0]):
            return match.start()
        if not name or name in _NOT_NESTED or (match[2] and not opened[name]) or (draws and match[0].endswith("/")):
            continue
        change = -1 if match[2] else 1
        opened[name] += change
        depth += change
        if depth > DEEPEST:
            return match.start()
    return len(text)


def _draws(name: str, tag: str, *, draws: bool) -> bool:
    """Whether a tag is a part of a drawing, which ends with the first that may be none."""
    if name == "svg":
        return tag[1] != "/" and not tag.endswith("/")
    return draws and (name in _SHAPES if name else tag.startswith("<!--") or tag.count("<") == _PLAIN_TAGS)


def _is_crowded(tag: str) -> bool:
    return len(re.split(r"[\s/]+", _VALUE.sub(" ", tag))) > MOST_ATTRIBUTES
