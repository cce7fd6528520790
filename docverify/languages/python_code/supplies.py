"""What a page leaves to its reader: imports of what it documents, well-known names, objects that it makes elsewhere."""

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from docverify.languages.endings.supplied import missing_names
from docverify.languages.python_code.familiar import familiar_imports
from docverify.languages.python_code.forgotten import forgotten_imports, forgotten_part
from docverify.languages.python_code.names import names
from docverify.languages.python_code.paths import MOST_PATHS, named_paths
from docverify.languages.python_code.syntax import compiles, tree
from docverify.model import Example, Step
from docverify.ports import Lack

_SPOKEN = re.compile(
    r"\bimport [a-z_][\w.]* as [A-Za-z_]\w*|\bfrom [a-z_][\w.]* import [A-Za-z_]\w*(?:, ?[A-Za-z_]\w*)*"
)
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
    """Definitions and assignments of the page, of which each makes it."""
    called: bool
    typed: bool
    """They ask whether something is of its kind."""
    attributes: Sequence[str]
    """What the examples take from it."""
    methods: Sequence[str]
    """Of these, what they call."""
    paths: Sequence[str]
    """What they take from parts of it, `parts.of.it`: who imports it for that imports those as well."""
    parts: Sequence[str]
    """What they take from modules that they import."""
    forgotten: Sequence[str]
    """Modules that its example imports other names of: what they have of this name was forgotten, not left out."""


Maker = ast.Assign | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Bindings:
    """What a page imports, defines and assigns, by the name that it binds."""

    def __init__(self, page: Sequence[Example]) -> None:
        self._imports: dict[str, list[ast.stmt]] = {}
        self._makers: dict[str, list[Maker]] = {}
        for statement in (*_statements(page), *_told(page)):
            if isinstance(statement, ast.Import | ast.ImportFrom):
                self._add_import(statement)
            elif isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                self._makers.setdefault(statement.name, []).append(statement)
            elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                self._makers.setdefault(statement.targets[0].id, []).append(statement)

    def _add_import(self, statement: ast.Import | ast.ImportFrom) -> None:
        if getattr(statement, "level", 0) or getattr(statement, "module", "") == "__future__":
            return
        for alias in statement.names:
            one = ast.Import([alias]) if isinstance(statement, ast.Import) else _of(statement, alias)
            if alias.name != "*":
                self._imports.setdefault(alias.asname or alias.name.partition(".")[0], []).append(one)

    def imports(self, name: str) -> list[str]:
        """Statements that import it, each once."""
        return list(dict.fromkeys(map(ast.unparse, self._imports.get(name, ()))))

    def objects(self, name: str) -> dict[str, list[str]]:
        """Statements that make it anew, each with what it needs for that."""
        found: dict[str, list[str]] = {}
        for statement in self._makers.get(name, ()):
            needs = names(ast.Module([statement], []))[1]
            if name not in needs and len(found) < MOST_OBJECTS:
                found[ast.unparse(statement)] = sorted(needs)
        return found


def supplies(session: Sequence[Example], lack: Lack, packages: Sequence[str]) -> tuple[Step, ...]:
    """A step that binds what is lacking and no other example brings; none when nothing is lacking.

    `session` holds the examples that share state, in page order; `packages` are requirements of what is documented.
    """
    lacking = [one for one in session if one.id in lack.lacking]
    surely = frozenset[str]().union(*(forgotten_imports(one, session) for one in lacking))
    forgotten = {name: sorted(modules) for name, modules in (forgotten_part(one, session) for one in lacking)}
    missing = [name for name in missing_names(session, lack) if name not in surely]
    paths = _paths(session, lack)
    if not (missing or paths):
        return ()
    page = Bindings(session)
    used = _Uses(session)
    parts = sorted(set[str]().union(*(used.attributes[name] for name in used.attributes if page.imports(name))))
    wanted = [
        Wanted(
            name,
            page.imports(name),
            familiar_imports(name),
            list(objects),
            name in used.called,
            name in used.typed,
            sorted(used.attributes.get(name, ())),
            sorted(used.methods.get(name, ())),
            sorted(used.paths.get(name, ())),
            parts,
            forgotten.get(name, ()),
        )
        for name, objects in _with_needs(missing, page).items()
    ]
    given = msgspec.json.encode((wanted, packages, paths)).decode()
    return (Step(given, session[0].block.line, "supply"),)


def _paths(session: Sequence[Example], lack: Lack) -> dict[str, bool]:
    """Where one did not find a file: the paths that those name which lack something, and which of them are folders."""
    found: dict[str, bool] = {}
    for example in session if lack.seeking else ():
        if example.id in lack.lacking:
            for path, is_folder in named_paths(example.steps, sought=example.id in lack.seeking):
                found.setdefault(path, is_folder)
    return dict(islice(found.items(), MOST_PATHS))


def _with_needs(missing: Sequence[str], page: Bindings) -> dict[str, dict[str, list[str]]]:
    """By name, the statements that make it; what they need for that comes before."""
    ordered: dict[str, dict[str, list[str]]] = {}
    seen: set[str] = set()

    def add(name: str) -> None:
        if name in seen or len(seen) == MOST_NAMES:
            return
        seen.add(name)
        objects = page.objects(name)
        for needed in (one for needs in objects.values() for one in needs):
            add(needed)
        ordered[name] = objects

    for name in missing:
        add(name)
    return ordered


def _statements(page: Sequence[Example]) -> Iterator[ast.stmt]:
    for example in page:
        for step in example.steps:
            if compiles(step.code):
                yield from tree(step.code).body


def _told(page: Sequence[Example]) -> Iterator[ast.stmt]:
    """Imports of which the prose above an example speaks: "assuming that it is imported by `import teapot as tp`"."""
    for example in page:
        for match in _SPOKEN.finditer(example.block.lead):
            if compiles(match[0]):
                yield from tree(match[0]).body


def _of(statement: ast.ImportFrom, alias: ast.alias) -> ast.ImportFrom:
    return ast.ImportFrom(statement.module, [alias], 0)


def _members(node: ast.expr) -> Iterator[ast.Name]:
    """A name, or those of a tuple."""
    nodes = node.elts if isinstance(node, ast.Tuple) else [node]
    return (one for one in nodes if isinstance(one, ast.Name))


class _Uses:
    """How the examples use their names: which they call, and what they take from each."""

    def __init__(self, session: Sequence[Example]) -> None:
        self.called: set[str] = set()
        self.typed: set[str] = set()
        self.attributes: dict[str, set[str]] = {}
        self.methods: dict[str, set[str]] = {}
        self.paths: dict[str, set[str]] = {}
        for statement in _statements(session):
            for node in ast.walk(statement):
                self._look_at(node)

    def _look_at(self, node: ast.AST) -> None:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            self.called.add(node.func.id)
            if node.func.id in ("isinstance", "issubclass"):
                self.typed.update(one.id for each in node.args[1:] for one in _members(each))
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
        ):
            self.methods.setdefault(node.func.value.id, set()).add(node.func.attr)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            self.attributes.setdefault(node.value.id, set()).add(node.attr)
        elif isinstance(node, ast.Attribute) and "(" not in (path := ast.unparse(node)):
            root, _, rest = path.partition(".")
            self.paths.setdefault(root, set()).add(rest)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            self.called.update(one.id for one in node.decorator_list if isinstance(one, ast.Name))
