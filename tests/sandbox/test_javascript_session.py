"""The session of JavaScript by itself: what it reports of examples, and what they leave behind."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.interpreters import Session, session


@pytest.fixture
def javascript() -> Iterator[Session]:
    with session("javascript") as found:
        yield found


def steps_of(reports: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    """Value and text of every step, the last one too."""
    told = [one for one in reports if "step" in one or "end" in one]
    return [(one["value"], one["text"]) for one in told]


def cut(found: Session, reports: list[dict[str, Any]]) -> list[str]:
    """What each step printed."""
    text, ends = found.printed(), [one["out"] for one in reports if {"step", "end"} & one.keys()]
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def failed(found: Session, code: str, **given: Any) -> dict[str, Any]:
    shown: dict[str, Any] = found.last(code, **given)["shown"]
    return shown


def test_names_are_seen_below(javascript: Session) -> None:
    javascript.run("const tea = 1; let cups = 2; class Pot {}; function brew() { return tea + cups }")
    javascript.run("console.log(tea, cups, typeof Pot, brew())")
    assert javascript.printed() == "1 2 function 3\n"


@pytest.mark.parametrize("second", ["const", "let", "var", "class", "function"])
@pytest.mark.parametrize("first", ["const", "let", "var", "class", "function"])
def test_a_name_may_be_declared_anew_in_any_way(javascript: Session, first: str, second: str) -> None:
    written = {"class": "class tea {}", "function": "function tea() {}"}
    javascript.run(written.get(first, f"{first} tea = 1"))
    last = javascript.last(written.get(second, f"{second} tea = 2") + "\nconsole.log(typeof tea)")
    assert "end" in last
    kind = "function" if second in written else "number"
    assert javascript.printed() == f"{kind}\n"


def test_a_script_may_name_its_interpreter(javascript: Session) -> None:
    assert "end" in javascript.last("#!/usr/bin/env node\nconsole.log(1)")
    assert javascript.printed() == "1\n"


def test_a_constant_stays_one_within_its_example(javascript: Session) -> None:
    assert failed(javascript, "const tea = 1\ntea = 2")["message"] == "Assignment to constant variable."
    assert failed(javascript, "const tea = 1; const tea = 2")["message"] == "Assignment to constant variable."
    assert failed(javascript, "const cup = 1; let cup = 2; cup = = 3")["type"] == "SyntaxError"


def test_modules_of_both_kinds_are_had(javascript: Session) -> None:
    javascript.run('import fs, { sep as bar, posix } from "node:path";\nimport * as os from "os"\nconsole.log(bar)')
    javascript.run("const os = require('os'); console.log(posix.sep, typeof os.cpus, require.main === module)")
    javascript.run("console.log((await import('path')).sep, import.meta.filename === __filename)")
    javascript.run(
        "const all = ['./a.js', 'fs', 'node:os', 'tea://pot/a'].map((name) => import.meta.resolve(name))\n"
        "console.log(all.map((url) => url.replace(/.*[/]page[/]/, '')))"
    )
    javascript.run("export default { a: 1 }\nexport const cups = 3\nexport { cups as other }\nconsole.log(cups)")
    assert javascript.printed() == "/\n/ function true\n/ true\n[ 'a.js', 'node:fs', 'node:os', 'tea://pot/a' ]\n3\n"
    assert javascript.printed("err") == ""


@pytest.mark.parametrize("name", ["crypto", "navigator", "process", "performance"])
def test_a_variable_may_have_the_name_of_any_global(javascript: Session, name: str) -> None:
    javascript.run(f"console.log(typeof {name}); var {name} = {{ tea: 1 }}")
    javascript.run(f"console.log({name}.tea)")
    assert javascript.printed().endswith("\n1\n")


@pytest.mark.parametrize("how", ["const pour = require('teapot')", "import pour from 'teapot'"])
def test_a_global_stays_what_it_is_until_the_module_is_there_that_takes_its_name(how: str, tmp_path: Path) -> None:
    package = tmp_path / "node_modules" / "teapot"
    package.mkdir(parents=True)
    (package / "index.js").write_text("const own = typeof queueMicrotask; module.exports = () => own")
    with session("javascript", layer=str(tmp_path)) as found:
        found.run(how.replace("pour", "queueMicrotask") + "\nconsole.log(queueMicrotask())")
        found.run("import process from 'node:process'\nimport pour from 'teapot'\nconsole.log(typeof process.cwd)")
        found.run("import { sep } from 'node:path'; console.log(sep)")
        assert found.printed() == "function\nfunction\n/\n"


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("import { type Tea, sep, type Cup as Pot } from 'path'\nconsole.log(sep)", "/\n"),
        ("import { type Tea } from 'no-such-tea'\nconsole.log(1)", "1\n"),
        ("import type { Tea } from 'no-such-tea'\nimport type Pot from 'no-such-tea'\nconsole.log(1)", "1\n"),
        ("import { sep as type } from 'path'\nconsole.log(type)", "/\n"),
        ("import { sep as from } from 'path'\nconsole.log(from)", "/\n"),
        ("import { posix as from, sep } from 'path'\nconsole.log(sep, from.sep)", "/ /\n"),
        ("import from from 'path'\nconsole.log(from.sep)", "/\n"),
        ("import type from 'path'\nconsole.log(type.sep)", "/\n"),
        ("import type, { sep } from 'path'\nconsole.log(type.sep, sep)", "/ /\n"),
    ],
)
def test_types_are_imported_from_nowhere(javascript: Session, code: str, printed: str) -> None:
    assert "end" in javascript.last(code)
    assert javascript.printed() == printed


def test_what_an_example_imports_for_its_types_is_there_for_a_later_one(tmp_path: Path) -> None:
    """A compiler leaves out an import that only types need."""
    package = tmp_path / "node_modules" / "sucrase"
    package.mkdir(parents=True)
    (package / "index.js").write_text(
        "exports.transform = (code) => ({ code: code.replace(/^(import|const a:).*/gm, '') })"
    )
    with session("javascript", layer=str(tmp_path)) as found:
        found.run("const posix = 1, Tea = 2")
        code = "import os, { EOL as end, Tea } from 'os'\nimport * as path from 'path'"
        assert "end" in found.last(f"{code}\nimport {{ posix }} from 'no-such-tea'\nconst a: Tea = {{}}")
        found.run("console.log(end, typeof os.cpus, path.sep, posix, Tea)")
        assert found.printed() == "\n function / 1 2\n"


def test_a_module_beside_the_page_is_had(javascript: Session) -> None:
    (javascript.folder / "page" / "tea.mjs").write_text("export const tea = 'green'")
    javascript.run("import { tea } from './tea.mjs'; console.log(tea)")
    assert javascript.printed() == "green\n"
    shown = failed(javascript, "\nimport { coffee } from './tea.mjs'")
    assert (shown["line"], shown["name"]) == (11, "coffee")


def test_a_module_of_the_layer_is_had_by_both_ways(tmp_path: Path) -> None:
    package = tmp_path / "node_modules" / "teapot"
    package.mkdir(parents=True)
    (package / "package.json").write_text('{"exports": {"import": "./a.mjs", "require": "./a.cjs"}}')
    (package / "a.mjs").write_text("export const kind = 'module'")
    (package / "a.cjs").write_text("exports.kind = 'script'")
    with session("javascript", layer=str(tmp_path)) as found:
        found.run("import { kind } from 'teapot'; console.log(kind, require('teapot').kind)")
        assert found.printed() == "module script\n"


def test_what_was_an_es_module_is_imported_as_bundlers_do_and_as_node_does(tmp_path: Path) -> None:
    package = tmp_path / "node_modules" / "teapot"
    package.mkdir(parents=True)
    exported = "{ __esModule: true, default: function pour() { return 1 }, lid: 2 }"
    (package / "index.js").write_text(f"module.exports = {exported}")
    with session("javascript", layer=str(tmp_path)) as found:
        found.run("import pot from 'teapot'; const { lid } = pot; console.log(pot(), lid, pot.default())")
        assert found.printed() == "1 2 1\n"


def test_a_module_is_imported_as_a_whole_as_bundlers_do(tmp_path: Path) -> None:
    """Of a CommonJS module Node sees the names that stand in its code alone, and an ES module has no others."""
    package = tmp_path / "node_modules" / "teapot"
    package.mkdir(parents=True)
    (package / "index.js").write_text("module.exports = Object.fromEntries([['pour', () => 1], ['lid', 2]])")
    (package / "lid.mjs").write_text("export default { pour: 1 }; export const lid = 2")
    with session("javascript", layer=str(tmp_path)) as found:
        found.run("import * as pot from 'teapot'; console.log(pot.pour(), pot.lid, pot.default.lid)")
        found.run("import * as lid from 'teapot/lid.mjs'; console.log(Object.keys(lid), lid.pour)")
        assert found.printed() == "1 2 2\n[ 'default', 'lid' ] undefined\n"


def test_a_part_of_a_package_of_the_layer_is_had(tmp_path: Path) -> None:
    for name, exports in (("teapot", {"exports": {"./lid": "./lid.mjs"}}), ("@tea/cup", {})):
        package = tmp_path / "node_modules" / name
        (package / "lids").mkdir(parents=True)
        (package / "package.json").write_text(json.dumps(exports))
        (package / "lid.mjs").write_text(f"export const lid = '{name}'")
        (package / "lids" / "index.js").write_text("exports.lids = 2")
        (package / "old.js").write_text("exports.old = true")
    with session("javascript", layer=str(tmp_path)) as found:
        found.run("import { lid } from 'teapot/lid'; console.log(lid)")
        found.run("import { old } from '@tea/cup/old'; import { lids } from '@tea/cup/lids'; console.log(old, lids)")
        assert found.printed() == "teapot\ntrue 2\n"
        shown = failed(found, "import '@tea/cup/none'")
        assert shown["message"].startswith(f"Cannot find module '{tmp_path}/node_modules/@tea/cup/none'")
        assert "is not defined by" in failed(found, "import 'teapot/none'")["message"]


@pytest.mark.parametrize("first", ["const", "let", "var"])
def test_values_one_after_the_other_may_have_the_name_of_an_older_one(javascript: Session, first: str) -> None:
    javascript.run(f"{first} tea = 0")
    reports = javascript.run("const tea = 1", "const tea = 2", "const tea = 3", mode="value")
    assert [value for value, _ in steps_of(reports)] == ["1", "2", "3"]
    javascript.run("console.log(tea)")
    assert javascript.printed() == "3\n"


@pytest.mark.parametrize(
    "code", ["import tea from 'no-such-tea'", "require('no-such-tea')", "await import('no-such-tea')"]
)
def test_a_missing_module_is_named(javascript: Session, code: str) -> None:
    assert failed(javascript, code)["name"] == "no-such-tea"


def test_a_module_that_another_one_needs_is_named(tmp_path: Path) -> None:
    package = tmp_path / "node_modules" / "teapot"
    package.mkdir(parents=True)
    (package / "package.json").write_text('{"exports": "./index.mjs"}')
    (package / "index.mjs").write_text("import 'no-such-lid'")
    with session("javascript", layer=str(tmp_path)) as found:
        assert failed(found, "import pour from 'teapot'")["name"] == "no-such-lid"


def test_an_error_names_its_line_and_what_is_missing(javascript: Session) -> None:
    shown = failed(javascript, "const cups = 1;\n\nlids.count()")
    assert (shown["type"], shown["message"], shown["line"], shown["name"]) == (
        "ReferenceError",
        "lids is not defined",
        12,
        "lids",
    )
    assert "javascript_session" not in shown["traceback"]
    assert failed(javascript, "let x = 1;\nlet y = = 2")["line"] == 11
    javascript.run("console.log(cups)")
    assert javascript.printed() == "1\n"


def test_an_example_ends_when_all_that_it_started_has(javascript: Session) -> None:
    javascript.run("setTimeout(() => console.log('late'), 20); console.log('first')")
    javascript.run("Promise.resolve().then(() => console.log('then')); await null; console.log('now')")
    assert javascript.printed() == "first\nlate\nthen\nnow\n"


@pytest.mark.parametrize(
    "code", ["setTimeout(() => { throw new RangeError('cup') }, 5)", "Promise.reject(new RangeError('cup'))"]
)
def test_an_error_that_nobody_catches_is_told(javascript: Session, code: str) -> None:
    shown = failed(javascript, f"\n{code}")
    assert (shown["type"], shown["message"], shown["line"]) == ("RangeError", "cup", 11)


@pytest.mark.parametrize(
    "code", ["throw new RangeError('cup')", "setTimeout(() => { throw new RangeError('cup') }, 5)"]
)
def test_the_lines_of_an_error_are_those_of_the_page_where_types_took_some(javascript: Session, code: str) -> None:
    shown = failed(javascript, f"type Tea =\n  | 1\n  | 2;\nif (1 as Tea) {{\n    {code}\n}}")
    assert shown["line"] == 14
    assert "RangeError: cup" in shown["traceback"]
    assert ":14:" in shown["traceback"]


def test_one_that_the_example_listens_for_is_not(javascript: Session) -> None:
    code = "process.on('uncaughtException', (e) => console.log(e.message)); setTimeout(() => { throw Error('cup') }, 5)"
    assert "end" in javascript.last(code)
    assert "exception" in javascript.last("setTimeout(() => { throw Error('lid') }, 5)")
    assert javascript.printed() == "cup\n"


def test_an_exit_ends_the_process_and_in_the_last_statement_the_example(javascript: Session) -> None:
    assert javascript.last("console.log('tea')\nprocess.exit(3)")["code"] == 3
    assert javascript.last("process.exit(0)\nconsole.log('never')") == {"exit": 2, "code": 0, "out": 4, "err": 0}
    assert javascript.printed() == "tea\n"


def test_a_promise_that_is_never_settled_is_no_end(javascript: Session) -> None:
    assert javascript.last("await new Promise(() => 0)")["code"] == 13


def test_what_goes_on_after_an_error_costs_the_session(javascript: Session) -> None:
    last = javascript.last("setInterval(() => 0, 20)\nlids()")
    assert (last["shown"]["name"], last["lost"]) == ("lids", True)


def test_what_an_example_does_to_lists_costs_it_nothing(javascript: Session) -> None:
    assert "end" in javascript.last("Array.prototype.some = () => { throw new Error('tea') }")


def test_output_that_an_example_holds_back_costs_the_session(javascript: Session) -> None:
    assert javascript.last("process.stdout.cork(); console.log('tea')")["lost"] is True


def test_listeners_of_the_end_are_called_once(javascript: Session) -> None:
    javascript.run("process.on('beforeExit', () => console.log('before')).on('exit', (code) => console.log(code))")
    javascript.run("console.log('next')")
    assert javascript.printed() == "before\n0\nnext\n"


def test_steps_of_a_script_are_one_script(javascript: Session) -> None:
    """Functions are hoisted over steps, and what is due later runs later."""
    reports = javascript.run(
        "Promise.resolve().then(() => console.log('then')); pour()", "function pour() {}", "pour()"
    )
    assert cut(javascript, reports) == ["", "", "then\n"]


def test_values_are_told_and_not_printed(javascript: Session) -> None:
    codes = ["1 + 1", "const cups = ['a']", "console.log('tea')", "console.log(1, 2)", "cups.push('b')"]
    reports = javascript.run(*codes, mode="value")
    assert steps_of(reports) == [("2", None), ("[ 'a' ]", None), ("'tea'", "tea"), ("'1 2'", "1 2"), ("2", None)]
    assert cut(javascript, reports) == ["", "", "tea\n", "1 2\n", ""]


def test_a_prompt_shows_values(javascript: Session) -> None:
    reports = javascript.run("1 + 1", "const cups = { a: 1 }", "cups", "'tea'", "{ b: 2 }", mode="single")
    assert cut(javascript, reports) == ["2\n", "", "{ a: 1 }\n", "'tea'\n", "{ b: 2 }\n"]


def test_a_prompt_tells_what_is_assigned_where_the_page_shows_it(javascript: Session) -> None:
    reports = javascript.run("const tea = 'green';", "let cups = tea.length", mode="assigned")
    assert steps_of(reports) == [("'green'", "green"), ("5", None)]
    assert javascript.printed() == ""


@pytest.mark.parametrize(
    ("code", "said", "known"),
    [
        ("1n + 1", "TypeError: can't mix tea and water", True),
        ("null.lid", "TypeError: tea is null", True),
        ("null.lid", "RangeError: tea is null", False),
        ("(() => { throw new TypeError('no tea') })()", "TypeError: tea is null", False),
        ("JSON.parse('{')", "SyntaxError: JSON.parse: no tea", True),
        ("require('fs').readFileSync(1.5)", "TypeError: no tea", False),
        ("(() => { throw Error('No lid, get one') })()", "Error: no lid", True),
        ("(() => { throw Error('No lids') })()", "Error: no lid", False),
    ],
)
def test_a_comment_may_tell_an_error_in_the_words_of_another_engine(
    javascript: Session, code: str, said: str, known: bool
) -> None:
    assert ("end" in javascript.last(code, mode="value", said=said)) is known


def test_a_prompt_goes_on_after_an_error(javascript: Session) -> None:
    assert "end" in javascript.last("lids", "1 + 1", mode="raises")
    assert javascript.printed("err") == "ReferenceError: lids is not defined\n"


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ('{ "a": 1, "b": 2 }', "expression"),
        ("a: 1,\nb() { return 2 }", "members"),
        ("#a = 1;\nb() { return 2 }", "class body"),
        ("return 5", "function body"),
        ("let cups = = 2", "slip"),
        ("pour({\n\t`tea.green`: 1,\n});", "slip"),
        ("if (tea) {\n\tlet cups = = 2;\n}", "slip"),
        ("pour({ tea: 'green'\nbrew()", "slip"),
        ("pour('it's hot')", "slip"),
        ("fucntion pour() { return 1 }", "slip"),
        ("const cup = await pour(\nbrew(1)", "slip"),
        ("pour(tea): number\nbrew(tea, cups): Promise<void>", "other"),
        ("name  cups\nann   12", "other"),
        ("...\nvar cups = 1;", "other"),
        ("One cup of tea. Two of milk", "other"),
    ],
)
def test_what_is_no_script_may_be_the_part_of_one(javascript: Session, code: str, part: str) -> None:
    assert failed(javascript, code)["name"] == part


def test_an_example_changes_nothing_of_ours(javascript: Session) -> None:
    javascript.run("JSON.stringify = console.log = setTimeout = null; String.prototype.split = () => { throw 1 }")
    assert "end" in javascript.last("const cups = 1; import('path')")
    assert "end" in javascript.last("cups + 1", mode="value")


def test_what_is_ours_is_not_seen(javascript: Session) -> None:
    javascript.run("console.log(Object.keys(globalThis).filter((name) => /docverify|require|module/.test(name)))")
    javascript.run("console.log(require('fs').readdirSync('.'), process.argv.length, process.mainModule === module)")
    assert javascript.printed() == "[]\n[] 2 true\n"


def test_types_are_stripped_by_what_is_installed_for_it(tmp_path: Path) -> None:
    package = tmp_path / "node_modules" / "sucrase"
    package.mkdir(parents=True)
    (package / "index.js").write_text("exports.transform = (code) => ({ code: code.replace(/: number/g, '') })")
    with session("javascript", layer=str(tmp_path)) as found:
        assert "end" in found.last("const cups: number = 2\nimport { sep } from 'path'\nconsole.log(cups, sep)")
        shown = failed(found, "\nconst more: number = lids")
        assert (shown["line"], shown["name"]) == (11, "lids")
        assert failed(found, "\nconst more: string = lids")["frames"] == ["sucrase"]
        assert found.printed() == "2 /\n"


def test_a_module_may_be_had_in_two_ways_in_one_example(javascript: Session) -> None:
    """Pages show an import and a `require` of the same thing one below the other."""
    assert "end" in javascript.last(
        "import path from 'path'\n// or\nconst path = require('path')\nconsole.log(path.sep)"
    )
    assert javascript.printed() == "/\n"


def test_several_values_in_a_line_are_its_text(javascript: Session) -> None:
    reports = javascript.run("console.log('tea', 'pot')", "Object.create(null)", mode="value")
    assert steps_of(reports) == [("'tea pot'", "tea pot"), ("{}", None)]


def test_a_value_that_cannot_be_had_leaves_printing_as_it_was(javascript: Session) -> None:
    javascript.run("globalThis.log = console.log")
    assert failed(javascript, "console.log(lids)", mode="value")["name"] == "lids"
    javascript.run("log(console.log === log)")
    assert javascript.printed() == "true\n"
