"""Names that an example surely forgets: an import among its own, `self` before a part of its class, the second of two
numbered ones."""

import ast
import sys
from collections.abc import Collection, Iterator, Sequence
from importlib import import_module
from itertools import pairwise

from docverify.languages.python_code.documented import DOCUMENTS
from docverify.languages.python_code.familiar import MEMBERS
from docverify.languages.python_code.intents import leaves_out
from docverify.languages.python_code.syntax import compiles, tree
from docverify.model import AT_PROMPT, Example, Shown

_MODULES = frozenset(
    (
        *("argparse", "asyncio", "base64", "collections", "contextlib", "csv", "datetime", "functools", "hashlib"),
        *("inspect", "io", "itertools", "json", "logging", "math", "os", "pathlib", "pickle", "random", "re", "shutil"),
        *("subprocess", "sys", "tempfile", "textwrap", "threading", "time", "traceback", "typing", "uuid", "warnings"),
    )
)
"""Modules that everybody knows by their names, and that do nothing when they are imported."""
_WRITTEN_OUT = (ast.Constant, ast.Dict, ast.List, ast.Set, ast.Tuple, ast.UnaryOp, ast.unaryop, ast.expr_context)
"""What a value consists of that names nothing."""


def forgets(example: Example, shown: Shown, page: Sequence[Example]) -> bool:
    """True for a name that is the example's own to define or to import, and not the reader's."""
    if shown.name in forgotten_imports(example, page):
        return True
    if any(shown.name in one.defines or shown.name in one.needs for one in _others(example, page)):
        return False
    return _forgets_part(example, shown) or _forgets_number(example, shown.name)


def _forgets_part(example: Example, shown: Shown) -> bool:
    """True where the class that is being made extends itself, or has something of that name as a part of its own."""
    return any(
        _extends(one, shown.name) or (_in_method(one, line) and _has_part(one, shown.name))
        for one, line in _classes_at(example, shown.line)
    )


def _forgets_number(example: Example, name: str) -> bool:
    """True for a numbered name, `t2`, where another of its kind, `t1`, is given two values one right after the other:
    the second one is meant for it."""
    body = (one for step in example.steps if compiles(step.code) for one in tree(step.code).body)
    given = pairwise(map(_given, body))
    return any(first == second != name and _is_of_kind(first, name) for first, second in given)


def _is_of_kind(name: str, other: str) -> bool:
    """Two names that differ in their last digit."""
    return name[:-1] == other[:-1] and name[-1:].isdigit() and other[-1:].isdigit()


def _given(statement: ast.stmt) -> str:
    """The name to which a statement gives a value that it writes out; another statement's is a space."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return name if all(isinstance(one, _WRITTEN_OUT) for one in ast.walk(value)) else " "
    return " "


def forgotten_imports(example: Example, page: Sequence[Example]) -> frozenset[str]:
    """The names without which an example that begins with its imports is not whole, though it needs nothing else.

    Each belongs to a module of the standard library that it imports other names of, or, in a script, is such a module.
    """
    needed, body = _lacking(example, page)
    if not needed:
        return frozenset()
    modules, uses = _modules(body), _Uses(body)
    at_prompt = any(step.mode in AT_PROMPT for step in example.steps)
    for name in needed:
        if not any(uses.is_member(name, one) for one in modules) and (at_prompt or not uses.is_module(name)):
            return frozenset()
    return needed


def forgotten_part(example: Example, page: Sequence[Example]) -> tuple[str, frozenset[str]]:
    """The one name that an example lacks which begins with its imports, and the modules that may have it: those of
    others that it imports something else of. An empty name where there is no such thing, and on a page whose other
    examples lean on what is elsewhere: a tutorial goes on with what its pages before this one imported."""
    needed, body = _lacking(example, page)
    modules = frozenset(one for one in _modules(body) if one.partition(".")[0] not in sys.stdlib_module_names)
    name = min(needed) if len(needed) == 1 and modules else ""
    if not name or not _Uses(body).is_made(name):
        return "", frozenset()
    known = _known(example, page)
    leans = any(one.needs - known for one in _others(example, page))
    return ("", frozenset()) if leans else (name, modules)


def _lacking(example: Example, page: Sequence[Example]) -> tuple[frozenset[str], Sequence[ast.stmt]]:
    """What an example lacks that begins with its imports and leaves nothing out, and its statements.

    Nothing where others on the page lack the same: then it is not forgotten, but understood. Nor where Sphinx tests
    it, whose configuration may import anything.
    """
    needed = example.needs - _known(example, page)
    attributes = example.block.attributes
    if not needed or DOCUMENTS in attributes or "doctest" in (example.block.language, attributes.get("directive")):
        return frozenset(), ()
    body = [one for step in example.steps if compiles(step.code) for one in tree(step.code).body]
    imports = [one for one in body if isinstance(one, ast.Import | ast.ImportFrom)]
    leaves = leaves_out("\n".join(step.code for step in example.steps))
    if leaves or _is_lazy(imports) or not _begins_with_imports(body):
        return frozenset(), ()
    if any(name in one.needs for one in _others(example, page) for name in needed):
        return frozenset(), ()
    return needed, body


def _modules(body: Sequence[ast.stmt]) -> Sequence[str]:
    """Those of which it imports names."""
    return [one.module for one in body if isinstance(one, ast.ImportFrom) and one.module and not one.level]


def disproof(example: Example, page: Sequence[Example]) -> tuple[str, str, int] | None:
    """What is wrong with code that nobody calls, and the page's line of it."""
    name = min(forgotten_imports(example, page), default="")
    if not name:
        return None
    return "NameError", f"NameError: `{name}` is used and never imported", first_line(example, name)


