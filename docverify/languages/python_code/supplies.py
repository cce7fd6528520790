"""What a page leaves to its reader: imports of what it documents, well-known names, objects that it makes elsewhere."""

import ast
from collections.abc import Collection, Iterator, Sequence

import msgspec

from docverify.languages.endings.supplied import missing_names
from docverify.languages.python_code.familiar import familiar_imports
from docverify.languages.python_code.names import names
from docverify.languages.python_code.supplying import supplying
from docverify.languages.python_code.syntax import compiles, tree
from docverify.model import Example, Step

MOST_OBJECTS = 3
"""Ways to make one object that are tried, the first on the page first."""
MOST_NAMES = 60
"""Names that are supplied to one session."""


class Wanted(msgspec.Struct, frozen=True):
    """A name that a session lacks, and where it may come from."""

    name: str
    imports: Sequence[str]
    """Statements of the page that import it."""
    familiar: Sequence[str]
    """Statements by which every reader would."""
    objects: Sequence[str]
    """Assignments of the page, of which each makes it."""
    called: bool
    attributes: Sequence[str]
    """What the examples take from it."""


class Bindings:
    """The imports and the plain assignments of a page, by the name that they bind."""

    def __init__(self, page: Sequence[Example]) -> None:
        self.imports: dict[str, list[str]] = {}
        self.objects: dict[str, list[str]] = {}
        self.needs: dict[str, frozenset[str]] = {}
        """By assignment, the names that it needs."""
        for statement in _statements(page):
            if isinstance(statement, ast.Import | ast.ImportFrom):
                self._add_import(statement)
            elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                self._add_object(statement, statement.targets[0].id)

    def _add_import(self, statement: ast.Import | ast.ImportFrom) -> None:
        if getattr(statement, "level", 0) or getattr(statement, "module", "") == "__future__":
            return
        for alias in statement.names:
            one = ast.Import([alias]) if isinstance(statement, ast.Import) else _of(statement, alias)
            known = self.imports.setdefault(alias.asname or alias.name.partition(".")[0], [])
            if ast.unparse(one) not in known and alias.name != "*":
                known.append(ast.unparse(one))

    def _add_object(self, statement: ast.Assign, name: str) -> None:
        needs = names(ast.Module([statement], []))[1]
        known = self.objects.setdefault(name, [])
        if len(known) < MOST_OBJECTS and isinstance(statement.value, ast.Call) and name not in needs:
            known.append(ast.unparse(statement))
            self.needs[known[-1]] = needs


def supplies(session: Sequence[Example], lacking: Collection[str], packages: Sequence[str]) -> tuple[Step, ...]:
    """A step that binds what the examples `lacking` need and the others do not bring; none when they need nothing.

    `session` holds the examples that share state, in page order; `packages` are requirements of what is documented.
    """
    missing = missing_names(session, lacking)
    if not missing:
        return ()
    page = Bindings(session)
    used = _Uses(session)
    wanted = [
        Wanted(
            name,
            page.imports.get(name, ()),
            familiar_imports(name),
            page.objects.get(name, ()),
            name in used.called,
            sorted(used.attributes.get(name, ())),
        )
        for name in _with_needs(missing, page)[:MOST_NAMES]
    ]
    return (Step(supplying(msgspec.json.encode(wanted).decode(), packages), session[0].block.line),)


def _with_needs(missing: Sequence[str], page: Bindings) -> list[str]:
    """What objects are made from comes before them."""
    ordered: dict[str, None] = {}
    for name in missing:
        for statement in page.objects.get(name, ()):
            ordered.update(dict.fromkeys(sorted(page.needs[statement])))
        ordered[name] = None
    return list(ordered)


def _statements(page: Sequence[Example]) -> Iterator[ast.stmt]:
    for example in page:
        for step in example.steps:
            if compiles(step.code):
                yield from tree(step.code).body


def _of(statement: ast.ImportFrom, alias: ast.alias) -> ast.ImportFrom:
    return ast.ImportFrom(statement.module, [alias], 0)


class _Uses:
    """How the examples use their names: which they call, and what they take from each."""

    def __init__(self, session: Sequence[Example]) -> None:
        self.called: set[str] = set()
        self.attributes: dict[str, set[str]] = {}
        for statement in _statements(session):
            for node in ast.walk(statement):
                self._look_at(node)

    def _look_at(self, node: ast.AST) -> None:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            self.called.add(node.func.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            self.attributes.setdefault(node.value.id, set()).add(node.attr)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            self.called.update(one.id for one in node.decorator_list if isinstance(one, ast.Name))
