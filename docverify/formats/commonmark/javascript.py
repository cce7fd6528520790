"""Where a piece of JavaScript or JSX ends: enough of the grammar to step over strings, templates and comments."""

import re
from collections.abc import Iterator

from msgspec import Struct

LONGEST = 200_000
"""Characters of one expression, statement or tag."""

_CODE = re.compile(r""""(?>(?:[^"\\\n]|\\.)*)"|'(?>(?:[^'\\\n]|\\.)*)'|\\.|//[^\n]*|/\*|[`(){}\[\]\n]""")
_BRACKETS = frozenset({"${", *"(){}[]\n"})
_TEMPLATE = re.compile(r"\\.|`|\$\{", re.DOTALL)
_TAG = re.compile(r"<(?P<end>/?)[ \t\n]*(?P<name>[A-Za-z][\w.:-]*|(?=>))")
_ATTRIBUTE = re.compile(
    r"""\s*(?P<name>[\w:.@-]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?=(?P<braces>\{))))?"""
)
_SPREAD = re.compile(r"\s*(?=\{)")
_TAG_END = re.compile(r"\s*(?P<itself>/?)>")
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\n|.))", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_TEXT = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`)\s*""", re.DOTALL)


class Tag(Struct, frozen=True):
    """An opening or closing tag."""

    name: str
    attributes: dict[str, str]
    """Text as it stands, or an expression with its braces."""
    kind: str
    """`open`, `close` or `self` (closes itself)."""
    end: int
    """Position behind it."""


def expression_end(text: str, start: int, end: int) -> int:
    """Position behind the brace that closes the one at `start`; 0 when none does."""
    depth = 0
    for mark, position in _marks(text, start, min(end, start + LONGEST)):
        depth += (mark in "{([") - (mark in "})]")
        if depth == 0 and mark == "}":
            return position
    return 0


def statement_end(text: str, start: int, end: int) -> int:
    """Position behind the first empty line outside of all brackets; 0 when a bracket is not closed."""
    depth = 0
    for mark, position in _marks(text, start, min(end, start + LONGEST)):
        depth += (mark in "{([") - (mark in "})]")
        if mark == "\n" and depth <= 0 and (position >= end or text[position] == "\n"):
            return position
    return end if depth <= 0 and end <= start + LONGEST else 0


def tag(text: str, start: int, end: int) -> Tag | None:
    """The tag that begins at `start`; None when none does."""
    opening = _TAG.match(text, start, end)
    if opening is None:
        return None
    end = min(end, start + LONGEST)
    attributes: dict[str, str] = {}
    position = opening.end()
    while True:
        closing = _TAG_END.match(text, position, end)
        if closing:
            kind = "close" if opening["end"] else "self" if closing["itself"] else "open"
            return Tag(opening["name"], attributes, kind, closing.end())
        match = _ATTRIBUTE.match(text, position, end) or _SPREAD.match(text, position, end)
        if match is None or (match.end() == position and text[position : position + 1] != "{"):
            return None
        position = match.end()
        value = match["double"] or match["single"] or "" if match.re is _ATTRIBUTE else ""
        if match.re is _SPREAD or match["braces"]:
            after = expression_end(text, position, end)
            if not after:
                return None
            value, position = text[position:after], after
        if match.re is _ATTRIBUTE:
            attributes[match["name"]] = value


def string(expression: str) -> str | None:
    """The text of `{"a"}` or of `{`a`}`, and of what is no expression; None when it would have to be evaluated."""
    if not (expression.startswith("{") and expression.endswith("}")):
        return expression
    match = _TEXT.fullmatch(expression[1:-1])
    if match is None or ("${" in (match[3] or "").replace("\\$", "")):
        return None
    return _ESCAPE.sub(_unescape, match[1] or match[2] or match[3] or "")


def strings(expression: str) -> list[str]:
    """The texts in a list such as `{["npm", "yarn"]}`, or in `npm,yarn`."""
    if not expression.startswith("{"):
        return [part.strip() for part in expression.split(",") if part.strip()]
    return [double or single for double, single in re.findall(r""""([^"\n]*)"|'([^'\n]*)'""", expression)]


def _unescape(match: re.Match[str]) -> str:
    number = match[1] or match[2] or match[3]
    if number:
        return chr(min(int(number, 16), 0x10FFFF))
    return _ESCAPED.get(match[4], match[4])


def _marks(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Brackets and line ends outside of strings, templates and comments, each with the position behind it."""
    opened: list[str] = []
    position = start
    while True:
        in_template = bool(opened) and opened[-1] == "`"
        match = (_TEMPLATE if in_template else _CODE).search(text, position, end)
        if match is None:
            return
        mark, position = match[0], match.end()
        if mark == "/*":
            position = text.find("*/", position, end) + 2
            if position < 2:
                return
        elif mark == "`" and in_template:
            opened.pop()
        elif mark in ("`", "${", "{"):
            opened.append(mark)
        elif mark == "}" and opened:
            opened.pop()
        if mark in _BRACKETS:
            yield mark[-1], position
