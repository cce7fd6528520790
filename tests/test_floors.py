"""The rules of the house: floors, one outside package in one place, no effects in pure parts, small modules."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import msgspec
import pytest

import docverify
from docverify import model
from docverify.registry import KINDS, _values, members

ROOT = Path(docverify.__file__).parent

FLOORS: tuple[tuple[str, ...], ...] = (
    ("model", "errors"),
    ("ports",),
    ("registry",),
    (
        "address",
        "columns",
        "escape",
        "infostring",
        "instructions",
        "labels",
        "marker",
        "masks",
        "packed",
        "prose",
        "versions",
    ),
    ("order", "parsed", "published", "reproduce", "schema", "scope", "slugs", "tomlplace", "tracebacks", "yamlevents"),
    ("comparisons", "evidence", "jsonbody", "placeholders"),
    ("draft",),
    ("formats", "languages"),
    ("extract", "guess", "join", "plan", "judge", "triage", "config", "init", "ledger", "mentions", "reports"),
    ("drift", "rewrite"),
    ("locking", "process", "voter", "watch"),
    ("reading", "github"),
    ("crawl", "proxy"),
    ("cassettes",),
    ("sources", "sandbox", "backends", "environments", "store", "trackers", "configfile"),
    ("pipeline",),
    ("cli",),
    ("__main__",),
)
"""From the lowest up, finer than in the design: what the members of a floor share stands a step below them."""

PURE = {area for floor in FLOORS[:10] for area in floor}
EFFECTS = {
    *("os", "io", "socket", "ssl", "select", "subprocess", "multiprocessing", "threading", "asyncio", "concurrent"),
    *("time", "random", "secrets", "uuid", "tempfile", "shutil", "glob", "fcntl", "signal", "resource", "sqlite3"),
    *("urllib.request", "http", "ctypes", "logging", "pty", "mmap", "pwd", "getpass", "platform", "locale"),
}
"""Modules that reach a clock, a file system, a process or a socket."""
EFFECT_CALLS = {"open", "print", "input", "exec", "eval", "breakpoint", "__import__"}
CLOCK_METHODS = {"now", "utcnow", "today"}
PURE_NAMES = {"pathlib": {"PurePath", "PurePosixPath"}}
ALLOWED = {("ports", "pathlib"): "a port says in which folder its member works, and never touches it"}

ONE_PLACE = {
    "charset_normalizer": {"reading"},
    "cryptography": {"proxy"},
    "docutils": {"formats"},
    "github3": {"trackers"},
    "graphql": {"languages"},
    "h11": {"proxy"},
    "h2": {"proxy"},
    "httpx": {"crawl"},
    "magika": {"voter"},
    "markdown_it": {"formats"},
    "protego": {"crawl"},
    "requests": {"trackers"},
    "selectolax": {"formats"},
    "sqlite3": {"store", "crawl"},
    "tinycss2": {"languages"},
    "tree_sitter": set(),  # what reads text of strangers is loaded behind the wall, and there by its name
    "uv": {"environments"},
    "yaml": {"yamlevents"},
}
IMPORTED_AS = {"graphql_core": "graphql", "pyyaml": "yaml"}
EVERYWHERE = {"msgspec": "the nouns are made of it"}

LONGEST_MODULE = 300
LONGEST_FUNCTION = 50
MOST_PARAMETERS = 5
REASONS: dict[str, str] = {}
"""`area.module` or `area.module.function` that is longer than the rest, each with its reason."""


def area_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


@cache
def modules() -> dict[str, Path]:
    """Dotted name to file."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


