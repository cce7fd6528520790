"""The nouns: a value and where it stands."""

import re
from collections.abc import Iterator

from msgspec import Struct

DEEPEST = 200
"""Lists and maps in each other that are read."""

_HALVES = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """The text; half of a surrogate pair, which an escape can write and no report can hold, is shown as unreadable."""
    return text if text.isascii() else _HALVES.sub("\ufffd", text)


class Node(Struct, frozen=True, gc=False):
    """A value of a document."""

    value: "bool | int | float | str | list[Node] | dict[str, Node] | None"
    line: int
    """1-based line where it begins; for a block of text, of its first line of text."""
    end_line: int = 0
    is_block: bool = False
    """True for text whose lines stand below each other; all lines of any other text stand on `line`."""

    def get(self, *keys: str) -> "Node | None":
        """What stands in maps under these keys; None where one is missing."""
        node: Node | None = self
        for key in keys:
            node = node.value.get(key) if node is not None and isinstance(node.value, dict) else None
        return node

    def items(self) -> "Iterator[tuple[str, Node]]":
        """Keys and nodes of a map; nothing for any other value."""
        yield from self.value.items() if isinstance(self.value, dict) else ()

    def nodes(self) -> "list[Node]":
        """The nodes of a list; none for any other value."""
        return self.value if isinstance(self.value, list) else []

    def text(self, *keys: str) -> str:
        """A text, here or under these keys; empty for what is none."""
        node = self.get(*keys)
        return node.value if node is not None and isinstance(node.value, str) else ""


class Malformed(Exception):
    """The text is no such document."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(what, line)
        self.what = what
        self.line = line
