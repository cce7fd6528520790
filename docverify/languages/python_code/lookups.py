"""What an example that could not run takes from modules that are installed: each name is looked up where it is."""

import ast
import re
import sys
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from docverify.languages.python_code.forgotten import first_line, forgotten_part
from docverify.languages.python_code.intents import means_error
from docverify.languages.python_code.lacks import MOVES_PATH
from docverify.languages.python_code.syntax import compiles, expression, tree
from docverify.model import Example, Step
from docverify.ports import Opinion

_TOLD = {
    "import": ("ImportError", "cannot import name '{name}' from '{module}', as it is installed"),
    "attribute": ("AttributeError", "'{name}' is no part of '{module}', as it is installed"),
    "forgotten": ("NameError", "`{name}` of '{module}' is used and never imported"),
}
"""By way, the error that it ends in and what is said of it."""
MOST_LOOKUPS = 200
"""Names of one example that are looked up."""
_PAST = re.compile(
    r"\b(?:old|before|previous|deprecat|remov|migrat|upgrad|legacy|no longer|instead|renam|chang|wrong|fail|error"
    r"|only)",
    re.IGNORECASE,
)
"""Words by which a page speaks of what is not there, above the block or in its heading."""
_ASKS = re.compile(r"version|hasattr|TYPE_CHECKING|platform")
"""What code asks before it takes what may not be there."""
_PROGRAM = """\
def _lookup(asked):
    import importlib, importlib.util, re, types

    def is_told(module, name):
        # What a module speaks of may be there under a condition.
        try:
            with open(module.__file__, encoding="utf-8", errors="replace") as file:
                text = file.read()
        except (AttributeError, TypeError, OSError):
            return True
        return re.search(rf"\\b{name}\\b|\\b__getattr__\\b|import \\*", text) is not None

    def lacks(module, name):
        if hasattr(module, name) or is_told(module, name):
            return False
        path = getattr(module, "__path__", None)
        return path is None or importlib.util.find_spec(f"{module.__name__}.{name}") is None

    def missing(name, parts):
        value = importlib.import_module(name)
        for part in parts:
            if not isinstance(value, types.ModuleType):
                break
            if lacks(value, part):
                return [value.__name__, part]
            value = getattr(value, part)

    found = []
    for name, parts, line, way in asked:
        try:
            told = missing(name, parts)
            if way == "forgotten":
                told = [name, *parts] if hasattr(importlib.import_module(name), *parts) else None
        except BaseException:
            continue
        found += [[*told, line, way]] if told else []
    return found

"""


class Lookup(Struct, frozen=True, array_like=True):
    """A module, and what is taken from it one after the other."""

    module: str
    parts: tuple[str, ...]
    line: int
    """1-based, on the page."""
    way: str
    """`import` or `attribute`; `forgotten` for what may be there and was not imported."""


def question(example: Example) -> Step | None:
    """None when nothing is taken from a module of others."""
    if _PAST.search(" ".join((example.block.lead, *example.block.heading))) or MOVES_PATH.search(example.block.code):
        return None
    lookups = (*_forgotten(example), *_lookups(example))
    asked = [(one.module, list(one.parts), one.line, one.way) for one in lookups][:MOST_LOOKUPS]
    code = f"(exec({_PROGRAM!r}, scope := {{}}), scope['_lookup']({asked!r}))[1]"
    return Step(code, example.block.line, "value") if asked else None


def opinion(example: Example, said: str, page: Sequence[Example]) -> Opinion | None:
    """None when all is there: that an example holds is not known by that."""
    read = expression(said)
    for module, name, line, way in ast.literal_eval(read) if read else ():
        kind, told = _TOLD[way]
        is_understood = way == "forgotten" and forgotten_part(example, page)[0] != name
        if not is_understood and not means_error(example, line, kind):
            problem = f"{kind}: {told.format(name=name, module=module)} (line {line})"
            return Opinion(problem, line, problem)
    return None


def _forgotten(example: Example) -> Iterator[Lookup]:
    """The page is asked when something was found."""
    name, modules = forgotten_part(example, [example])
    for module in sorted(modules):
        yield Lookup(module, (name,), first_line(example, name), "forgotten")


def _lookups(example: Example) -> Iterator[Lookup]:
    for step in example.steps:
        if compiles(step.code):
            body = tree(step.code).body
            modules = {name: module for node in _plain(body) for name, module in _imported(node)}
            rebound = _rebound(body)
            for node in _plain(body):
                yield from _taken(node, {name: modules[name] for name in modules if name not in rebound}, step.line - 1)


def _plain(body: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """All nodes, but for those below a `try`, or below a question whether something is there."""
    for node in body:
        if isinstance(node, ast.Try) or (isinstance(node, ast.If) and _ASKS.search(ast.unparse(node.test))):
            continue
        yield node
        yield from _plain(list(ast.iter_child_nodes(node)))


def _imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Names that stand for modules, with those."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            top = alias.name.partition(".")[0]
            if top not in sys.stdlib_module_names:
                yield (alias.asname, alias.name) if alias.asname else (top, top)


def _rebound(body: Sequence[ast.AST]) -> Collection[str]:
    """Names that are something else too, or that are given parts."""
    found = set()
    for node in (node for one in body for node in ast.walk(one)):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            found |= {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    return found


def _taken(node: ast.AST, modules: dict[str, str], before: int) -> Iterator[Lookup]:
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        if node.module.partition(".")[0] not in sys.stdlib_module_names:
            for alias in node.names:
                yield Lookup(node.module, (alias.name,), before + node.lineno, "import")
    elif isinstance(node, ast.Attribute):
        parts, value = [node.attr], node.value
        while isinstance(value, ast.Attribute):
            parts, value = [value.attr, *parts], value.value
        if isinstance(value, ast.Name) and value.id in modules:
            yield Lookup(modules[value.id], tuple(parts), before + node.lineno, "attribute")
