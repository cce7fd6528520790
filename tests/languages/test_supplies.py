"""What a page leaves to its reader is found: on the page, in what it documents, in what everybody knows."""

import contextlib
import importlib
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, reveal_type

import pytest

from docverify.languages.python import python
from docverify.model import Block, Example, Run, StepRun
from docverify.ports import Lack, Supplied
from docverify.sandbox.inside import python_steps

PARTS = ("__init__", "spout", "_warm", "handle")
DESCRIPTION = (
    "A pot.\n\n    >>> import teapot as tp\n    >>> import json as pot\n    from teapot.spout import drops, Spout\n"
)
METADATA = "Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"


def session(*codes: str) -> list[Example]:
    found = []
    for number, code in enumerate(codes, 1):
        block = Block("p.md", "python", code, line=10 * number, end_line=10 * number)
        found.append(python.read(Example(f"p.md#:python:{number}", block, "python", "p.md:python")))
    return found


def ids(numbers: str) -> frozenset[str]:
    return frozenset(f"p.md#:python:{number}" for number in numbers)


def supply(
    examples: Sequence[Example],
    packages: Sequence[str] = (),
    lacking: str = "1",
    lost: str = "",
    seeking: str = "",
) -> tuple[dict[str, Any], Supplied]:
    """What the session has after the step, and what the step says of it."""
    lack = Lack(ids(lacking), ids(lacking + lost), ids(seeking))
    steps = python.supplies(examples, lack, packages)
    if not steps:
        return {}, Supplied()
    scope: dict[str, Any] = {}
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        exec(python_steps.supplying(steps[0].code), scope)
    scope.pop("__builtins__")
    return scope, python.supplied(Run("supplied", "supplied", "end", (StepRun(shown.getvalue()),)))


