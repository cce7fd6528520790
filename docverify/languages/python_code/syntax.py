"""Parses Python code of pages with the grammar of the running interpreter; a page may await at its top level."""

import ast
import warnings
from functools import lru_cache

FILE = "<page>"
INCOMPLETE_INPUT = 0x4000 | 0x200
"""`codeop`'s flags, which it does not publish: tell input that may go on from input that is wrong, keep blocks open."""
CO_COROUTINE = 0x80
UNREADABLE = (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError)
"""What `compile` raises for text that is no code: a NUL byte and deep nesting among them."""

# What the compiler warns of in a page's code is not for our users; a filter for this file name is safe among threads.
warnings.filterwarnings("ignore", module=FILE + r"\Z")


KEPT = 64
"""Blocks of which is known what they are: a page's are read again once it is known what stands below them."""


@lru_cache(maxsize=KEPT)
def problem(code: str) -> SyntaxError | None:
    """What is wrong with the code; None when it is valid."""
    try:
        compile(code + "\n", FILE, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        return error
    except UNREADABLE as error:
        return SyntaxError(str(error), (FILE, 1, 1, ""))
    return None


def compiles(code: str) -> bool:
    return problem(code) is None


def awaits(code: str) -> bool:
    """True for code that awaits outside functions."""
    try:
        made = compile(code + "\n", FILE, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except UNREADABLE:
        return False
    return bool(made.co_flags & CO_COROUTINE)


@lru_cache(maxsize=KEPT)
def tree(code: str) -> ast.Module:
    """The tree of code that compiles; nobody changes it."""
    return ast.parse(code + "\n", FILE)


def incomplete(code: str) -> bool:
    """True when the code is the beginning of something valid."""
    flags = INCOMPLETE_INPUT | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    try:
        compile(code + "\n", FILE, "exec", flags, dont_inherit=True)
    except SyntaxError as error:
        return "incomplete input" in str(error)
    except UNREADABLE:
        return False
    return False


def expression(text: str) -> ast.expr | None:
    """The expression that the whole text is; None when it is not one."""
    try:
        return ast.parse(text.strip(), FILE, "eval").body
    except UNREADABLE:
        return None


def wrong_line(code: str, error: SyntaxError) -> str:
    """The line of the error."""
    lines = code.split("\n")
    number = min(max(error.lineno or 1, 1), len(lines))
    return lines[number - 1]


def first_line(code: str) -> str:
    """The first line that is neither blank nor a comment."""
    lines = (line for line in code.split("\n") if line.strip() and not line.lstrip().startswith("#"))
    return next(lines, "")
