"""Whether the order of a set may bear on what Python code prints: dicts keep the order in which they were filled."""

import ast
import sys
from collections.abc import Iterator

from docverify.languages.python_code.syntax import UNREADABLE

_WORDS = frozenset({"set", "frozenset", "hash", "__hash__", "id", "eval", "exec", "vars", "WeakSet"})
_VIEWS = frozenset({"keys", "items"})
_SETS = frozenset({"asyncio", "concurrent", "gc", "selectors", "weakref"})
"""Modules of the standard library whose functions give sets."""
_PLAIN = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult, ast.LShift, ast.RShift)
"""Operators that two views of dicts do not have, but for the minus sign."""


def may_vary(code: str) -> bool:
    """True when it makes sets, asks for hashes, or runs code that is not Python's own: that may do so anywhere."""
    try:
        module = ast.parse(code)
    except UNREADABLE:
        return True
    return any(_rests_on_hashes(node) for node in ast.walk(module))


def _rests_on_hashes(node: ast.AST) -> bool:
    if isinstance(node, ast.Set | ast.SetComp):
        return True
    if isinstance(node, ast.BinOp):
        return not isinstance(node.op, _PLAIN) or (isinstance(node.op, ast.Sub) and _is_view(node.left))
    if isinstance(node, ast.Import | ast.ImportFrom):
        return any(name not in sys.stdlib_module_names or name in _SETS for name in _imported(node))
    return not _WORDS.isdisjoint(_named(node))


def _is_view(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _VIEWS


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom):
        yield "" if node.level else (node.module or "").split(".")[0]
    else:
        yield from (alias.name.split(".")[0] for alias in node.names)


def _named(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.FunctionDef):
        yield node.name
