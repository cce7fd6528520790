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
_OPENING = re.compile(
    r"<(?:[pP][rR][eE]|[hH][1-6]|[tT][eE][xX][tT][aA][rR][eE][aA]|[lL][iI][sS][tT][iI][nN][gG]|[xX][mM][pP])(?=[\s/>])"
    r"|<div(?= class=\"fragment\")"
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CODE = frozenset({"pre", "textarea", "listing", "xmp", "div"})
_MAY_HOLD_CODE = ("<pre", "<PRE", "<Pre", 'class="fragment"', "<textarea", "<listing", "<LISTING", "<xmp", "<XMP")
_APART = (
    "nav,footer,template,noscript,[role=navigation],[role=search],[role=contentinfo],[hidden],"
    ".sphinxsidebar,.nav-wrapper,.search-results"
)
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
        self.may_hold_code = any(map(lines.__contains__, _MAY_HOLD_CODE))
        matters = self.may_hold_code or "<!--" in lines
        whole = _as_html(lines) if matters and lines.lstrip().startswith("<?xml") else lines
        readable = cut_deep(whole)
        self.is_cut = len(readable) < len(whole)
        self.text = cut_formatting(readable) if matters else readable
        """In a form that a parser reads in linear time."""

    @cached_property
    def root(self) -> LexborHTMLParser:
        marked = _OPENING.sub(lambda opening: f"{opening[0]} {_MARK}={opening.start()} ", self.text)
        return LexborHTMLParser(marked.encode("utf-8", "replace"))

    def spots(self) -> list[Spot]:
        """Headings and what may be code, in page order, without what stands apart from the page's text."""
        apart = self._apart()
        found = (node for node in self.root.css(f"[{_MARK}]") if node.mem_id not in apart)
        return [spot for node in found for spot in self._spot(node)]

    def _apart(self) -> set[int]:
        """`mem_id` of the elements that hold no examples; what stands in another such part is looked at once."""
        found: set[int] = set()
        nested: set[int] = set()
        for part in self.root.css(_APART):
            if part.mem_id not in nested and _is_apart(part):
                nested.update(inner.mem_id for inner in part.css(_APART))
                found.update(node.mem_id for node in part.css(f"[{_MARK}]"))
        return found

    def _spot(self, node: LexborNode) -> Iterator[Spot]:
        """None for an element that has the attribute from its author."""
        digits = re.match(r"\d{1,12}", node.attributes.get(_MARK) or "")
        tag = node.tag or ""
        start = int(digits[0]) if digits else -1
        if (tag in HEADINGS or tag in CODE) and 0 <= start < len(self.text) and self.text[start] == "<":
            yield Spot(node, tag, start)


def without_marks(value: str) -> str:
    """Text that the parser took for no tag, as it was before."""
    return _STRAY.sub("", value) if _MARK in value else value


def _is_apart(node: LexborNode) -> bool:
    """A panel of a tab that is not chosen is hidden, and shown at a click."""
    attributes = node.attributes
    if "hidden" not in attributes or attributes.get("role") in ("navigation", "search", "contentinfo"):
        return True
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
