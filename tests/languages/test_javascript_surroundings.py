"""What stands around an example of JavaScript, and decides what becomes of it: browsers, releases, other examples."""

import pytest

from docverify.languages.javascript import javascript
from docverify.model import Example, Run, StepRun
from tests.languages.building import page, raising, read, run

INSIDE = "TypeError: no lid\n    at pour (/docv/layers/javascript/node_modules/tea/pot.js:7:3)\n    at /src/a.md:20:1"


def told(one: Example, done: Run, *others: Example) -> str | None:
    found = javascript.reason(one, done, [*others, one])
    return found and ": ".join(found)


@pytest.mark.parametrize(
    ("code", "foreign"),
    [
        ("Tea.pour()\ndocument.write(1)", "document"),
        ("window.lid = 1\nTea.pour()", "window"),
        ("Tea.pour()\nconst { document } = Tea\ndocument.write(1)", None),
    ],
)
def test_who_uses_the_page_of_a_browser_is_for_browsers(code: str, foreign: str | None) -> None:
    one = read(f"import Tea from 'tea'\n{code}", "javascript")
    found = told(one, raising(one, "TypeError", "Tea.pour is not a function", line=11))
    assert found == (foreign and f"needs-display: is for browsers: it needs `{foreign}`")


@pytest.mark.parametrize(
    ("code", "called", "other", "foreign"),
    [
        ("Math.pour()", "Math.pour", "<script src='tea.js'></script>", True),
        ("Math.pour()", "Math.pour", "window.lid = 1", True),
        ("const pour = Math.pour;\npour(1)", "pour", "<script src='tea.js'></script>", True),
        ("Math.pour()", "Math.pour", "Math.max(1)", False),
        ("const pour = tea.pour;\npour(1)", "pour", "<script src='tea.js'></script>", False),
    ],
)
def test_what_is_added_to_an_object_of_nodes_may_be_added_by_a_script(
    code: str, called: str, other: str, foreign: bool
) -> None:
    one, second = read(f"import tea from 'tea'\n{code}", "javascript"), read(other, "javascript", 2, line=20)
    line = 10 + code.count("\n") + 1
    found = told(one, raising(one, "TypeError", f"{called} is not a function", line=line), second)
    assert found == ("needs-display: needs `Math.pour`, which a script sets in browsers" if foreign else None)


@pytest.mark.parametrize(
    ("elsewhere", "pinned"),
    [
        ("npm install tea", True),
        ("yarn add tea@5.1", True),
        ("npm install tea@4", False),
        ("npm install tea-pots", False),
    ],
)
def test_a_section_that_installs_another_release_is_about_that_one(elsewhere: str, pinned: bool) -> None:
    first = read(elsewhere, "shell", heading=("Tea",))
    second = read("npm install tea@4", "shell", 2, line=20, heading=("Tea", "Old pots"))
    third = read("const tea = require('tea')\ntea.pour()", "javascript", line=30, heading=("Tea", "Old pots"))
    done = raising(third, "TypeError", "tea.pour is not a function", line=31)
    expected = f"missing-package: needs `tea@4`, which `{second.id}` installs for its section"
    assert told(third, done, first, second) == (expected if pinned else None)


@pytest.mark.parametrize(
    ("code", "traceback", "shadowed"),
    [
        ("import { setTimeout } from 'node:timers/promises'\npour()", INSIDE, True),
        (
            "import { setTimeout } from 'node:timers/promises'\npour()",
            "TypeError: no lid\n    at /src/a.md:20:1",
            False,
        ),
        ("import { setLid } from 'tea'\npour()", INSIDE, False),
    ],
)
def test_packages_see_the_names_of_nodes_that_an_example_declares(code: str, traceback: str, shadowed: bool) -> None:
    one = read(f"import {{ pour }} from 'tea'\n{code}", "javascript")
    found = told(one, raising(one, "TypeError", "no lid", traceback=traceback, line=12))
    assert found == ("incomplete: gives `setTimeout`, which Node has too, another meaning" if shadowed else None)


def test_a_name_that_another_example_began_to_make_is_not_of_this_one() -> None:
    said = "Cannot access 'pot' before initialization"
    uses, makes = read("import 'tea'\nbrew()", "javascript"), read("pot.pour()\nconst pot = brew()", "javascript")
    expected = "fragment: its `pot` is one that an example above did not come to make"
    assert told(uses, raising(uses, "ReferenceError", said)) == expected
    assert told(makes, raising(makes, "ReferenceError", said)) is None


