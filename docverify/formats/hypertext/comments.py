"""Comments of the page that are for tools: instructions, and code that the page's reader does not see."""

import re
from collections.abc import Iterator

from msgspec import Struct

_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_PART = re.compile(r"<(script|style|textarea|title|xmp)\b.*?(?:</\1|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE)
"""A comment, or an element that holds text alone."""
_MAY_INSTRUCT = re.compile(
    r"skip|test|invisible-code|doctest|\$MDX|metadata|similarity|docverify|continu|group|name:|clear-namespace"
    r"|pytest|```|~~~"
)
HIDDEN_CODE = re.compile(r"-?\s*invisible-code(?:-block)?:[ \t]*(\S+)[ \t]*\n(.*)", re.DOTALL)


class Comment(Struct, frozen=True, gc=False):
    """A comment that may be for a tool."""

    start: int
    """Where it begins in the text."""
    content: str


def find_comments(text: str) -> Iterator[Comment]:
    """In page order; what looks like a comment in a script is none."""
    if "<!--" not in text or not any(_MAY_INSTRUCT.search(comment[1]) for comment in _COMMENT.finditer(text)):
        return
    for match in _PART.finditer(text):
        content = match[0]
        if content.startswith("<!--") and content.endswith("-->") and _MAY_INSTRUCT.search(content):
            yield Comment(match.start(), content[4:-3])
