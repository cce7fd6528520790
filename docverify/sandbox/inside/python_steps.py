"""One step of a Python example: its code with the line numbers of its page, and what it is worth."""

from __future__ import annotations

import builtins
import os
import sys
import types

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any

# What follows keeps working when an example replaces builtins: it uses a copy taken here.
__builtins__ = dict(vars(builtins))  # type: ignore[assignment]  # the interpreter takes either

LONGEST_VALUE = 1 << 14
ALLOW_TOP_LEVEL_AWAIT = 0x2000
CO_COROUTINE = 0x80
FUTURE_FLAGS = 0x1FF0000
LINES = 1
"""`_IOLBF`: each line is written as it ends."""
SUPPLY = ("python_documented.py", "python_supply.py")
"""The program that a step of the mode `supply` stands for, as text: what it defines is then there for no example."""


def compiled(step: dict[str, Any], file: str, flags: int) -> types.CodeType:
    """The step's code with the line numbers of its page. A script may await at its top level."""
    kind = "single" if step["mode"] in ("single", "assigned", "raises") else "exec"
    source = (supplying(step["code"]) if step["mode"] == "supply" else step["code"]) + "\n"
    try:
        code = compile(source, file, kind, flags, dont_inherit=True)
    except SyntaxError as error:
        try:
            code = compile(source, file, kind, flags | ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
        except SyntaxError:
            if error.lineno is not None:
                error.lineno += step["line"] - 1
            raise error from None
    return moved(code, step["line"] - 1)


def supplying(given: str) -> str:
    """A program with names of its own, of which none is left behind in those of the page."""
    folder = os.path.dirname(__file__)
    texts = []
    for part in SUPPLY:
        with open(os.path.join(folder, part), encoding="utf-8") as file:
            texts.append(file.read())
    parts = ", ".join(f"exec({text!r}, own)" for text in texts)
    return f"(lambda own: ({parts}, own['supply'](*own['json'].loads({given!r}), globals())))({{'__name__': 'supply'}})"


def moved(code: types.CodeType, by: int) -> types.CodeType:
    """The same code, `by` lines further down."""
    constants = tuple(moved(part, by) if isinstance(part, types.CodeType) else part for part in code.co_consts)
    return code.replace(co_firstlineno=code.co_firstlineno + by, co_consts=constants)


def evaluate(code: types.CodeType, step: dict[str, Any], namespace: dict[str, Any]) -> dict[str, Any]:
    """Runs it; where the step's mode asks for that, also what the expression, or the assigned name, is worth then."""
    if step["mode"] == "value":
        return valued(step, code, namespace)
    result = eval(code, namespace)
    if code.co_flags & CO_COROUTINE:
        import asyncio

        asyncio.run(result)
    return assigned(step, namespace) if step["mode"] == "assigned" else {}


def valued(step: dict[str, Any], code: types.CodeType, namespace: dict[str, Any]) -> dict[str, Any]:
    import ast

    statement = ast.parse(step["code"]).body[-1]
    if isinstance(statement, ast.Expr):
        whole = compile(ast.Expression(statement.value), code.co_filename, "eval", dont_inherit=True)
        return shown(eval(moved(whole, step["line"] - 1), namespace))
    eval(code, namespace)
    return shown(worth(statement, namespace))


def assigned(step: dict[str, Any], namespace: dict[str, Any]) -> dict[str, Any]:
    """What the name is worth; nothing where that cannot be shown, since a prompt shows it to nobody."""
    import ast

    try:
        return shown(worth(ast.parse(step["code"]).body[-1], namespace))
    except Exception:
        return {}


def worth(statement: Any, namespace: dict[str, Any]) -> object:
    import ast

    target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
    return namespace.get(target.id) if isinstance(target, ast.Name) else None


def shown(value: object) -> dict[str, Any]:
    if value is None:
        return {}
    try:
        shown, text = repr(value)[:LONGEST_VALUE], str(value)[:LONGEST_VALUE]
    except Exception:  # the page asks for the value, and not for how it is written
        return {}
    return {"value": shown} if text == shown else {"value": shown, "text": text}


def show_lines_of_c() -> None:
    """What C prints is to stand among what Python prints, as on a terminal: it would wait for the end in its buffer."""
    if "ctypes" not in sys.modules:  # what has no wall need not be told either: nothing runs there
        return
    try:
        import ctypes

        library = ctypes.CDLL(None)
        library.setvbuf(ctypes.c_void_p.in_dll(library, "stdout"), None, LINES, 0)
    except Exception:  # without such a library there is no such output
        pass