def imports(module: str) -> Iterator[tuple[str, str]]:
    """Module and name of each import, wherever it stands; the name is empty for `import x`."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}: a relative import on line {node.lineno}"
            yield from ((node.module or "", alias.name) for alias in node.names)


def own_imports(module: str) -> Iterator[str]:
    """The modules of ours that it imports, `from docverify import x` resolved."""
    for source, name in imports(module):
        if source.split(".")[0] == "docverify":
            whole = f"{source}.{name}"
            yield whole if name and whole in modules() else source


def outside_imports(module: str) -> set[str]:
    """Names of top-level packages that are neither ours nor of the standard library."""
    tops = {source.split(".")[0] for source, _ in imports(module)}
    return {top for top in tops if top != "docverify" and top not in sys.stdlib_module_names}


def floor_of(area: str) -> int:
    return next(number for number, floor in enumerate(FLOORS) if area in floor)


def functions(module: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{module.removeprefix('docverify.')}.{node.name}", node


def in_sandbox(module: str) -> bool:
    return module.startswith("docverify.sandbox.inside")


OURS = sorted(modules())
OUTSIDE_SANDBOX = [module for module in OURS if not in_sandbox(module)]
PURE_MODULES = [module for module in OURS if area_of(module) in PURE]
MEMBERS = {
    kind: [
        module
        for module in OURS
        if module.rpartition(".")[0] == f"docverify.{kind}" and modules()[module].name != "__init__.py"
    ]
    for kind in KINDS
}


def test_every_area_has_its_floor() -> None:
    areas = {area_of(module) for module in OURS} - {"", "data"}
    placed = [area for floor in FLOORS for area in floor]
    assert areas <= set(placed), "a new area: give it a floor"
    assert set(placed) <= areas, "an area that is gone"
    assert len(placed) == len(set(placed))


@pytest.mark.parametrize("module", OUTSIDE_SANDBOX)
def test_a_module_imports_lower_floors_only(module: str) -> None:
    """And no neighbour on its own floor; inside one area siblings may import each other."""
    area = area_of(module)
    wrong = [
        imported
        for imported in own_imports(module)
        if area and area_of(imported) not in ("", area) and floor_of(area_of(imported)) >= floor_of(area)
    ]
    assert wrong == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_member_imports_no_other_member(kind: str) -> None:
    files = MEMBERS[kind]
    assert [(module, other) for module in files for other in own_imports(module) if other in files] == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_member_is_one_value_in_one_file(kind: str) -> None:
    for module in MEMBERS[kind]:
        assert len(_values(import_module(module), KINDS[kind])) == 1, module
    assert len(members(kind)) >= len(MEMBERS[kind])


def test_an_outside_package_has_one_place() -> None:
    places: dict[str, set[str]] = {}
    for module in OUTSIDE_SANDBOX:
        for package in outside_imports(module) - set(EVERYWHERE):
            places.setdefault(package, set()).add(area_of(module))
    assert {package: areas for package, areas in places.items() if len(areas) > 1} == {}


def test_an_outside_package_is_a_declared_dependency() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = (one for name, some in project["optional-dependencies"].items() if name != "dev" for one in some)
    stated = (*project["dependencies"], *extras)
    declared = {re.split(r"[^\w.-]", one)[0].lower().replace("-", "_") for one in stated}
    known = {IMPORTED_AS.get(name, name.removesuffix("_py").removesuffix(".py")) for name in declared}
    used = {package for module in OUTSIDE_SANDBOX for package in outside_imports(module)}
    assert used <= known, "an import that pyproject.toml does not declare"


@pytest.mark.parametrize("package", sorted(ONE_PLACE))
def test_the_place_is_the_one_that_the_design_names(package: str) -> None:
    importers = {
        area_of(module) for module in OUTSIDE_SANDBOX if package in {name.split(".")[0] for name, _ in imports(module)}
    }
    assert importers <= ONE_PLACE[package]


@pytest.mark.parametrize("module", PURE_MODULES)
def test_a_pure_module_imports_no_effect(module: str) -> None:
    wrong = [
        f"{source} {name}".strip()
        for source, name in imports(module)
        if (
            source in EFFECTS
            or source.split(".")[0] in EFFECTS
            or (source == "pathlib" and name not in PURE_NAMES[source])
        )
        and (area_of(module), source) not in ALLOWED
    ]
    assert wrong == []


@pytest.mark.parametrize("module", PURE_MODULES)
def test_a_pure_module_calls_no_effect(module: str) -> None:
    calls = [node.func for node in ast.walk(tree(module)) if isinstance(node, ast.Call)]
    named = [call.id for call in calls if isinstance(call, ast.Name) and call.id in EFFECT_CALLS]
    clocks = [call.attr for call in calls if isinstance(call, ast.Attribute) and call.attr in CLOCK_METHODS]
    assert named + clocks == []


@pytest.mark.parametrize("module", [module for module in OURS if in_sandbox(module)])
def test_a_program_inside_the_sandbox_needs_the_standard_library_only(module: str) -> None:
    """It is copied there without docverify; what it imports of its siblings stands beside it."""
    ours = [imported for imported in own_imports(module) if not in_sandbox(imported)]
    beside = {name.rpartition(".")[2] for name in OURS if in_sandbox(name)}
    assert (ours, outside_imports(module) - beside) == ([], set())


@pytest.mark.parametrize("module", OURS)
def test_a_module_can_be_read_at_one_sitting(module: str) -> None:
    lines = len(modules()[module].read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_MODULE or module.removeprefix("docverify.") in REASONS


@pytest.mark.parametrize("module", OURS)
def test_a_function_does_one_thing(module: str) -> None:
    long = [
        name
        for name, node in functions(module)
        if (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION and name not in REASONS
    ]
    wide = [
        name
        for name, node in functions(module)
        if sum(arg.arg not in ("self", "cls") for arg in (*node.args.posonlyargs, *node.args.args)) > MOST_PARAMETERS
        and name not in REASONS
    ]
    assert (long, wide) == ([], [])


def test_no_reason_outlives_its_cause() -> None:
    names = {module.removeprefix("docverify.") for module in OURS}
    names |= {name for module in OURS for name, _ in functions(module)}
    assert set(REASONS) <= names


_POSSESSIVE_GROUP = re.compile(r"[^\\\\]\)(?:[*+?]|\{[0-9,]+\})\+(?:[^\"' ,;)]|$)")


@pytest.mark.parametrize("module", OURS)
def test_no_pattern_repeats_a_group_possessively(module: str) -> None:
    """Python up to 3.11.4, which Debian 12 has, takes back what such a group matched; `(?>…)` says the same."""
    texts = (node.value for node in ast.walk(tree(module)) if isinstance(node, ast.Constant))
    assert [text for text in texts if isinstance(text, str) and _POSSESSIVE_GROUP.search(text)] == []


def test_the_nouns_are_frozen() -> None:
    nouns = [value for value in vars(model).values() if isinstance(value, type) and issubclass(value, msgspec.Struct)]
    assert nouns
    assert [noun.__name__ for noun in nouns if not noun.__struct_config__.frozen] == []
