"""Imports that a package tries, and does without where they fail: what it lacks then explains an error of its own."""

from __future__ import annotations

import builtins
import sys

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator
    from types import ModuleType

# What follows keeps working when an example replaces builtins: it uses a copy taken here.
__builtins__ = dict(vars(builtins))  # type: ignore[assignment]  # the interpreter takes either

MOST = 20
"""Imports of one module that are tried again."""
LONGEST_SOURCE = 1 << 20
_OF_NONE = ("NoneType", "isinstance() arg 2", "issubclass() arg 2", "is not defined")
"""What errors say where something stands for a name that could not be imported."""


def failed_imports(error: BaseException) -> list[str]:
    """The errors of the imports that the package did without; none where the error tells of something else.

    Of a name that a module does not have, those that would bring it; of one that it has nothing for, all of them.
    """
    name, module = _lacking(error)
    if module is None:
        return []
    found = (_failure(one, module) for one in _tried(module, name) if _is_absent(one, module))
    return [one for one in dict.fromkeys(found) if one]


def _lacking(error: BaseException) -> tuple[str, ModuleType | None]:
    """The name that is lacking, empty where it is not known, and the module that lacks it."""
    said = str(error)[:2000]
    if isinstance(error, ImportError):
        name = said.partition("cannot import name '")[2].partition("'")[0]
        return (name, sys.modules.get(error.name or "")) if name else ("", None)
    if isinstance(error, AttributeError) and isinstance(error.obj, type(sys)):
        return error.name or "", error.obj
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None or not any(one in said for one in _OF_NONE):
        return "", None
    return "", sys.modules.get(str(trace.tb_frame.f_globals.get("__name__", "")))


def _tried(module: ModuleType, name: str) -> Iterator[ast.Import | ast.ImportFrom]:
    """The imports below `try` at the module's top, of this name or, without one, of any."""
    import ast

    path = str(getattr(module, "__file__", None) or "")
    if not path.endswith(".py"):
        return
    with open(path, encoding="utf-8", errors="replace") as file:
        source = file.read(LONGEST_SOURCE)
    count = 0
    for statement in ast.parse(source).body:
        for one in statement.body if isinstance(statement, ast.Try) else ():
            if isinstance(one, (ast.Import, ast.ImportFrom)) and (not name or name in _bound(one)) and count < MOST:
                count += 1
                yield one


def _bound(statement: ast.Import | ast.ImportFrom) -> set[str]:
    return {alias.asname or alias.name.partition(".")[0] for alias in statement.names}


def _is_absent(statement: ast.Import | ast.ImportFrom, module: ModuleType) -> bool:
    """Nothing stands in for some of what it would bring."""
    return any(vars(module).get(name) is None for name in _bound(statement))


def _failure(statement: ast.Import | ast.ImportFrom, module: ModuleType) -> str:
    """What its package says of a package that is not there; empty where the import does not fail for that."""
    import importlib

    level = getattr(statement, "level", 0) or 0
    target = "." * level + (getattr(statement, "module", "") or ("" if level else statement.names[0].name))
    try:
        importlib.import_module(target, module.__package__)
    except ModuleNotFoundError as error:
        return f"ModuleNotFoundError: {error}"[:2000] if error.name and "." not in error.name else ""
    except BaseException:
        return ""
    return ""
