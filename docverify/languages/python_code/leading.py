"""The imports that an example begins with."""

import ast
import sys
from collections.abc import Iterator, Sequence

from docverify.languages.python_code.syntax import tree
from docverify.model import Step


def leading_imports(steps: Sequence[Step]) -> tuple[str, ...]:
    """The statements, as far as nothing stands between them; none when all is of the standard library: that is fast."""
    found = tuple(_leading(steps))
    names = {name.partition(".")[0] for statement in found for name in _modules(statement)}
    return tuple(map(ast.unparse, found)) if names - sys.stdlib_module_names else ()


def _leading(steps: Sequence[Step]) -> Iterator[ast.Import | ast.ImportFrom]:
    for step in steps:
        body = tree(step.code).body if step.mode in ("exec", "single") else []
        for statement in body:
            if not isinstance(statement, ast.Import | ast.ImportFrom) or _is_unfit(statement):
                return
            yield statement
        if not body:
            return


def _is_unfit(statement: ast.Import | ast.ImportFrom) -> bool:
    """For what changes how the code around it is read, or belongs to a package of the page."""
    return isinstance(statement, ast.ImportFrom) and (statement.level > 0 or statement.module == "__future__")


def _modules(statement: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(statement, ast.ImportFrom):
        return [statement.module or ""]
    return [alias.name for alias in statement.names]
