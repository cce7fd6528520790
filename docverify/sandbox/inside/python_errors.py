"""How a Python example ended by an exception, in words and data."""

from __future__ import annotations

import builtins
import os

from docverify.sandbox.inside import optional_imports

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any

# What follows keeps working when an example replaces builtins: it uses a copy taken here.
__builtins__ = dict(vars(builtins))  # type: ignore[assignment]  # the interpreter takes either

LONGEST_VALUE = 1 << 14
MOST_FRAMES = 20  # of a traceback that would be longer: what matters most of it are its beginning and its last line


def at_last_statement(steps: list[Any], error: BaseException, file: str) -> bool:
    import ast

    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename != file:
        trace = trace.tb_next
    if trace is None:
        return False
    for step in reversed(steps):
        body = ast.parse(step["code"]).body
        if body:
            return bool(body[-1].lineno + step["line"] - 1 <= trace.tb_lineno)
    return False


def describe(error: BaseException, file: str) -> dict[str, Any]:
    """What a reader's terminal would show of the exception, and what judges need of it."""
    kind = type(error)
    prefix = "" if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}."
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename != file:
        trace = trace.tb_next
    frames: list[str] = []
    line = getattr(error, "lineno", 0) if isinstance(error, SyntaxError) and trace is None else 0
    walk = trace
    while walk is not None and len(frames) < 100:
        frames.append(str(walk.tb_frame.f_globals.get("__name__", "")))
        line = walk.tb_lineno if walk.tb_frame.f_code.co_filename == file else line
        walk = walk.tb_next
    return {
        "type": prefix + kind.__qualname__,
        "message": text_of(error),
        "line": line or 0,
        "name": missing_name(error),
        "bases": [base.__name__ for base in kind.__mro__[1:-1]][:20],
        "traceback": told(error, trace),
        "frames": frames,
        "causes": [*causes_of(error), *wanted_by_package(error)],
    }


def told(error: BaseException, trace: Any) -> str:
    import traceback

    whole = "".join(traceback.format_exception(type(error), error, trace))
    if len(whole) > LONGEST_VALUE:
        whole = "".join(traceback.format_exception(type(error), error, trace, limit=MOST_FRAMES))
    return whole[:LONGEST_VALUE]


def text_of(error: BaseException) -> str:
    try:
        return str(error)[:LONGEST_VALUE]
    except BaseException:
        return "<the exception's own text could not be made>"


def missing_name(error: BaseException) -> str:
    for attribute in ("name", "filename"):
        value = getattr(error, attribute, None)
        if isinstance(value, (str, bytes, os.PathLike)) and value:
            return os.fsdecode(value)[:1000]
    return ""


def causes_of(error: BaseException) -> list[Any]:
    causes: list[str] = []
    cause = error.__cause__ or error.__context__
    while cause is not None and len(causes) < 10:
        causes.append(f"{type(cause).__name__}: {text_of(cause)[:2000]}")
        cause = cause.__cause__ or cause.__context__
    return causes


def wanted_by_package(error: BaseException) -> list[str]:
    """What a package lacks that it can do without, where that explains the error."""
    if not isinstance(error, (ImportError, AttributeError, TypeError, NameError)):
        return []
    try:
        return optional_imports.failed_imports(error)
    except BaseException:  # what a package's own import does here is not for the example to answer for
        return []
