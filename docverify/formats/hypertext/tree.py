"""The elements of a page that matter to its blocks, in page order, each with its place in the text.

The parser keeps no positions.
So each opening tag that matters is given its own as an attribute before the parser sees it, and it is the parser that
decides which of them are elements: what looks like a tag in a comment, a script or a value does no harm.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from html import escape

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from docverify.formats.hypertext.depth import cut_deep
from docverify.formats.hypertext.formatting import cut_formatting

_MARK = "data-docverify-at"
_STRAY = re.compile(rf" {_MARK}=\d+ ?")
_CODE = (
    r"[pP][rR][eE]|[tT][eE][xX][tT][aA][rR][eE][aA]|[lL][iI][sS][tT][iI][nN][gG]|[xX][mM][pP]"
    r"|div(?= class=\"fragment\")"
)
_OPENING = re.compile(rf"<(?:[hH][1-6]|{_CODE})(?=[\s/>])")
_MAY_HOLD_CODE = re.compile(f"<(?:{_CODE})")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CODE = frozenset({"pre", "textarea", "listing", "xmp", "div"})
_APART_TAGS = frozenset({"nav", "footer", "template", "noscript"})
_APART_ROLES = frozenset({"navigation", "search", "contentinfo"})
_APART_CLASSES = frozenset({"sphinxsidebar", "nav-wrapper", "search-results"})
"""What holds no examples: ways to other pages, and what is not shown."""
_WHOLE = frozenset({"html", "body", "main", "article", "section", "pre"})
"""Hidden only until a script or a style sheet shows them."""
_EMPTY_ELEMENT = re.compile(r"<(script|style|title|textarea|iframe|pre|div|span|p|a|td|code)\b[^<>]*\Z")


class Spot(Struct, frozen=True, gc=False):
    """An element of the page."""

    node: LexborNode
    tag: str
    start: int
    """Where its opening tag begins in the text."""


class Tree:
    """A page, parsed when something of its tree is asked for."""

    def __init__(self, text: str) -> None:
        lines = text.removeprefix("\ufeff")
        if "\r" in lines:
            lines = lines.replace("\r\n", "\n").replace("\r", "\n")
        self.may_hold_code = "<pre" in lines or bool(_MAY_HOLD_CODE.search(lines))
        self._matters = self.may_hold_code or "<!--" in lines
        whole = _as_html(lines) if self._matters and lines.lstrip().startswith("<?xml") else lines
        readable = cut_deep(whole)
        self.is_cut = len(readable) < len(whole)
        self.text = cut_formatting(readable) if self._matters else readable
        """In a form that a parser reads in linear time."""
        self._apart: dict[int, bool] = {}
        """By `mem_id`, whether an element holds no examples or stands in one that does not."""

    @cached_property
    def root(self) -> LexborHTMLParser:
        text = _OPENING.sub(_mark, self.text) if self._matters else self.text
        return LexborHTMLParser(text.encode("utf-8", "replace"))

    def spots(self) -> list[Spot]:
        """Headings and what may be code, in page order, without what stands apart from the page's text."""
        found = (spot for node in self.root.css(f"[{_MARK}]") for spot in self._spot(node))
        return [spot for spot in found if not self._stands_apart(spot.node)]

    def _stands_apart(self, node: LexborNode) -> bool:
        """Each element around it is looked at once."""
        way: list[int] = []
        current: LexborNode | None = node
        apart = False
        while current is not None and current.is_element_node and not apart:
            number = current.mem_id
            if number in self._apart:
                apart = self._apart[number]
                break
            way.append(number)
            apart = _is_apart(current)
            current = current.parent
        self._apart.update(dict.fromkeys(way, apart))
        return apart

    def _spot(self, node: LexborNode) -> Iterator[Spot]:
        """None for an element that has the attribute from its author."""
        digits = re.match(r"\d{1,12}", node.attributes.get(_MARK) or "")
        tag = node.tag or ""
        start = int(digits[0]) if digits else -1
        if (tag in HEADINGS or tag in CODE) and 0 <= start < len(self.text) and self.text[start] == "<":
            yield Spot(node, tag, start)


def _mark(opening: re.Match[str]) -> str:
    return f"{opening[0]} {_MARK}={opening.start()} "


def without_marks(value: str) -> str:
    """Text that the parser took for no tag, as it was before."""
    return _STRAY.sub("", value) if _MARK in value else value


def _is_apart(node: LexborNode) -> bool:
    """A panel of a tab that is not chosen is hidden, and shown at a click."""
    attributes = node.attributes
    role, classes = attributes.get("role"), attributes.get("class")
    if "hidden" not in attributes or role in _APART_ROLES:
        is_named = classes is not None and not _APART_CLASSES.isdisjoint(classes.split())
        return node.tag in _APART_TAGS or role in _APART_ROLES or is_named
    named = " ".join(value or "" for key, value in attributes.items() if key in ("role", "class", "id"))
    return not re.search(r"tab|panel|collaps|toggle", named, re.IGNORECASE) and node.tag not in _WHOLE


def _as_html(text: str) -> str:
    """XHTML, in which any element may be empty, in the way that HTML can say it."""
    parts = "".join(_close_empty(text)).split("<![CDATA[")
    for number, part in enumerate(parts[1:], 1):
        data, end, rest = part.partition("]]>")
        parts[number] = f"{escape(data, quote=False)}{rest}" if end else part
    return "".join(parts)


def _close_empty(text: str) -> Iterator[str]:
    """The text in parts, each empty element that HTML knows no empty form of with an end of its own."""
    *parts, last = text.split("/>")
    for part in parts:
        element = _EMPTY_ELEMENT.match(part, max(part.rfind("<"), 0))
        yield f"{part}></{element[1]}>" if element else f"{part}/>"
    yield last
