"""Markup whose tree would take the square of its length to build: nested too deep, or with thousands of attributes.

Pure.
"""

import re
from collections import Counter

DEEPEST = 4_000
"""Open elements at one place; no page for people comes near."""
MOST_ATTRIBUTES = 4_000
"""Of one element."""
SMALL = 100_000
"""Characters of a page that cannot hold enough attributes to matter."""
_MANY_TAGS = 12 * DEEPEST
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|textarea|title)\b.*?(?:</\1|\Z)"
    r"|<(/?)([a-z][^\s/>]*)(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+",
    re.DOTALL | re.IGNORECASE,
)
"""A comment, an element that holds text alone, or a tag: its end, its name."""
_VALUE = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+')")
_ODD_VALUE = re.compile(r"=\s*+(?:\"[^\"<>]*+[<>]|'[^'<>]*+[<>])")
_NOT_NESTED = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track"),
        *("wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"),
    }
)
"""Without an end, or with one that most pages leave out."""


def cut_deep(text: str) -> str:
    """The text up to where its markup is no page's for people; nearly always all of it."""
    return text[: _find_deep(text)] if _may_be_deep(text) or _may_be_crowded(text) else text


def _may_be_deep(text: str) -> bool:
    """True when more elements begin than end, or so many that they may be nested before they end."""
    tags = text.count("<")
    return tags > DEEPEST and (tags - 2 * text.count("</") > DEEPEST or tags > _MANY_TAGS)


def _may_be_crowded(text: str) -> bool:
    """True when a tag may be long enough for so many attributes; values with `<` or `>` may hide how long it is."""
    if len(text) < SMALL:
        return False
    longest = max(map(len, text.split(">")))
    return longest > 2 * MOST_ATTRIBUTES or len(_ODD_VALUE.findall(text)) > MOST_ATTRIBUTES // 16


def _find_deep(text: str) -> int:
    """Where the first element begins that is nested too deep or is too crowded; else the length of the text."""
    depth = 0
    opened: Counter[str] = Counter()
    for match in _TOKEN.finditer(text):
        name = (match[3] or "").lower()
        if match.end() - match.start() > 2 * MOST_ATTRIBUTES and name and _is_crowded(match[0]):
            return match.start()
        if not name or name in _NOT_NESTED or (match[2] and not opened[name]):
            continue
        change = -1 if match[2] else 1
        opened[name] += change
        depth += change
        if depth > DEEPEST:
            return match.start()
    return len(text)


def _is_crowded(tag: str) -> bool:
    return len(re.split(r"[\s/]+", _VALUE.sub(" ", tag))) > MOST_ATTRIBUTES
