"""What JavaScript finds on its machine: its lack, or another build, says nothing against a page."""

import pytest

from docverify.languages.javascript import javascript
from docverify.model import Example, Run, StepRun
from tests.languages.building import page, raising, read, run

PACKAGE = "/docv/layers/javascript/node_modules/tea/pot.js:7:3"


def told(one: Example, done: Run, *others: Example) -> str | None:
    found = javascript.reason(one, done, [*others, one])
    return found and ": ".join(found)


def inside(one: Example, kind: str, message: str, line: int = 0, place: str = PACKAGE) -> Run:
    """An error that a package threw, called from a line of the example, from 1."""
    at = one.block.line + max(line - 1, 0)
    return raising(one, kind, message, line=at, traceback=f"{kind}: {message}\n    at pour ({place})\n    at a.md:{at}")


@pytest.mark.parametrize(
    ("code", "line", "name"),
    [
        ("pour(\n  'green',\n  process.env.TEA_LEAF,\n)", 1, "TEA_LEAF"),
        ("const leaf = process.env['TEA_LEAF']\npour(leaf)", 2, "TEA_LEAF"),
        ("const leaf = process.env.TEA_LEAF\npour(cups)", 2, ""),
        ("process.env.TEA_LEAF = 'green'\npour(process.env.TEA_LEAF)", 2, ""),
    ],
)
def test_what_a_package_is_given_of_the_environment_is_the_readers(code: str, line: int, name: str) -> None:
    one = read(code, "javascript")
    reason = f"needs-credentials: needs the variable `{name}` of the environment" if name else None
    assert told(one, inside(one, "Error", "The leaf is empty", line)) == reason
    assert told(one, inside(one, "Error", "The leaf is empty", line, place="/src/a.md:10:1")) is None


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("Couldn't find the `xtea` binary and fallback didn't work", "missing-toolchain: needs the command `xtea`"),
        ("Not there. You can get it with: sudo apt install xtea", "missing-toolchain: needs the command `xtea`"),
        ("Cannot find the cup", None),
    ],
)
def test_a_package_may_want_a_command(message: str, reason: str | None) -> None:
    one = read("pour(1)", "javascript")
    assert told(one, inside(one, "Error", message)) == reason


@pytest.mark.parametrize(
    ("code", "message", "reason"),
    [
        (
            "const { parentPort } = require('worker_threads')\nparentPort.on('tea', pour)",
            "Cannot read properties of null (reading 'on')",
            "fragment: is for a worker, which other code starts",
        ),
        (
            "const tea = {}\nprocess.send(tea)",
            "process.send is not a function",
            "fragment: is for a process that another one starts",
        ),
        ("const tea = null\ntea.on('tea', 1)", "Cannot read properties of null (reading 'on')", None),
    ],
)
def test_code_of_a_worker_is_started_by_other_code(code: str, message: str, reason: str | None) -> None:
    one = read(code, "javascript")
    assert told(one, raising(one, "TypeError", message, line=11)) == reason


@pytest.mark.parametrize(
    ("code", "value", "seeks"),
    [
        ("const found = findUp('pot.json') // => 'pot.json'", "undefined", True),
        ("const found = findUp('pot.json') // => 'pot.json'", "'pan.json'", False),
        ("const found = brew('pot.json') // => 'pot.json'", "undefined", False),
        ("const found = findUp('pot.txt') // => 'pot.json'", "undefined", False),
        ("write('pot.json')\nconst found = findUp('pot.json') // => 'pot.json'", "undefined", False),
    ],
)
def test_a_file_that_is_found_is_on_the_disk_of_the_author(code: str, value: str, seeks: bool) -> None:
    one = read(code, "javascript")
    *others, _ = one.steps
    done = run(one, *(StepRun() for _ in others), StepRun(value=value))
    reason = "missing-file: finds the file `pot.json`, which no example on the page creates"
    assert told(one, done) == (reason if seeks else None)


