"""The docstrings of a module, each line with the line of the file that it stands on."""

import ast
import re
import warnings
from collections.abc import Iterator, Sequence

from msgspec import Struct

_OPENING = re.compile(r"([rRuU]?)(\"\"\"|'''|[\"'])")
_STEP = re.compile(r"\\(?P<escape>\n|n|x0[aA]|u000[aA]|0?12(?![0-7])|.)|\n", re.DOTALL)
_UNSEEN = {"\a": "a", "\b": "b", "\v": "v", "\f": "f", "\r": "r", "\0": "0"}
"""Signs that nobody can see, with how they are escaped."""
_DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


class Docstring(Struct, frozen=True):
    """The docstring of a module, class or function."""

    name: str
    """Qualified name in the module; empty for the module itself."""
    lines: Sequence[str]
    """Of its value, which is what a reader of the docstring sees.

    Or as it is written, where its `\\frac` or `\\r` is a sign that nobody can see: it should have been raw.
    """
    numbers: Sequence[int]
    """The 1-based line of the file that each begins on.

    Where the text is put together from several literals it is the first line of all for each.
    """


class Unreadable(Exception):
    """The text is no Python."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(what)
        self.what = what
        self.line = line


class Written(Struct, frozen=True):
    """How a docstring is written."""

    line: int
    end_line: int
    quotes: str
    raw: bool


def docstrings(text: str) -> Iterator[Docstring]:
    """Those of the module and of what it and its classes define, in page order; raises Unreadable."""
    lines = text.split("\n")
    for name, literal in _literals(text):
        value = str(literal.value)
        body, opening = _body(lines, literal) if not _UNSEEN.keys().isdisjoint(value) else ("", "")
        if opening and any(sign in value and f"\\{letter}" in body for sign, letter in _UNSEEN.items()):
            shown = body.split("\n")
            yield Docstring(name, shown, range(literal.lineno, literal.lineno + len(shown)))
        else:
            yield Docstring(name, value.split("\n"), _numbers(lines, literal, value.count("\n") + 1))


def written(text: str) -> Iterator[Written]:
    """How they are written; raises Unreadable."""
    lines = text.split("\n")
    for _, literal in _literals(text):
        opening = _OPENING.match(_source(lines, literal))
        if opening:
            end = literal.end_lineno or literal.lineno
            yield Written(literal.lineno, end, opening[2], opening[1] in ("r", "R"))


def _literals(text: str) -> Iterator[tuple[str, ast.Constant]]:
    """Each with the qualified name of what it documents."""
    stack: list[tuple[ast.AST, str]] = [(_parse(text), "")]
    while stack:
        node, name = stack.pop()
        literal = _literal(node)
        if literal is not None:
            yield name, literal
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for child in reversed(list(ast.iter_child_nodes(node))):
            if isinstance(child, _DEFINITIONS):
                stack.append((child, f"{name}.{child.name}" if name else child.name))
            elif isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
                stack.append((child, name))


def _parse(text: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the compiler thinks of an escape says nothing of the page
            return ast.parse(text)
    except SyntaxError as error:
        raise Unreadable(error.msg, error.lineno or 1) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise Unreadable("its source cannot be parsed", 1) from error


def _literal(node: ast.AST) -> ast.Constant | None:
    if not isinstance(node, (ast.Module, *_DEFINITIONS)) or not node.body:
        return None
    first = node.body[0]
    value = first.value if isinstance(first, ast.Expr) else None
    return value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None


def _numbers(lines: Sequence[str], literal: ast.Constant, count: int) -> list[int]:
    """The line of the file for each of the value's lines."""
    body, opening = _body(lines, literal)
    found = list(_walk(body, literal.lineno, raw=opening[:1] in ("r", "R"))) if opening else []
    return found if len(found) == count else [literal.lineno] * count


def _body(lines: Sequence[str], literal: ast.Constant) -> tuple[str, str]:
    """What stands between the quotes of one literal, and what opens it; its value and nothing where it is several."""
    source = _source(lines, literal)
    opening = _OPENING.match(source)
    if opening and source.endswith(opening[2]):
        body = source[opening.end() : len(source) - len(opening[2])]
        if not _goes_on(body, opening[2]):
            return body, opening[0]
    return str(literal.value), ""


def _walk(body: str, line: int, *, raw: bool) -> Iterator[int]:
    """Lines of the file on which lines of the value begin."""
    yield line
    for step in _STEP.finditer(body):
        escape = step["escape"]
        line += step[0].endswith("\n")
        if escape is None or (escape == "\n" and raw) or (not raw and escape not in ("\n",) and _is_line_end(escape)):
            yield line


def _is_line_end(escape: str) -> bool:
    return escape == "n" or len(escape) > 1


def _goes_on(body: str, quotes: str) -> bool:
    """Whether the literal ends before the text does, and another one begins."""
    return quotes in re.sub(r"\\.", "", body, flags=re.DOTALL)


def _source(lines: Sequence[str], literal: ast.Constant) -> str:
    """The literal as it is written; columns count bytes."""
    last = (literal.end_lineno or literal.lineno) - 1
    first = literal.lineno - 1
    tail = lines[last].encode()[: literal.end_col_offset]
    if first == last:
        return tail[literal.col_offset :].decode(errors="replace")
    head = lines[first].encode()[literal.col_offset :]
    return "\n".join([head.decode(errors="replace"), *lines[first + 1 : last], tail.decode(errors="replace")])
