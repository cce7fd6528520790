"""The title of a block: the name of the file that it shows, for the most part."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from docverify.formats.hypertext.element import Element, elements_before, read

MAY_HAVE = ("caption", "ilename", "itle", "file-name")
"""What the HTML before a block with a title holds."""
BEFORE = 600
"""Characters before a block in which its title may stand."""
_ATTRIBUTES = ("data-filename", "filename", "data-file", "data-title", "data-file-name")
_TITLES = re.compile(
    r"(?:^|\s)(?:title|caption|caption-text|filename|file-name|code-block-caption|code-?block-?title|code-title|codeHeader"
    r"|codeBlockTitle\S*|remark-code-title|rehype-code-title|highlight-(?:title|caption))(?=\s|$)"
)
_INSIDE = ".caption-text,.filename,.title,[data-rehype-pretty-code-title]"
_NUMBERED = re.compile(r"(?:file(?:name)?|listing|example|figure)\b[\s\d.\-–]*[:.]\s*", re.IGNORECASE)
_UNSEEN = ("h1", "h2", "h3", "h4", "h5", "h6", "script", "style")
_BETWEEN = frozenset({"button", "script", "style", "link", "input", "svg", "label", "colgroup"})
"""What may stand between a title and its block."""
LONGEST = 200


def find_title(chain: Sequence[Element], *, may_stand_before: bool) -> str:
    """As the page has it, without "Filename:" and "Listing 3."; empty when there is none."""
    for element in chain:
        names = (*_ATTRIBUTES, "title") if "brush:" in element.classes else _ATTRIBUTES
        found = next(filter(None, map(element.attributes.get, names)), "")
        if found:
            return _clean(found)
    if not may_stand_before:
        return ""
    for element in chain:
        if element.tag == "td":
            continue  # what stands before it are line numbers
        before = next((one for one in elements_before(element.node, 4) if not _is_between(one)), None)
        if before is not None:
            return _read(before)
    return ""


def _is_between(node: LexborNode) -> bool:
    return node.tag in _BETWEEN or (
        node.tag in ("span", "a") and not _TITLES.search(node.attributes.get("class") or "")
    )


def _read(node: LexborNode) -> str:
    """The title that the element before a block is; empty when it is none."""
    before = read(node)
    if before.tag in _UNSEEN:
        return ""
    if before.tag in ("tr", "figcaption", "caption") or _TITLES.search(" ".join(before.classes)):
        inside = before.node.css_first(_INSIDE)
        return _clean((inside or before.node).text()) if inside or before.tag != "tr" else ""
    if before.tag not in ("p", "div"):
        return ""
    only = next(before.node.iter(), None)
    if only is not None and only.tag == "span" and "filename" in read(only).classes:
        return _clean(only.text())
    return ""


def _clean(text: str) -> str:
    line = " ".join(text.split())
    return _NUMBERED.sub("", line, count=1)[:LONGEST] if line else ""
