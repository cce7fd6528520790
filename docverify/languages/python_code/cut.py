"""Values of which a page writes the beginning, or nothing, and then an ellipsis: `"k": "MII..."`, `'{"k": 1, ...}'`."""

import ast
import re
from collections.abc import Collection, Iterator

from docverify.languages.python_code.syntax import compiles, tree
from docverify.model import Example

LONGEST = 20_000
"""Characters of a text that is looked through."""
_CUT = re.compile(
    r"(?:[^.…]{0,200}\s(?=\S{0,200}\d)(?=\S{0,200}[A-Z]))?(?![A-Z]?[a-z]+(?:\.{3}|…))\S{0,2000}?(?:\.{3}|…)"
)
"""No word that is said with dots behind it, as `Loading...` is; behind other words none without digits and capitals."""
_INSIDE = re.compile(r"[\[{(,:]\s{0,20}(?:\.{3,9}|…)\s{0,20}[\])},]")
"""In the place of members of what a text holds, as of JSON."""


def cut_value(example: Example, line: int) -> str:
    """The first such value in the innermost statement at the page's line, or in what that uses; empty for none."""
    return next((text for text in texts_at(example, line) if _is_cut(text)), "")


def texts_at(example: Example, line: int) -> list[str]:
    """The texts in the innermost statement at the page's line, and in those that make what it uses."""
    statements = list(_statements(example))
    around = [one for one, first in statements if _is_at(one, line - first + 1)]
    if not around:
        return []
    failing = around[-1]
    used = {node.id for node in ast.walk(failing) if isinstance(node, ast.Name)}
    return [*_texts(failing), *texts_behind(used, example)]


def texts_of(example: Example, line: int) -> list[str]:
    """The texts in the statement at the page's line that has no other in it."""
    found = (one for one, first in _statements(example) if not hasattr(one, "body") and _is_at(one, line - first + 1))
    return [text for one in found for text in _texts(one)]


def _is_at(statement: ast.stmt, line: int) -> bool:
    return statement.lineno <= line <= (statement.end_lineno or statement.lineno)


def texts_behind(names: Collection[str], example: Example) -> list[str]:
    """The texts in the statements of the example that give one of the names its value."""
    makers = (one for one, _ in _statements(example) if isinstance(one, ast.Assign))
    return [text for one in makers if not set(names).isdisjoint(_targets(one)) for text in _texts(one)]


def _is_cut(text: str) -> bool:
    return bool(_CUT.fullmatch(text) or _INSIDE.search(text[:LONGEST]))


def _statements(example: Example) -> Iterator[tuple[ast.stmt, int]]:
    """With the page's line at which their code begins; those inside of another come after it."""
    for step in example.steps:
        if compiles(step.code):
            yield from ((node, step.line) for node in ast.walk(tree(step.code)) if isinstance(node, ast.stmt))


def _targets(statement: ast.Assign) -> Iterator[str]:
    return (one.id for one in statement.targets if isinstance(one, ast.Name))


def _texts(statement: ast.stmt) -> Iterator[str]:
    """Those of bytes as well."""
    for node in ast.walk(statement):
        value = node.value if isinstance(node, ast.Constant) else None
        if isinstance(value, str | bytes):
            yield value if isinstance(value, str) else value.decode("utf-8", "replace")
