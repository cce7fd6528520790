"""Names that a page gives to several things: which of them a later example means is not for us to say."""

import ast
import re
from collections.abc import Sequence

from docverify.languages.python_code.intents import imports, line_of
from docverify.languages.python_code.names import names
from docverify.languages.python_code.syntax import compiles, tree
from docverify.model import Example, Shown
from docverify.order import above

Reason = tuple[str, str] | None

_STAR = re.compile(r"^[ \t]*(?:>>> )?from [\w.]+ import \*", re.MULTILINE)
MANY = 3
"""Examples that each make an object of one name: which of them a later one means is not for us to say."""


def rebound(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """The error names what the page defines more than once above: the last one need not be the one that is meant."""
    named = set(re.findall(r"\b[A-Z]\w+", shown.message)) & example.needs
    used = _sources(example, set(re.findall(r"[a-z_]\w*", line_of(example, shown.line)))) & example.needs
    earlier = above(example, page)
    for name in sorted(named | used):
        makers = [one for one in earlier if name in one.defines and not imports(one, name)]
        if len({one.block.code for one in makers}) >= (2 if name in named else MANY):
            return "fragment", f"its `{name}` may not be the one that `{makers[-1].id}` defines"
    return _taken_over(example, shown, earlier)


def _sources(example: Example, used: set[str]) -> set[str]:
    """The names, and those of objects from which the example makes what it then uses by them."""
    body = [one for step in example.steps if compiles(step.code) for one in tree(step.code).body]
    for one in reversed(body):
        if isinstance(one, ast.Assign) and used & {node.id for target in one.targets for node in _names_in(target)}:
            used = used | {node.id for node in _names_in(one.value)}
    return used


def _names_in(node: ast.AST) -> list[ast.Name]:
    return [one for one in ast.walk(node) if isinstance(one, ast.Name) and not one.id[:1].isupper()]


def _taken_over(example: Example, shown: Shown, earlier: Sequence[Example]) -> Reason:
    """What is called may be what `from x import *` brought, of which an example took the name for an object."""
    if not any(_STAR.search(one.block.code) for one in earlier):
        return None
    called = re.findall(r"(?<![\w.])([A-Za-z_]\w*)\(", line_of(example, shown.line))
    for name in (one for one in called if one in example.needs):
        makers = [one for one in earlier if name in one.defines and not imports(one, name)]
        if makers and not any(re.search(rf"\b(?:def|class) {name}\b", one.block.code) for one in makers):
            return "fragment", f"its `{name}` may not be the one that `{makers[-1].id}` binds"
    return None


def taken_by_loop(example: Example, page: Sequence[Example]) -> Reason:
    """A name that the page made, and that a loop above took for its own: a reader may go on with what it was before."""
    for name in sorted(example.needs):
        makers = [one for one in above(example, page) if name in one.defines]
        if len(makers) > 1 and _loops(makers[-1], name):
            return "fragment", f"its `{name}` is what a loop in `{makers[-1].id}` left, and may not be meant"
    return None


def _loops(example: Example, name: str) -> bool:
    """True when a loop of its own, and nothing else, gives the name another value."""
    body = [one for step in example.steps if compiles(step.code) for one in tree(step.code).body]
    loops = [one for one in body if isinstance(one, ast.For | ast.AsyncFor)]
    targets = {node.id for one in loops for node in ast.walk(one.target) if isinstance(node, ast.Name)}
    others = names(ast.Module([one for one in body if one not in loops], []))[0]
    return name in targets and name not in others