def first_line(example: Example, name: str) -> int:
    """The page's line on which the example first uses the name; it does."""
    nodes = ((node, step.line) for step in example.steps if compiles(step.code) for node in ast.walk(tree(step.code)))
    return min(node.lineno + first - 1 for node, first in nodes if isinstance(node, ast.Name) and node.id == name)


def _others(example: Example, page: Sequence[Example]) -> Iterator[Example]:
    return (one for one in page if one.id != example.id)


def _known(example: Example, page: Sequence[Example]) -> frozenset[str]:
    """What the page defines anywhere."""
    return frozenset().union(example.defines, *(one.defines for one in _others(example, page)))


def _begins_with_imports(body: Sequence[ast.stmt]) -> bool:
    """A docstring may stand before them."""
    head = next((one for one in body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))), None)
    return isinstance(head, ast.Import | ast.ImportFrom)


def _is_lazy(imports: Sequence[ast.Import | ast.ImportFrom]) -> bool:
    """True where annotations are never looked up, or where an import may bring any name."""
    return any(
        (isinstance(one, ast.ImportFrom) and one.module == "__future__") or any(each.name == "*" for each in one.names)
        for one in imports
    )


class _Uses:
    """How names are used: which are called or stand in annotations, which have parts, which stand alone."""

    def __init__(self, body: Sequence[ast.stmt]) -> None:
        self.called: set[str] = set()
        self.parts: dict[str, set[str]] = {}
        self.counts: dict[str, int] = {}
        for node in (node for one in body for node in ast.walk(one)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                self.called.add(node.func.id)
            elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
                self.called.update(one.id for one in node.decorator_list if isinstance(one, ast.Name))
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                self.parts.setdefault(node.value.id, set()).add(node.attr)
                self.counts[node.value.id] = self.counts.get(node.value.id, 0) - 1
            elif isinstance(node, ast.Name):
                self.counts[node.id] = self.counts.get(node.id, 0) + 1

    def is_module(self, name: str) -> bool:
        """Used for its parts alone, which are those of the module."""
        parts: Collection[str] = self.parts.get(name, ())
        if name not in _MODULES or not parts or self.counts[name]:
            return False
        module = import_module(name)
        return all(hasattr(module, part) for part in parts)

    def is_member(self, name: str, module: str) -> bool:
        return name in MEMBERS.get(module, ()) and self.is_made(name)

    def is_made(self, name: str) -> bool:
        """Used as a function, a class or a decorator is, and not as some object of the reader's."""
        return name in self.called or name[0].isupper()


def _classes_at(example: Example, line: int) -> Iterator[tuple[ast.ClassDef, int]]:
    """The classes that hold the page's line, with that line as they count."""
    for step in example.steps:
        own = line - step.line + 1
        if not compiles(step.code) or not 1 <= own <= step.code.count("\n") + 1:
            continue
        for node in ast.walk(tree(step.code)):
            if isinstance(node, ast.ClassDef) and node.lineno <= own <= (node.end_lineno or 0):
                yield node, own


def _extends(one: ast.ClassDef, name: str) -> bool:
    return one.name == name and any(isinstance(base, ast.Name) and base.id == name for base in one.bases)


def _in_method(one: ast.ClassDef, line: int) -> bool:
    methods = (node for node in one.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return any(node.lineno < line <= (node.end_lineno or 0) for node in methods)


def _has_part(one: ast.ClassDef, name: str) -> bool:
    """Some method of it speaks of `self.name`."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == name
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
        for node in ast.walk(one)
    )
