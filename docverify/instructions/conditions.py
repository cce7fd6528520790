"""Conditions under which an example runs: decided where that is safe and certain, before anything runs.

Examples run on Linux, in the interpreter that docverify itself runs in.
What else a condition may ask for (a package, a variable of the environment, an option of another tool) is not known.
"""

import ast
import operator
import re
import sys
from collections.abc import Callable
from typing import Any

LONGEST = 300

_UNKNOWN = object()
_NAMES: dict[str, Any] = {
    "sys.platform": "linux",
    "os.name": "posix",
    "sys.version_info": tuple(sys.version_info[:3]),
    "sys.version_info.major": sys.version_info[0],
    "sys.version_info.minor": sys.version_info[1],
    "sys.implementation.name": sys.implementation.name,
    "platform.system()": "Linux",
    "platform.python_implementation()": {"cpython": "CPython", "pypy": "PyPy"}.get(sys.implementation.name, _UNKNOWN),
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda one, many: one in many,
    ast.NotIn: lambda one, many: one not in many,
}
_UNREADABLE = (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError)
_CLAUSE = re.compile(r"\s*(>=|<=|==|!=|~=|>|<)?\s*(\d+(?:\.\d+)*)(\.\*)?\s*")
_SYSTEMS = {
    **dict.fromkeys(("linux", "posix", "unix", "gnu"), True),
    **dict.fromkeys(("darwin", "macos", "macosx", "apple", "ios", "win32", "windows", "nt", "msvc", "cygwin"), False),
    **dict.fromkeys(("android", "freebsd", "netbsd", "openbsd", "wasm", "wasm32", "java", "jython"), False),
    **dict.fromkeys(("ironpython", "py2"), False),
    "py3": True,
    "cpython": sys.implementation.name == "cpython",
    "pypy": sys.implementation.name == "pypy",
}


def decide(text: str) -> bool | None:
    """Whether a condition in Python holds; None when that is not certain. Nothing of it is executed.

    What follows a comma (`reason="…"`) is no part of it.
    """
    try:
        call = ast.parse(f"f({text[:LONGEST]})", mode="eval").body
        if not isinstance(call, ast.Call) or not call.args:
            return None
        value = _value(call.args[0])
    except _UNREADABLE:
        return None
    if isinstance(value, str):  # a condition in quotes, as pytest takes it
        return None if value.startswith(("'", '"')) else decide(value)
    return None if value is _UNKNOWN else bool(value)


def allows(specifiers: str) -> bool | None:
    """Whether `>=3.8, !=3.9.*` allows the interpreter; None when it cannot be read."""
    clauses = [_CLAUSE.fullmatch(part) for part in specifiers.strip("\"'()[] ").split(",") if part.strip()]
    if not clauses or len(specifiers) > LONGEST:
        return None
    held = [_clause(match[1] or "==", match[2], bool(match[3])) if match else None for match in clauses]
    return None if None in held else all(held)


def runs_on(system: str) -> bool | None:
    """Whether examples run on a system or an interpreter of this name."""
    return _SYSTEMS.get(system.strip().lower())


def _clause(sign: str, version: str, prefix: bool) -> bool:
    wanted = tuple(int(part[:9]) for part in version.split("."))
    running = tuple(sys.version_info[:3])
    if prefix:
        return (running[: len(wanted)] == wanted) is (sign != "!=")
    if sign == "~=":
        return running >= wanted and running[: max(len(wanted) - 1, 1)] == wanted[:-1]
    exact = (*wanted, 0, 0, 0)[: max(len(wanted), 3)]
    signs = {">=": operator.ge, "<=": operator.le, "==": operator.eq, "!=": operator.ne, ">": operator.gt}
    return bool(signs.get(sign, operator.lt)(running, exact))


def _value(node: ast.expr) -> Any:
    """What an expression is worth, or that this is unknown."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Tuple | ast.List):
        values = [_value(one) for one in node.elts]
        return _UNKNOWN if any(value is _UNKNOWN for value in values) else tuple(values)
    if isinstance(node, ast.BoolOp):
        return _joined(node)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        value = _value(node.operand)
        return _UNKNOWN if value is _UNKNOWN else not value
    if isinstance(node, ast.Compare):
        return _compared(node)
    if isinstance(node, ast.Subscript):
        return _part(node)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "startswith":
        return _starts(node.func.value, node.args)
    return _NAMES.get(ast.unparse(node), _UNKNOWN)


def _joined(node: ast.BoolOp) -> Any:
    """`and` and `or` in three values: one that decides is enough."""
    values = [_value(one) for one in node.values]
    known = [bool(value) for value in values if value is not _UNKNOWN]
    decisive = isinstance(node.op, ast.Or)
    if decisive in known:
        return decisive
    return not decisive if len(known) == len(values) else _UNKNOWN


def _compared(node: ast.Compare) -> Any:
    compare = _COMPARISONS.get(type(node.ops[0]))
    one, other = _value(node.left), _value(node.comparators[0])
    if compare is None or len(node.ops) > 1 or one is _UNKNOWN or other is _UNKNOWN:
        return _UNKNOWN
    try:
        return compare(one, other)
    except TypeError:
        return _UNKNOWN


def _part(node: ast.Subscript) -> Any:
    """`sys.version_info[0]` and `[:2]`."""
    whole = _value(node.value)
    if not isinstance(whole, tuple):
        return _UNKNOWN
    if isinstance(node.slice, ast.Slice):
        end = _value(node.slice.upper) if node.slice.upper else len(whole)
        plain = node.slice.lower is None and node.slice.step is None and isinstance(end, int)
        return whole[:end] if plain else _UNKNOWN
    index = _value(node.slice)
    return whole[index] if isinstance(index, int) and 0 <= index < len(whole) else _UNKNOWN


def _starts(node: ast.expr, arguments: list[ast.expr]) -> Any:
    value, prefix = _value(node), _value(arguments[0]) if len(arguments) == 1 else _UNKNOWN
    return value.startswith(prefix) if isinstance(value, str) and isinstance(prefix, str) else _UNKNOWN
