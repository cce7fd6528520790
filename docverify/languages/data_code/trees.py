"""What a grammar of tree-sitter makes of code: an extra of this package, in a wheel a language."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

from msgspec import Struct

CHUNK = 64
READS = 200
"""How often, on average, a grammar may come back to a chunk of the code: some begin again at every sign."""
_BRACKETS = {"(": ")", "[": "]", "{": "}"}


class Tree(Struct, frozen=True, gc=False):
    """What matters of a parse."""

    whole: bool
    """Everything in the code has its place in the grammar."""
    missing: str = ""
    """The one closing bracket that is not there, where nothing else is wrong."""
    at: int = 0
    """Offset in UTF-8 of where it should stand."""
    errors: int = 0
    """Places that are not as the grammar has them."""


@cache
def parser(module: str, function: str) -> Callable[[str], Tree | None] | None:
    """Parses code, or gives up on what takes too long; None when the grammar is not installed."""
    try:
        from tree_sitter import Language, Parser

        language = Language(getattr(import_module(module), function)())
    except ImportError:
        return None
    return lambda code: _parse(Parser(language), code.encode("utf-8", "replace"))


def _parse(engine: Any, code: bytes) -> Tree | None:
    left = READS * (len(code) // CHUNK + 1)

    def read(at: int, _: object) -> bytes:
        nonlocal left
        left -= at < len(code)
        return code[at : at + CHUNK] if left > 0 else b""

    tree = engine.parse(read)
    if left <= 0 or tree is None:
        return None
    return _judge(tree.root_node, code)


def _judge(root: Any, code: bytes) -> Tree:
    if not root.has_error:
        return Tree(True)
    wrong = list(_wrong(root))
    if len(wrong) != 1 or not wrong[0].is_missing or wrong[0].type not in (")", "]"):
        return Tree(False, errors=len(wrong))
    bracket, at = wrong[0].type, wrong[0].start_byte
    opened = [node.type for node in _leaves(root) if node.type in _BRACKETS or node.type in _BRACKETS.values()]
    unmatched = sum(_BRACKETS.get(kind) == bracket for kind in opened) - opened.count(bracket)
    is_inside = bool(code[at:].strip())
    is_known = unmatched == 0 and is_inside
    return Tree(False, bracket, at, 1) if is_known else Tree(False, errors=1)


def _wrong(root: Any) -> Iterator[Any]:
    left = [root]
    while left:
        node = left.pop()
        if node.is_error or node.is_missing:
            yield node
        if node.has_error:
            left.extend(node.children)


def _leaves(root: Any) -> Iterator[Any]:
    left = [root]
    while left:
        node = left.pop()
        if node.child_count:
            left.extend(node.children)
        else:
            yield node
