"""What a JavaScript page leaves to its reader is found on the page, and in what it documents."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from docverify.languages.javascript import javascript
from docverify.languages.javascript_code import runner
from docverify.model import Run, StepRun
from docverify.ports import Lack, Supplied
from tests.languages.building import page
from tests.machine import needs


def wanted(*codes: str, lacking: str = "1", packages: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """What the step is to bind, and where from."""
    examples = page(*codes, language="javascript")
    steps = javascript.supplies(examples, Lack(frozenset(examples[int(number) - 1].id for number in lacking)), packages)
    found = re.search(r"of (\[.*\])\)", steps[0].code) if steps else None
    listed = json.loads(found[1]) if found else []
    return [{"name": one["name"], "ways": one["ways"]} for one in listed]


@pytest.mark.parametrize(
    ("statement", "name", "way"),
    [
        ("import tea from 'pot'", "tea", ["pot", "default"]),
        ("import { tea } from 'pot';", "tea", ["pot", "tea"]),
        ("import { cup as tea } from '@pot/lid'", "tea", ["@pot/lid", "cup"]),
        ("import * as tea from 'pot'", "tea", ["pot", "*"]),
        ("import cup, { tea } from 'pot'", "tea", ["pot", "tea"]),
        ("const tea = require('pot')", "tea", ["pot", "default"]),
        ("const { tea, cup } = require('pot');", "tea", ["pot", "tea"]),
        ("const { cup: tea } = require('pot')", "tea", ["pot", "cup"]),
    ],
)
def test_an_import_below_serves_the_examples_above(statement: str, name: str, way: list[str]) -> None:
    assert wanted("tea()", statement) == [{"name": name, "ways": [["sure", *way]]}]


def test_two_imports_of_one_name_are_guesses() -> None:
    found = wanted("tea()", "import tea from 'pot'", "import { tea } from 'pot'")
    assert found == [{"name": "tea", "ways": [["guessed", "pot", "default"], ["guessed", "pot", "tea"]]}]


def test_what_is_documented_may_bring_a_name() -> None:
    found = wanted("tea()", packages=("tea.js@1.2.0",))
    own = [["tea.js", "tea"], ["tea.js", "default"], ["tea.js/tea", "tea"]]
    assert found == [{"name": "tea", "ways": [["documented", *way] for way in own]}]
    [scoped] = wanted("tea()", packages=("@pot/lid@1.2.0",))
    assert scoped["ways"] == [["documented", "@pot/lid", "tea"], ["documented", "@pot/lid/tea", "tea"]]


@pytest.mark.parametrize(
    ("code", "names"), [("string(cups)", {"cups", "string"}), ("let tea: string = cups", {"cups"})]
)
def test_the_name_of_a_type_is_another_one_where_it_is_called(code: str, names: set[str]) -> None:
    assert page(code, language="typescript")[0].needs == names


@pytest.mark.parametrize(
    ("name", "package"), [("teajs", "teajs"), ("tea", "teajs"), ("T", "tea"), ("_", "tea"), ("t", "@pot/tea")]
)
def test_a_package_is_known_by_several_names(name: str, package: str) -> None:
    [found] = wanted(f"{name}()", packages=(f"{package}@1",))
    assert [way for _, *way in found["ways"]] == [[package, name], [package, "default"], [f"{package}/{name}", name]]


def test_a_module_of_node_may_be_meant_where_it_is_called() -> None:
    [found] = wanted("fs.readdirSync('.')")
    assert found == {"name": "fs", "ways": [["guessed", "node:fs", "default"]]}
    assert wanted("pour(path)") == []


def test_what_the_page_brings_or_has_in_its_own_files_is_not_supplied() -> None:
    assert wanted("const tea = 1", "tea", lacking="2", packages=("tea@1",)) == []
    assert wanted("tea()", "import tea from './pot.js'") == []
    assert wanted("tea();;", ";") == []


def test_what_the_step_told_is_data_from_where_examples_run() -> None:
    told = [StepRun('\n{"sure": ["tea"], "guessed": []}\n'), StepRun("no JSON"), StepRun()]
    found = [javascript.supplied(Run("supplied", "supplied", "end", (one,))) for one in told]
    assert found == [Supplied(frozenset({"tea"})), Supplied(), Supplied()]


def test_what_a_test_runner_has_may_be_meant_where_nothing_else_is() -> None:
    [found] = wanted("expect(1).toBe(1)", packages=("pot@1",))
    kinds = [kind for kind, *_ in found["ways"]]
    assert (found["name"], kinds) == ("expect", ["documented", "documented", "guessed"])
    assert found["ways"][-1][1:] == [runner.MODULE, "expect"]


@pytest.mark.parametrize(
    ("code", "module", "said"),
    [
        ("new Lid()", "module.exports = class Lid {}", "Lid"),
        ("new Lid()", "module.exports = class Pot {}", ""),
        ("Lid()", "exports.Lid = { name: 'no function' }", ""),
        ("Lid.shut()", "exports.Lid = { name: 'of parts' }", "of parts"),
        ("$`tea`", "exports.$ = function pour() {}", "pour"),
        ("$`tea`", "module.exports = function brew() {}", "brew"),
        (
            "pt.brew(); pt.boil(); pt.pour(); pt.rinse()",
            "exports.name = 'pt'; exports.brew = exports.boil = exports.pour = 1",
            "pt",
        ),
        (
            "pt.brew(); pt.boil(); pt.sip(); pt.rinse()",
            "exports.name = 'pt'; exports.brew = exports.boil = exports.pour = 1",
            "",
        ),
        ("pt.brew(); pt.boil(); pt.toString()", "exports.name = 'pt'; exports.brew = exports.boil = 1", ""),
        (
            "pt.map(); pt.filter(); pt.sort()",
            "exports.name = 'pt'; exports.map = exports.filter = exports.sort = 1",
            "",
        ),
    ],
)
def test_a_name_is_that_of_an_export_or_of_the_whole(tmp_path: Path, code: str, module: str, said: str) -> None:
    needs("node")
    (tmp_path / "node_modules" / "pot3").mkdir(parents=True)
    (tmp_path / "node_modules" / "pot3" / "index.js").write_text(module)
    examples = page(code, language="javascript")
    [step] = javascript.supplies(examples, Lack(frozenset(one.id for one in examples)), ("pot3@1",))
    asked = f"console.log(globalThis[{code!r}.match(/\\$|Lid|pt/)[0]]?.name ?? '')"
    command = ["node", "-e", f"(async () => {{ {step.code}\n{asked} }})()"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[2] == said


def outside(code: str, *packages: str) -> str:
    """The program of the step for a page whose only example did not find a file."""
    examples = page(code, language="javascript")
    ids = frozenset(one.id for one in examples)
    steps = javascript.supplies(examples, Lack(ids, ids, ids), packages)
    return steps[0].code if steps and "_resolveFilename" in steps[0].code else ""


@pytest.mark.parametrize(
    ("code", "packages", "stands"),
    [
        ("const tea = require('..')", ("tea@1",), True),
        ('const tea = require("../../")', ("tea@1",), True),
        ("const tea = require('../lid')", ("tea@1",), False),
        ("const tea = require('.')", ("tea@1",), False),
        ("const tea = require('..')", ("tea@1", "cup@2"), False),
        ("const tea = require('..')", (), False),
        ("const test = require('tea')\nconst mine = require('..')", ("tea@1",), False),
        ("const lid = require('tea/lid')\nconst mine = require('..')", ("tea@1",), False),
    ],
)
def test_the_folder_above_may_be_the_documented_package(code: str, packages: tuple[str, ...], stands: bool) -> None:
    assert bool(outside(code, *packages)) is stands


@pytest.mark.parametrize(("installed", "said"), [("tea", "3"), ("cup", "none")])
def test_the_folder_above_is_the_package_where_that_is_installed(tmp_path: Path, installed: str, said: str) -> None:
    needs("node")
    (tmp_path / "node_modules" / installed).mkdir(parents=True)
    (tmp_path / "node_modules" / installed / "index.js").write_text("exports.cups = 3")
    program = outside("const tea = require('..')", "tea@1")
    asked = "try { console.log(require('..').cups) } catch { console.log('none') }"
    command = ["node", "-e", f"(async () => {{ {program}\n{asked} }})()"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    told, seen = done.stdout.strip().split("\n")
    assert (json.loads(told)["outside"], seen) == (["a.md#:javascript:1"] if said == "3" else [], said)


CHECKED = """
import(process.argv[1]).then(({ expect, test }) => {
  const says = check => { try { test("", check); return true; } catch { return false; } };
  const checks = [
    () => expect({ a: [1] }).toEqual({ a: [1] }), () => expect(NaN).toBe(NaN), () => expect([]).not.toBe([]),
    () => expect("tea").toContain("e"), () => expect([1, 2]).toHaveLength(2), () => expect(null).toBeNull(),
    () => expect({ a: 1 }).toEqual({ a: 2 }), () => expect(1).not.toBe(1), () => expect(1).toBeGreaterThan(2),
    () => expect(1).toMatchInlineSnapshot("1"),
  ];
  console.log(checks.map(says).map(Number).join(""));
})
"""


def test_what_is_checked_with_it_is_checked() -> None:
    needs("node")
    done = subprocess.run(["node", "-e", CHECKED, runner.MODULE], capture_output=True, text=True, check=True)
    assert done.stdout == "1111110000\n"