@pytest.mark.parametrize(
    ("filling", "code", "value", "filled"),
    [
        ("put(pot, 'tea.green', 1)", "put(pot, 'lid', 2) //=> { lid: 2 }", "{ tea: { green: 1 }, lid: 2 }", True),
        ("put(pot, 'tea.green', 1)", "put(pot, 'lid', 2) //=> { lid: 3 }", "{ tea: { green: 1 }, lid: 2 }", False),
        ("put(pot, 'tea.green', 1)", "put(pot, 'lid', 2) //=> { lid: 2 }", "{ cup: 1, lid: 2 }", False),
        ("put(cup, 'tea.green', 1)", "put(pot, 'lid', 2) //=> { lid: 2 }", "{ tea: { green: 1 }, lid: 2 }", False),
        ("put(pot, 'tea.green', 1)", "put({}, 'lid', 2) //=> { lid: 2 }", "{ tea: { green: 1 }, lid: 2 }", False),
    ],
)
def test_an_object_that_was_filled_above_may_be_empty_on_the_page(
    filling: str, code: str, value: str, filled: bool
) -> None:
    first, second, third = page("const pot = {}", filling, code, language="javascript")
    found = told(third, run(third, StepRun(value=value)), first, second)
    assert found == (f"fragment: its `pot` may be another one than that which `{second.id}` fills" if filled else None)


def test_what_is_imported_in_two_ways_is_one_thing_below() -> None:
    twice = "import pour from 'tea'\nimport { pour } from 'tea'"
    first, second = page(twice, "pour(1) // => 2", language="javascript")
    assert told(second, run(second, StepRun(value="3")), first) is None


def test_two_ways_to_import_are_alternatives() -> None:
    twice = "import pour from 'tea'\nimport { pour } from 'tea'\nconst cup = pour(1)"
    once = "import pour from 'tea'\nimport { pour as brew } from 'tea'\nconst cup = pour(1)"
    for code, expected in (
        (twice, "pseudo-code: shows alternatives one after the other, and ends in TeaError"),
        (once, None),
    ):
        one = read(code, "javascript")
        assert told(one, raising(one, "TeaError", "no lid", line=12)) == expected


@pytest.mark.parametrize(("address", "stands"), [("my.tea.server", True), ("tea.server", False)])
def test_an_address_without_a_scheme_may_stand_for_the_readers(address: str, stands: bool) -> None:
    one = read(f"import {{ Pot }} from 'tea'\nnew Pot('{address}')", "javascript")
    trace = f"TypeError: Invalid URL\n    at new URL (node:internal/url:806:29) {{\n  input: '{address}'\n}}"
    found = told(one, raising(one, "TypeError", "Invalid URL", traceback=trace, line=11))
    assert found == (f"placeholder: `{address}` stands for an address of the reader's" if stands else None)


def test_a_test_tells_on_its_output_what_it_lacks() -> None:
    code = "import { test } from 'node:test'\ntest('pours', () => fetch('https://tea.test'))"
    one = read(code, "javascript")
    done = run(one, StepRun(stdout="not ok 1 - pours\n  error: 'fetch failed'\n"), exit_code=1)
    assert (told(one, done) or "").startswith("needs-network: ")
    plain = read(code.replace("node:test", "tea"), "javascript")
    assert told(plain, done) is None


@pytest.mark.parametrize(
    ("shown", "makers", "heading", "doubtful"),
    [
        ("{ cups: 2, lid: 0 }", 2, "Counts", True),
        ("{ cups: 3, lid: 0 }", 2, "Counts", False),
        ("{ cups: 2, lid: 0 }", 1, "Counts", False),
        ("{ cups: 2, lid: 0 }", 2, "Pots", False),
    ],
)
def test_what_an_object_lacks_an_option_of_its_maker_may_bring(
    shown: str, makers: int, heading: str, doubtful: bool
) -> None:
    made = [read("const pot = new Pot({})", "javascript", n, line=n, heading=("Pots",)) for n in range(1, makers + 1)]
    one = read(f"pot.count() // => {shown}", "javascript", 9, line=90, heading=(heading,))
    found = told(one, run(one, StepRun(value="{ cups: 2 }")), *made)
    assert found == (f"fragment: its `pot` may have another option than that of `{made[0].id}`" if doubtful else None)


@pytest.mark.parametrize(
    ("lead", "meant"),
    [
        ("Unsupported example:", True),
        ("This will throw:", True),
        ("A pot for bad tea. Pour it:", False),
        ("Pots:", False),
    ],
)
def test_the_line_above_a_block_may_say_that_it_does_not_work(lead: str, meant: bool) -> None:
    one = read("import Pot from 'tea'\nnew Pot()", "javascript", lead=lead)
    found = told(one, raising(one, "TeaError", "no lid", line=11))
    assert found == ("incomplete: ends in TeaError, as the page says there" if meant else None)


@pytest.mark.parametrize(
    ("address", "stands"),
    [
        ("tea://lid:secret@host:port/cups", True),
        ("http://localhost:PORT?a", True),
        ("tea://lid:secret@host/cups", False),
        ("http://tea:80/a:b", False),
    ],
)
def test_an_address_of_the_page_with_a_word_for_its_port_stands_for_one_of_the_readers(
    address: str, stands: bool
) -> None:
    maker, one = page(f"const pot = brew('{address}')", "pot.pour()", language="javascript")
    done = raising(one, "TypeError", "Invalid URL", traceback="TypeError: Invalid URL\n    at new URL", line=20)
    assert ("stands for an address" in (told(one, done, maker) or "")) is stands
    assert "stands for an address" not in (told(one, raising(one, "TypeError", "Invalid pot", line=20), maker) or "")