@pytest.fixture
def teapot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package `teapot` of the distribution `tea-pot`, which needs another, `kettle`."""
    files = {
        "teapot/__init__.py": "class TeaPot:\n  cups = 3\ndef pour(cups):\n  return cups - 1\nquote = 'ours'\n"
        "samovar = None\nclass HTTPStatus: ...\nclass Set: ...\n",
        "teapot/spout.py": "drops = 7\nclass Spout: ...\nclass Lid: ...\nclass Counter: ...\n",
        "teapot/_warm.py": "def warm(): ...\nclass Spout: ...\n",
        "teapot/handle.py": "class Lid: ...\nclass Counter: ...\n",
        "whisk/__init__.py": "def whisk(cups):\n  return cups\n",
        "whisk-1.0.dist-info/METADATA": METADATA.format(name="whisk"),
        "whisk-1.0.dist-info/RECORD": "whisk/__init__.py,,\n",
        "kettle/__init__.py": "def boil(): ...\n\n\ndef field(alias): ...\n\n\nfrom typing import Any\n",
        "tea_pot-1.0.dist-info/METADATA": METADATA.format(name="tea-pot")
        + f"Requires-Dist: kettle>=1\n\n{DESCRIPTION}",
        "tea_pot-1.0.dist-info/RECORD": "".join(f"teapot/{name}.py,,\n" for name in PARTS),
        "kettle-1.0.dist-info/METADATA": METADATA.format(name="kettle"),
        "kettle-1.0.dist-info/RECORD": "kettle/__init__.py,,\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield
    for name in ("teapot", "teapot.spout", "teapot.handle", "teapot._warm", "whisk", "kettle"):
        sys.modules.pop(name, None)


def test_nothing_is_supplied_to_who_lacks_nothing() -> None:
    assert python.supplies(session("x = 1\nprint(x)"), Lack(ids("1")), ()) == ()
    assert python.supplies(session("print(json)"), Lack(), ()) == ()


def test_a_name_that_an_example_above_brings_is_not_supplied() -> None:
    scope, _ = supply(session("import json", "print(json, math)"), lacking="2")
    assert set(scope) == {"math"}


@pytest.mark.usefixtures("teapot")
def test_a_module_is_not_meant_by_who_calls_a_method_where_it_has_a_module() -> None:
    assert supply(session("teapot.spout()"), ["tea-pot"])[1].sure == frozenset()
    assert supply(session("teapot.pour(3)"), ["tea-pot"])[1].sure == {"teapot"}


def test_what_makes_an_object_is_run_once() -> None:
    scope, found = supply(session("print(cup)", "cup = shelf.pop()", "shelf = [1]"))
    assert (scope["cup"], found.guessed) == (1, {"cup", "shelf"})


@pytest.mark.usefixtures("teapot")
def test_nothing_is_of_the_kind_of_a_module_or_a_function() -> None:
    for code in ("isinstance(cup, datetime)", "issubclass(Cup, (int, datetime))"):
        scope, found = supply(session(code))
        assert isinstance(scope["datetime"], type)
        assert found.sure == {"datetime"}
    assert isinstance(supply(session("print(datetime)"))[0]["datetime"], ModuleType)
    assert supply(session("isinstance(cup, (pour, quote, TeaPot))"), ["tea-pot"])[0].keys() == {"quote", "TeaPot"}


def test_what_a_function_above_lacks_is_supplied_to_who_calls_it() -> None:
    examples = session("def steep(): return math.tau", "def brew(): return steep()", "brew()", "math = 3\nsteep()")
    scope, said = supply(examples, lacking="3")
    assert scope["math"] is importlib.import_module("math")
    assert said.sure == {"math"}
    assert supply(examples, lacking="4") == ({}, Supplied())


def test_what_an_unfinished_example_was_to_bring_is() -> None:
    scope, found = supply(session("import json\nmissing()", "json"), lacking="12")
    assert set(scope) == {"json"}
    assert found == Supplied(frozenset({"json"}))


def test_the_pages_own_import_is_meant_wherever_it_stands() -> None:
    scope, found = supply(session("q('a')", "from shlex import quote as q"))
    assert scope["q"].__module__ == "shlex"
    assert found == Supplied(frozenset({"q"}))


def test_who_imports_a_package_for_what_a_part_of_a_part_has_imports_those(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = tmp_path / "samovar" / "taps" / "old.py"
    part.parent.mkdir(parents=True)
    part.write_text("class Tap: ...\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    scope, _ = supply(session("import samovar", "samovar.taps.old.Tap(1).turn()"), lacking="12")
    assert scope["samovar"].taps.old.Tap
    for name in ("samovar", "samovar.taps", "samovar.taps.old"):
        sys.modules.pop(name)


@pytest.mark.usefixtures("teapot")
def test_a_name_that_typing_has_too_is_the_packages_own_where_it_is_called() -> None:
    scope, found = supply(session("cups: Set[int]"), ["tea-pot"])
    assert (scope["Set"].__module__, found.guessed) == ("typing", {"Set"})
    scope, found = supply(session("cups = Set()"), ["tea-pot"])
    assert (scope["Set"].__module__, found.sure) == ("teapot", {"Set"})


@pytest.mark.usefixtures("teapot")
def test_a_short_name_by_which_a_package_imports_itself_in_its_description_is_meant() -> None:
    scope, found = supply(session("tp.pour(3)"), ["tea-pot"])
    assert scope["tp"].__name__ == "teapot"
    assert found == Supplied(frozenset({"tp"}))
    assert supply(session("pot.pour(3)"), ["tea-pot"])[0] == {}
    assert supply(session("tp.pour(3)"), ["whisk"])[0] == {}


@pytest.mark.parametrize(
    ("lead", "brought"),
    [
        ("If it is imported by `import shlex as q`:", {"q"}),
        ("After from shlex import quote, q it is:", set()),
        ("After from shlex import split, quote as a rule:", {"quote"}),
        ("What you import as q:", set()),
    ],
)
def test_an_import_of_which_the_prose_speaks_is_meant(lead: str, brought: set[str]) -> None:
    code = "quote('a')" if "quote" in brought else "q.quote('a')"
    block = Block("p.md", "python", code, line=10, end_line=10, lead=lead)
    one = python.read(Example("p.md#:python:1", block, "python", "p.md:python"))
    scope, found = supply([one])
    assert (set(scope), found.sure) == (brought, brought)


@pytest.mark.parametrize(
    ("code", "module"),
    [
        ("pour(3)", "teapot"),
        ("TeaPot()", "teapot"),
        ("Path('a')", "pathlib"),
        ("datetime(2026, 1, 2)", "datetime"),
        ("datetime.now()", "datetime"),
    ],
)
@pytest.mark.usefixtures("teapot")
def test_a_name_is_taken_from_what_is_documented_and_from_what_everybody_knows(code: str, module: str) -> None:
    name = code.partition("(")[0].partition(".")[0]
    scope, found = supply(session(code), ["tea-pot==1.0"])
    assert scope[name].__module__ == module
    assert found == Supplied(frozenset({name}))


@pytest.mark.usefixtures("teapot")
def test_what_an_example_forgets_beside_its_imports_is_not_supplied() -> None:
    assert supply(session("from teapot import TeaPot\npour(3)"), ["tea-pot"]) == ({}, Supplied())
    scope, _ = supply(session("from teapot import TeaPot\npour(3)", "pour(4)"), ["tea-pot"])
    assert set(scope) == {"pour"}


def test_a_module_is_one_where_it_is_used_as_one() -> None:
    scope, _ = supply(session("datetime.timedelta(1)\ntime.sleep(0)"))
    assert scope["datetime"].__name__ == "datetime"
    assert scope["time"].__name__ == "time"


@pytest.mark.usefixtures("teapot")
def test_what_everybody_knows_is_a_guess_where_it_alone_has_the_parts_that_are_used() -> None:
    scope, found = supply(session("HTTPStatus.CREATED"), ["tea-pot"])
    assert (scope["HTTPStatus"].__module__, found) == ("http", Supplied(frozenset(), frozenset({"HTTPStatus"})))
    scope, found = supply(session("HTTPStatus.LEAVES"), ["tea-pot"])
    assert (scope["HTTPStatus"].__module__, found) == ("teapot", Supplied(frozenset({"HTTPStatus"})))


@pytest.mark.usefixtures("teapot")
def test_what_is_documented_comes_before_what_everybody_knows() -> None:
    scope, found = supply(session("quote"), ["tea-pot"])
    assert (scope["quote"], found.sure) == ("ours", {"quote"})


@pytest.mark.usefixtures("teapot")
def test_the_documented_package_itself_is_supplied() -> None:
    scope, found = supply(session("teapot.pour(1)"), ["tea-pot[extra]>=1"])
    assert (scope["teapot"].__name__, found.sure) == ("teapot", {"teapot"})


@pytest.mark.usefixtures("teapot")
def test_a_part_of_a_module_comes_with_it() -> None:
    scope, found = supply(session("teapot.spout.drops"), ["tea-pot"])
    assert (scope["teapot"].spout.drops, found.sure) == (7, {"teapot"})


@pytest.mark.usefixtures("teapot")
def test_a_part_of_a_package_that_nobody_imports_by_its_name_may_not_be_meant() -> None:
    importlib.import_module("teapot.spout")
    assert supply(session("spout.drops"), ["tea-pot"])[1].guessed == {"spout"}
    assert supply(session("spout.drops", "from teapot import spout"), ["tea-pot"])[1].sure == {"spout"}


@pytest.mark.usefixtures("teapot")
def test_who_calls_a_package_means_what_it_holds_of_its_own_name() -> None:
    scope, found = supply(session("whisk(2)"), ["whisk"])
    assert (scope["whisk"](2), found.sure) == (2, {"whisk"})
    scope, _ = supply(session("whisk.whisk(2)"), ["whisk"])
    assert scope["whisk"].__name__ == "whisk"


@pytest.mark.usefixtures("teapot")
def test_a_function_is_not_the_object_whose_parts_are_used() -> None:
    assert supply(session("pour.cups"), ["tea-pot"]) == ({}, Supplied())
    assert supply(session("import teapot.spout\n", "spout.cups"), ["tea-pot"], "2") == ({}, Supplied())
    scope, found = supply(session("TeaPot.leaves"), ["tea-pot"])
    assert (scope["TeaPot"].cups, found.sure) == (3, {"TeaPot"})


@pytest.mark.usefixtures("teapot")
def test_what_a_package_could_not_import_itself_is_no_part_of_it() -> None:
    assert supply(session("samovar.boil()"), ["tea-pot"]) == ({}, Supplied())


@pytest.mark.usefixtures("teapot")
def test_a_module_that_is_called_is_never_sure() -> None:
    _, found = supply(session("teapot(2)", "import teapot"), ["tea-pot"])
    assert found.sure == frozenset()


@pytest.mark.usefixtures("teapot")
def test_objects_and_what_packages_are_built_on_are_guesses() -> None:
    codes = ("tea_pot.cups\ncup\nboil()", "from teapot import pour\ncup = pour(7)")
    scope, found = supply(session(*codes), ["tea-pot"])
    assert (scope["tea_pot"].cups, scope["cup"]) == (3, 6)
    assert found == Supplied(frozenset({"pour"}), frozenset({"tea_pot", "cup", "boil"}))


@pytest.mark.usefixtures("teapot")
def test_what_everybody_knows_is_a_guess_where_packages_have_another_one() -> None:
    _, found = supply(session("field(1)\nAny"), ["tea-pot"])
    assert found == Supplied(frozenset({"Any"}), frozenset({"field"}))


def test_a_module_of_which_nothing_is_taken_is_a_guess() -> None:
    _, found = supply(session("for one in numbers:\n  print(one)\nos.sep"))
    assert found == Supplied(frozenset({"os"}), frozenset({"numbers"}))


def test_a_name_that_the_example_itself_binds_is_its_own() -> None:
    assert supply(session("class Path(Path): ..."))[0] == {}


def test_nothing_goes_wrong_where_nothing_is_found() -> None:
    assert supply(session("brew(leaves)"), ["no-such-package"]) == ({}, Supplied())


@pytest.mark.parametrize("said", ["", "[]", '{"sure": 3}', "\x00", '{"sure": [], "guessed": [1]}'])
def test_what_is_told_is_data_of_strangers(said: str) -> None:
    assert python.supplied(Run("a", "supplied", "end", (StepRun(said),))) == Supplied()
    assert python.supplied(Run("a", "supplied", "lost")) == Supplied()


def test_what_a_lost_example_was_to_bring_is_supplied_and_not_what_it_needs() -> None:
    scope, _ = supply(session("import json, math\nabsent.pour()", "json"), lacking="2", lost="1")
    assert set(scope) == {"json"}


def test_what_the_page_defines_elsewhere_is_a_guess() -> None:
    codes = ("pour(leaves)", "leaves = [7]\ndef pour(cups):\n  return strain(cups)[0]", "strain = list")
    scope, found = supply(session(*codes))
    assert scope["pour"](scope["leaves"]) == 7
    assert found == Supplied(frozenset(), frozenset({"pour", "leaves", "strain"}))


def test_what_is_made_of_itself_or_in_a_circle_is_not_supplied() -> None:
    scope, _ = supply(session("cup", "cup = cup + 1"))
    assert scope == {}
    scope, _ = supply(session("cup", "cup = [pot]", "pot = [cup]"))
    assert scope == {}


@pytest.mark.usefixtures("teapot")
def test_what_a_part_of_the_documented_package_defines_is_a_guess() -> None:
    scope, found = supply(session("Spout(2)\nwarm()"), ["tea-pot"])
    assert (scope["Spout"].__module__, scope["warm"].__module__) == ("teapot.spout", "teapot._warm")
    assert found == Supplied(frozenset(), frozenset({"Spout", "warm"}))


@pytest.mark.usefixtures("teapot")
def test_what_several_parts_define_is_not_supplied() -> None:
    assert supply(session("Lid()"), ["tea-pot"]) == ({}, Supplied())


@pytest.mark.usefixtures("teapot")
def test_what_everybody_knows_is_a_guess_where_a_part_of_the_documented_package_defines_it_too() -> None:
    _, found = supply(session("Counter()"), ["tea-pot"])
    assert found == Supplied(frozenset(), frozenset({"Counter"}))


@pytest.mark.parametrize(
    ("code", "files", "folders"),
    [
        ("open('a/tea.txt')", ["a/tea.txt"], []),
        ("open('tea')\nopen('pot/myfile')", ["pot/myfile"], []),
        ("serve('path/to/cups')", [], ["path/to/cups"]),
        ("load('path/to/file/cups')\nload('path/to/file')", [], ["path/to/file/cups", "path/to/file"]),
        ("serve(cup_dir='cups', folders=['a', 'b'])", [], ["a", "b", "cups"]),
        ("get('https://a.example/tea.txt', '../tea.txt', 'a *.txt', '/tea/pot.txt', '{}/a.txt')", [], []),
    ],
)
def test_a_file_that_was_not_found_is_made(
    code: str, files: list[str], folders: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _, found = supply(session(code), seeking="1")
    assert sorted(found.files) == sorted([*files, *folders])
    assert [(tmp_path / one).is_file() for one in [*files, *folders]] == [True] * len(files) + [False] * len(folders)


def test_what_another_session_was_given_is_made_for_this_one_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        _, found = supply(session("load('path/to/tea', 'cups/tea.txt')"), seeking="1")
        assert found.files == {"path/to/tea", "cups/tea.txt"}
    (tmp_path / "path/to/tea/pot").touch()
    (tmp_path / "cups/tea.txt").write_text("green")
    assert supply(session("load('path/to/tea', 'cups/tea.txt')"), seeking="1")[1].files == frozenset()


def test_where_no_file_was_sought_none_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert supply(session("open('tea.txt')"))[1].files == frozenset()
    codes = ("open('tea.txt')", "open('milk.txt')\nget('/cups/1')", "open('sugar.txt')")
    assert supply(session(*codes), lacking="12", seeking="1")[1].files == {"tea.txt", "milk.txt"}
    (tmp_path / "pot.txt").write_text("tea")
    assert supply(session("open('pot.txt')"), seeking="1")[1].files == frozenset()


def test_without_a_wall_nothing_is_made_outside_of_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert supply(session("open('/path/to/tea.txt')"), seeking="1") == ({}, Supplied())
    assert not Path("/path").exists()


@pytest.mark.usefixtures("teapot")
@pytest.mark.parametrize(
    ("code", "sure"),
    [
        ("import teapot\nteapot.spout.drops, Spout()", {"Spout"}),
        ("import teapot\nteapot.handle, Spout()", set()),
        ("import teapot\nteapot.spout, Lid()", set()),
    ],
)
def test_what_a_part_has_that_the_examples_use_is_surely_meant(code: str, sure: set[str]) -> None:
    assert supply(session(code), ["tea-pot"])[1].sure == sure


def test_what_checkers_of_types_have_built_in_is_there_for_a_reader() -> None:
    scope, _ = supply(session("from typing import cast\nreveal_type(cast(int, 3))"))
    assert scope["reveal_type"] is reveal_type


def test_what_the_page_takes_from_where_it_is_no_more_may_be_another_thing_than_the_familiar_one() -> None:
    gone = supply(session("from collections import Mapping", "print(Mapping)"), lacking="2", lost="1")[1]
    assert (gone.sure, gone.guessed) == (frozenset(), {"Mapping"})
    there = supply(session("from collections.abc import Mapping", "print(Mapping)"), lacking="2", lost="1")[1]
    assert there.sure == {"Mapping"}
    familiar = supply(session("print(Mapping)"))[1]
    assert familiar.sure == {"Mapping"}
