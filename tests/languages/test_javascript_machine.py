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