@pytest.mark.parametrize(
    ("message", "given"),
    [
        ('Expected "green" and got 2 cups of it', True),
        ('Expected "green" and got', False),
        ("No cups", False),
    ],
)
def test_a_message_that_the_example_gives_with_values_in_it_is_its_own(message: str, given: bool) -> None:
    one = read("pour(\n  false,\n  'Expected \"%s\" and got %j cups of it',\n  'green',\n  2\n)", "javascript")
    reason = "incomplete: ends in PotError, as the page says there"
    assert told(one, inside(one, "PotError", message)) == (reason if given else None)


@pytest.mark.parametrize(("second", "doubtful"), [("tea/dist/tea.min.js", True), ("tea", False)])
def test_what_comes_of_one_of_several_modules_may_be_that_of_another(second: str, doubtful: bool) -> None:
    maker, one = page(
        f"const Tea = require('tea')\nimport Tea from '{second}'", "Tea.Pots.lid(1)", language="javascript"
    )
    done = inside(one, "PotError", "no lid")
    reason = f"fragment: its `Tea` may be of another module that `{maker.id}` names"
    assert told(one, done, maker) == (reason if doubtful else None)


@pytest.mark.parametrize(
    ("code", "message", "line", "reason"),
    [
        ("pour('//pot/tea') // 'tea' (Windows)", "no such pot", 1, "incomplete: its comment there speaks of Windows"),
        ("pour('//pot/tea')\n// on Windows", "no such pot", 1, None),
        ("pour(1)", "The cup of --tea is empty", 1, None),
        (
            "pour(1)",
            "A cup was invoked without --experimental-cups",
            1,
            "incomplete: needs Node to be run with `--experimental-cups`",
        ),
        (
            "// Must be run with --tea-time\npour(1)",
            "no tea",
            2,
            "incomplete: needs Node to be run with `--tea-time`",
        ),
        (
            "process.permission.has('lid')",
            "Cannot read properties of undefined (reading 'has')",
            1,
            "incomplete: needs Node to be run with `--permission`",
        ),
        ("process.tea.has('lid')", "Cannot read properties of undefined (reading 'has')", 1, None),
        ("const tea = {}\ntea.pour() // Run with --tea-time", "tea.pour is not a function", 2, None),
        (
            "// Run with --expose-tea\ntea.pour()",
            "tea.pour is not a function",
            2,
            "incomplete: may need Node to be run with `--expose-tea`",
        ),
        ("const tea = {}\ntea.pour('/pot') // 'tea' (Windows)", "tea.pour is not a function", 2, None),
        ("process.stdout.wirte()", "process.stdout.wirte is not a function", 1, None),
        ("const tea = argv[1]\npour(undefined)", "The tea must be a string. Received undefined", 2, None),
        ("const cups = {}\ncups.tea.has('lid')", "Cannot read properties of undefined (reading 'has')", 2, None),
        (
            "process.stdout.hasColors()",
            "process.stdout.hasColors is not a function",
            1,
            ("needs-display: needs a terminal"),
        ),
        (
            "const tea = argv[2]\npour(tea)",
            "The tea must be a string. Received undefined",
            2,
            ("needs-input: needs arguments on its command line"),
        ),
        ("const tea = cups[2]\npour(tea)", "The tea must be a string. Received undefined", 2, None),
    ],
)
def test_what_only_another_system_or_start_has_is_of_that(
    code: str, message: str, line: int, reason: str | None
) -> None:
    one = read(code, "javascript")
    assert told(one, raising(one, "TypeError", message, line=9 + line)) == reason


def test_what_an_option_of_node_brings_another_example_may_name() -> None:
    above, one = page("// Run with --experimental-tea\npour()", "new vm.Tea()", language="javascript")
    missing = raising(one, "TypeError", "vm.Tea is not a constructor", line=20)
    assert told(one, missing, above) == "incomplete: may need Node to be run with `--experimental-tea`"
    assert told(one, missing) is None
    assert told(one, raising(one, "TypeError", "no tea", line=20), above) is None


