"""What a reader sees right before a block: the block before it, a paragraph, or something else."""

import re
from collections.abc import Iterator

from msgspec import Struct
from selectolax.lexbor import LexborNode

from docverify.prose import lead_of

STEPS = 150
"""Nodes that are looked at before a block."""
_UNSEEN = frozenset(
    {
        *("button", "script", "style", "label", "input", "svg", "link", "meta", "template", "noscript", "summary"),
        *("figcaption", "caption", "select", "clipboard-copy", "th", "col", "colgroup", "wbr"),
    }
)
_BESIDE = re.compile(
    r"(?:^|\s)(?:\S*caption\S*|\S*filename\S*|title|(?:code|remark|rehype|highlight)\S*[tT]itle\S*|prompt|lang|toolbar|copy\S*|tabs|\S*tab-?labels?"
    r"|\S*tablist\S*|\S*toolbar\S*|gutter|linenos?|linenodiv|line-?numbers?|listing_lines|tooltip|information"
    r"|test-arrow|sr-only|visually-hidden|code-fold-\S*|zeroclipboard-container|Documentation-exampleButtons\S*"
    r"|Documentation-exampleOutputLabel|jp-\S*Prompt\S*)(?=\s|$)"
)
"""Classes of what belongs to a block: its title, its buttons, its number."""
_TEXT_LINES = frozenset({"p", "dt", "address", "blockquote"})
_BREAKS = frozenset({"img", "hr", "video", "iframe", "picture", "object", "audio", "canvas", "math"})
_BOXES = frozenset({"pre", "table", "td", "textarea"})
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins"),
        *("kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var"),
    }
)
_SILENT = re.compile(r"(?:^|\s)(?:sr-only|visually-hidden|screen-reader-text|headerlink|anchor|hash-link)(?=\s|$)")
"""Classes of text that nobody sees."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class Before(Struct, frozen=True, gc=False):
    """What stands before a block."""

    adjacent: bool = False
    """True when it is the block before, and nothing else that a reader sees."""
    lead: str = ""


def look_before(node: LexborNode, previous: int) -> Before:
    """Goes back from a block to the first thing that is seen; `previous` is the `mem_id` of the block before it."""
    current: LexborNode | None = node
    inside = False  # whether `current` is an element that is entered from its end
    for _ in range(STEPS):
        if current is None:
            break
        step = current.last_child if inside else current.prev
        if step is None:
            if not inside:
                current = current.parent
                if current is None or current.tag in ("body", "html"):
                    break
            inside = False
            continue
        current, inside = step, False
        seen = _see(step, previous)
        if seen is not None:
            return seen
        inside = step.is_element_node and not _is_beside(step)
    return Before()


def _see(node: LexborNode, previous: int) -> Before | None:
    """What this node shows to a reader; None when nothing, or when what it holds must be looked at."""
    if node.is_text_node:
        return Before(lead=_inline_before(node)) if (node.text_content or "").strip() else None
    if not node.is_element_node:
        return None
    if node.mem_id == previous:
        return Before(adjacent=True)
    tag = node.tag or ""
    if tag in _HEADINGS or tag in _BREAKS or (tag in _BOXES and not _is_beside(node) and not _holds(node, previous)):
        return Before()
    if _is_beside(node):
        return None
    if tag in _INLINE and node.text().strip():
        return Before(lead=_inline_before(node)) if _written_one(node).strip() else None
    if tag == "p" and "admonition-title" in (node.attributes.get("class") or ""):
        return Before()
    if tag == "p" and _is_title(node):
        return None
    if tag in _TEXT_LINES and (tag == "p" or not _holds(node, previous)):
        lead = lead_of(_written(node))
        return Before(lead=lead) if lead else None
    return None


def _is_title(paragraph: LexborNode) -> bool:
    """mdBook's name of a file, a paragraph of its own."""
    first = next(paragraph.iter(), None)
    return first is not None and first.attributes.get("class") == "filename"


def _holds(node: LexborNode, previous: int) -> bool:
    return any(one.mem_id == previous for one in node.css("pre,textarea,div.fragment"))


def _is_beside(node: LexborNode) -> bool:
    if node.tag in _UNSEEN:
        return True
    classes = node.attributes.get("class")
    return bool(classes and _BESIDE.search(classes))


def _inline_before(node: LexborNode) -> str:
    """The text that ends with this node, when text and inline elements stand side by side."""
    parts: list[str] = []
    current: LexborNode | None = node
    for _ in range(STEPS):
        if current is None or (current.is_element_node and (current.tag not in _INLINE or current.tag == "br")):
            break
        parts.append(_written_one(current))
        current = current.prev
    return lead_of("".join(reversed(parts)))


def _written(node: LexborNode) -> str:
    """The text of a paragraph; code keeps the marks that Markdown has for it."""
    return "".join(_written_one(child) for child in node.iter(include_text=True))


def _written_one(node: LexborNode) -> str:
    if node.is_text_node:
        return node.text_content or ""
    if not node.is_element_node or node.tag in _UNSEEN or _SILENT.search(node.attributes.get("class") or ""):
        return ""
    if node.tag == "br":
        return "\n"
    first = node.first_child
    plain = first is None or (first.is_text_node and first.next is None)
    text = node.text() if plain or node.tag == "code" else "".join(_written_shallow(node))
    return f"`{text}`" if node.tag in ("code", "tt", "kbd", "samp") and text and "`" not in text else text


def _written_shallow(node: LexborNode) -> Iterator[str]:
    """The text of an inline element, without what nobody sees right inside it."""
    for child in node.iter(include_text=True):
        if child.is_text_node:
            yield child.text_content or ""
        elif child.is_element_node and not _SILENT.search(child.attributes.get("class") or ""):
            yield "" if child.attributes.get("aria-hidden") == "true" else child.text()
