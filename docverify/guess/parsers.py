"""Parsers as voters: what rules take for a language must be valid in it."""

import ast
import json
import tomllib
from collections.abc import Callable

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


_PARSERS: dict[str, Callable[[str], object]] = {"json": json.loads, "python": ast.parse, "toml": tomllib.loads}
PARSED = frozenset(_PARSERS)
"""Languages that a parser can speak for."""
