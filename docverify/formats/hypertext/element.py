"""An element with what is around it: its attributes and classes are read once."""

from collections.abc import Iterator

from msgspec import Struct
from selectolax.lexbor import LexborNode

LEVELS = 9
"""Elements around a block that may still be its own: a table of line numbers is six deep."""
_BOUNDS = frozenset({"html", "body", "main", "article", "section", "li", "dd", "blockquote", "-document"})


class Element(Struct, frozen=True, gc=False):
    """An element, read."""

    node: LexborNode
    tag: str
    attributes: dict[str, str | None]
    classes: list[str]


def read(node: LexborNode) -> Element:
    attributes = node.attributes
    return Element(node, node.tag or "", attributes, (attributes.get("class") or "").split())


def around(node: LexborNode) -> Iterator[Element]:
    """The element and those that it stands in, as far as they may be there for it alone."""
    current: LexborNode | None = node
    for _ in range(LEVELS):
        if current is None or current.tag in _BOUNDS:
            return
        yield read(current)
        current = current.parent


def elements_in(node: LexborNode) -> list[LexborNode]:
    """Its child elements."""
    return list(node.iter())


def elements_after(node: LexborNode, most: int) -> Iterator[LexborNode]:
    """The elements behind it among its siblings, nearest first."""
    current = node.next
    for _ in range(3 * most):
        if current is None:
            return
        if current.is_element_node:
            yield current
        current = current.next


def elements_before(node: LexborNode, most: int) -> Iterator[LexborNode]:
    """The elements before it among its siblings, nearest first."""
    current = node.prev
    for _ in range(3 * most):
        if current is None:
            return
        if current.is_element_node:
            yield current
        current = current.prev
