"""Headings as a reader sees them, and how a link reaches them."""

import re

from msgspec import Struct
from selectolax.lexbor import LexborNode

from docverify.formats.hypertext.element import elements_in
from docverify.formats.hypertext.tree import Spot

LEVELS = 4
"""Elements around a heading that may carry its id."""
_UNSEEN = frozenset({"button", "svg", "script", "style", "template", "noscript", "input", "select", "wbr"})
_APART = re.compile(
    r"(?:^|\s)(?:sr-only|visually-hidden|screen-reader-text|headerlink|header-anchor|hash-link|anchorjs-link"
    r"|anchor-link|heading-anchor\S*|out-of-band|srclink|since|tsd-anchor-icon|rightside|src"
    r"|(?:header-)?section-number|sectnum|secnum|secno)(?=\s|$)"
)
_WORD = re.compile(r"\w")
_INVISIBLE = re.compile(r"[\u200b\u200c\u200d\ufeff\u00ad]")


class Heading(Struct, frozen=True, gc=False):
    level: int
    text: str
    anchor: str


def read_heading(spot: Spot) -> Heading | None:
    """None for one that is there for links and machines alone."""
    attributes = spot.node.attributes
    if "visibility:hidden" in (attributes.get("style") or "") or attributes.get("aria-hidden") == "true":
        return None
    text = _INVISIBLE.sub("", _text(spot.node, 0)).strip() or spot.node.text().strip()
    return Heading(int(spot.tag[1]), text, _anchor(spot.node))


def _text(node: LexborNode, depth: int) -> str:
    """Without links to itself, buttons, and what is there for screen readers alone."""
    if node.first_child is None or (node.first_child.is_text_node and node.first_child.next is None):
        return node.text()
    parts: list[str] = []
    for child in node.iter(include_text=True):
        if child.is_text_node:
            parts.append(child.text_content or "")
        elif child.is_element_node and not _is_apart(child):
            parts.append(_text(child, depth + 1) if depth < LEVELS else child.text())
    return "".join(parts)


def _is_apart(node: LexborNode) -> bool:
    if node.tag in _UNSEEN:
        return True
    if node.tag == "a" and not _WORD.search(node.text()):
        return True
    classes = node.attributes.get("class")
    return bool(classes and _APART.search(classes))


def _anchor(node: LexborNode) -> str:
    """Its id, that of an element in it, or that of what it begins."""
    own = node.attributes.get("id")
    if own:
        return own
    for one in _first_elements(node):
        attributes = one.attributes
        found = attributes.get("id") or (attributes.get("name") if one.tag == "a" else "")
        if found:
            return found
    return _anchor_around(node)


def _first_elements(node: LexborNode) -> list[LexborNode]:
    found = elements_in(node)[:LEVELS]
    return [*found, *(inner for one in found if one.tag == "span" for inner in elements_in(one)[:1])]


def _anchor_around(node: LexborNode) -> str:
    current = node
    for _ in range(LEVELS):
        before = current.prev
        while before is not None and before.is_text_node and not (before.text_content or "").strip():
            before = before.prev
        if before is not None:
            return (before.attributes.get("id") or "") if before.is_element_node and _is_mark(before) else ""
        parent = current.parent
        if parent is None or parent.tag in ("body", "main", "html"):
            return ""
        found = parent.attributes.get("id")
        if found:
            return found
        current = parent
    return ""


def _is_mark(node: LexborNode) -> bool:
    return node.tag in ("a", "span") and not node.text().strip()
