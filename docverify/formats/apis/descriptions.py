"""Texts of a description that are Markdown and hold code."""

import re
from collections.abc import Iterator

from docverify.formats.trees.node import DEEPEST, Node

MOST_NODES = 50_000
"""Values of one part of the description that are looked at."""

_CODE = re.compile(r"```|~~~|<pre|<!--|^(?:    |\t)", re.MULTILINE | re.IGNORECASE)
_NO_TEXTS = frozenset({"example", "examples", "default", "enum"})


def described(node: Node) -> Iterator[Node]:
    """The `description` of a node, and those of the nodes in it, in order; only those in which code may stand."""
    stack = [(node, 0)]
    left = MOST_NODES
    while stack and left > 0:
        left -= 1
        top, depth = stack.pop()
        if isinstance(top.value, str):
            if _CODE.search(top.value):
                yield top
        elif depth < DEEPEST:
            stack += reversed([(one, depth + 1) for one in _parts(top)])


def _parts(node: Node) -> Iterator[Node]:
    yield from (one for one in node.nodes() if isinstance(one.value, list | dict))
    for key, one in node.items():
        is_text = key == "description" and isinstance(one.value, str)
        may_hold_some = isinstance(one.value, list | dict) and key not in _NO_TEXTS and not key.startswith("x-")
        if is_text or may_hold_some:
            yield one
