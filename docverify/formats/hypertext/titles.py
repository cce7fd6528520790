"""The title of a block: the name of the file that it shows, for the most part."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from docverify.formats.hypertext.element import Element, elements_before, read

MAY_HAVE = re.compile(r"caption|file-?name|[tT]itle", re.IGNORECASE)
BEFORE = 1_500
"""Characters before a block in which its title may stand."""
_ATTRIBUTES = ("data-filename", "filename", "data-file", "data-title", "data-file-name")
_TITLES = re.compile(
    r"(?:^|\s)(?:title|caption|caption-text|filename|file-name|code-block-caption|code-?block-?title|code-title"
    r"|codeBlockTitle\S*|remark-code-title|rehype-code-title|highlight-(?:title|caption)|header)(?=\s|$)"
)
_INSIDE = ".caption-text,.filename,.title,[data-rehype-pretty-code-title]"
_NUMBERED = re.compile(r"(?:file(?:name)?|listing|example|figure)\b[\s\d.\-–]*[:.]\s*", re.IGNORECASE)
_UNSEEN = ("h1", "h2", "h3", "h4", "h5", "h6", "script", "style")
_NEAR = 5
"""Elements around a block beside which its title may stand."""
LONGEST = 200


def find_title(chain: Sequence[Element], may_stand_before: bool) -> str:
    """As the page has it, without "Filename:" and "Listing 3."; empty when there is none."""
    for element in chain:
        found = next((element.attributes[name] for name in _ATTRIBUTES if element.attributes.get(name)), "")
        if found:
            return _clean(found)
    if not may_stand_before:
        return ""
    for element in chain[:_NEAR]:
        for before in elements_before(element.node, 2):
            title = _read(before, element)
            if title:
                return title
    return ""


def _read(before: LexborNode, element: Element) -> str:
    if before.tag in _UNSEEN:
        return ""
    found = read(before)
    if element.tag in ("tr", "tbody") or found.tag in ("figcaption", "caption") or _TITLES.search(" ".join(found.classes)):
        inside = before.css_first(_INSIDE)
        return _clean((inside or before).text()) if inside or found.tag != "tr" else ""
    if found.tag in ("p", "div"):
        only = next(before.iter(), None)
        if only is not None and only.tag == "span" and "filename" in read(only).classes:
            return _clean(only.text())
    return ""


def _clean(text: str) -> str:
    line = " ".join(text.split())
    return _NUMBERED.sub("", line, count=1)[:LONGEST] if line else ""