@pytest.mark.parametrize(
    ("code", "message", "is_lacking"),
    [
        ("const { Tea } = require('node:vm')\nnew Tea()", "Tea is not a constructor", True),
        ("global.pour()", "global.pour is not a function", True),
        ("import { Tea } from 'vm'", "The requested module 'node:vm' does not provide an export named 'Tea'", True),
        ("import { Tea } from 'tea'", "The requested module 'tea' does not provide an export named 'Tea'", False),
        ("const { Tea } = require('tea')\nnew Tea()", "Tea is not a constructor", False),
        ("tea.pour()", "tea.pour is not a function", False),
    ],
)
def test_but_it_brings_nothing_of_others(code: str, message: str, is_lacking: bool) -> None:
    above, one = page("// Run with --experimental-tea\npour()", code, language="javascript")
    found = told(one, raising(one, "TypeError", message, line=20), above)
    assert (found == "incomplete: may need Node to be run with `--experimental-tea`") is is_lacking


@pytest.mark.parametrize(
    ("code", "message", "line", "reason"),
    [
        ("tea.pour()", "The _read() method is not implemented", 1, (
            "incomplete: goes on with what it has not made as a whole: The _read() method is not implemented"
        )),
        ("tea.pour()", "pouring is not implemented for cups", 1, None),
        ("let tea;\ntry {\n  tea = await pour();\n} finally {\n  tea.end();\n}", (
            "Cannot read properties of undefined (reading 'end')"
        ), 5, "incomplete: its `finally` uses `tea`, which an error before it kept from being set"),
        ("let tea;\ntea.end();", "Cannot read properties of undefined (reading 'end')", 2, None),
        ("function Pot() {\n  this.warmUp();\n}\nnew Pot();", "this.warmUp is not a function", 2, (
            "fragment: makes an object without its `warmUp`, which no example on the page defines"
        )),
        ("pot.on('tea', function () {\n  this.warmUp();\n});", "this.warmUp is not a function", 2, None),
        ("class Pot {\n  constructor() {\n    this.warmUp();\n  }\n}\nnew Pot();", "this.warmUp is not a function", 3, (
            None
        )),
        ("function Pot() {\n  this.warmup = 1;\n  this.warmUp();\n}\nnew Pot();", "this.warmUp is not a function", 3, (
            None
        )),
    ],
)  # fmt: skip
def test_what_was_not_made_before_is_no_fault_of_where_it_is_missed(
    code: str, message: str, line: int, reason: str | None
) -> None:
    one = read(code, "javascript")
    assert told(one, raising(one, "TypeError", message, line=9 + line)) == reason


def test_a_limit_of_time_that_code_sets_itself_may_run_out() -> None:
    one = read("pour({ timeout: 5 })", "javascript")
    own = "timeout: ran into a limit of time that it sets itself: Error"
    assert told(one, raising(one, "Error", "The tea timed out after 5ms")) == own
    assert told(one, raising(one, "Error", "The tea needs a timeout")) is None
    other = read("pour({ cups: 5 })", "javascript")
    assert told(other, raising(other, "Error", "The tea timed out after 5ms")) is None


def test_tests_that_are_there_to_fail_do() -> None:
    one = read("test('cold', () => {\n  // This test fails because it is cold.\n  drink(1)\n})", "javascript")
    failed = run(one, StepRun(stdout="# fail 1\n"), exit_code=1)
    assert told(one, failed) == "incomplete: ends with status 1: its comments tell of tests that fail"
    for said in ("", "  // A test fails when it throws.\n"):
        other = read(f"test('cold', () => {{\n{said}  drink(1)\n}})", "javascript")
        assert told(other, run(other, StepRun(stdout="# fail 1\n"), exit_code=1)) is None
