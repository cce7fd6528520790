"""Parsers as voters: what rules take for a language must be valid in it."""

import ast
import json
import re
import tomllib
from collections.abc import Callable
from configparser import ConfigParser, Error

LONGEST = 200_000
"""Characters beyond which nothing is parsed for a guess."""


def parses(language: str, code: str) -> bool:
    """Whether the code is valid in the language; False for a language of which we have no parser."""
    parser = _PARSERS.get(language)
    if parser is None or len(code) > LONGEST:
        return False
    try:
        parser(code)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return False
    return True


def states(code: str) -> bool:
    """Whether it is Python that does something: a value alone may as well be an output, and words a sentence.

    A method that is called does something: hardly any value is shown so.
    """
    if len(code) > LONGEST:
        return False
    try:
        return any(map(_does_something, ast.parse(code).body))
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return False


_WORDS = re.compile(r"\"\"\".*?\"\"\"|'''.*?'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|#[^\n]*", re.DOTALL)
"""Strings and comments."""


def without_words(code: str) -> str:
    """Python without what its strings and comments hold, which may be of any language; nothing of any other code."""
    return _WORDS.sub("''", code) if parses("python", code) else ""


_QUERY = re.compile(
    r"(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH \w+ AS|CREATE (?:TABLE|VIEW|INDEX))\s"
    r"(?=.*?\s(?:FROM|VALUES|SET|AS|ON|\()\s?)",
    re.DOTALL,
)


def queries(code: str) -> bool:
    """Whether it is one statement of SQL: among examples of Python it stands for comparison, and not for a database."""
    statement = code.strip().removesuffix(";")
    return len(code) <= LONGEST and ";" not in statement and _QUERY.match(statement) is not None


def _does_something(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.Expr):
        return True
    return isinstance(statement.value, ast.Call) and isinstance(statement.value.func, ast.Attribute)


def refutes(language: str, code: str) -> bool:
    """Whether a parser knows better than marks: the code is surely not valid in the language."""
    if language == "ini":
        return len(code) <= LONGEST and not _is_ini(code)
    return language in PARSED and not parses(language, code)


def _is_ini(code: str) -> bool:
    try:
        ConfigParser(strict=False, interpolation=None).read_string(f"[section]\n{code}")
    except Error:
        return False
    return True


_PROMPT = re.compile(r"^>>> ", re.MULTILINE)


def _parse_python(code: str) -> None:
    """What stands above a prompt's transcript is code of its own."""
    prompt = _PROMPT.search(code)
    ast.parse(code[: prompt.start()] if prompt else code)


_PARSERS: dict[str, Callable[[str], object]] = {"json": json.loads, "python": _parse_python, "toml": tomllib.loads}
PARSED = frozenset(_PARSERS)
"""Languages that a parser can speak for."""
