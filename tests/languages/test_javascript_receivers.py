"""What a page is not held responsible for when something lacks the part that is taken of it."""

import pytest

from docverify.languages.javascript import javascript
from docverify.model import Example
from tests.languages.building import page, raising, read


def told(code: str, message: str, *above: str, line: int = 0, language: str = "javascript") -> str | None:
    """What is said of the last example of a page, whose line `line` ended in that TypeError."""
    all_: list[Example] = page(*above, code, language=language)
    one = all_[-1]
    found = javascript.reason(one, raising(one, "TypeError", message, line=one.block.line + line), all_)
    return found and ": ".join(found)


def test_what_has_the_name_of_a_module_of_nodes_own_need_not_be_that() -> None:
    lacking = "stream.cork is not a function"
    said = "fragment: its `stream` may be another thing than the module of that name"
    assert told("stream.cork()", lacking, "const stream = require('node:stream')") == said
    assert told("const stream = require('node:stream')\nstream.cork()", lacking, line=1) is None
    assert told("tea.cork()", "tea.cork is not a function", "const tea = require('tea')") is None
    assert told("path.cork()", "path.cork is not a function", "const path = require('node:path')") is None


@pytest.mark.parametrize(
    ("code", "message", "added"),
    [
        ("const all = [1, [2]].cups()", "[1,[2]].cups is not a function", "cups"),
        ("(10).brew.be.warm(10)", "Cannot read properties of undefined (reading 'be')", "brew"),
        ("('green').brew.be.warm()", "Cannot read properties of undefined (reading 'be')", "brew"),
        ("({ a: 1, b: [2] }).brew.warm()", "Cannot read properties of undefined (reading 'warm')", "brew"),
        ("'green'.tea()", '"green".tea is not a function', "tea"),
        ("const pot = {}\npot[0].brew.warm()", "Cannot read properties of undefined (reading 'warm')", ""),
        ("const pot = fill\n[1].brew.warm()", "Cannot read properties of undefined (reading 'warm')", ""),
        ("const pot = {}\npot.lid.be()", "Cannot read properties of undefined (reading 'be')", ""),
        ("const pot = (a, [1]).cups()", "(a , [1]).cups is not a function", ""),
        ("const tea = 1\nnew Map([[1, 2]]).cups()", "(intermediate value).cups is not a function", ""),
    ],
)
def test_what_values_of_the_language_do_not_have_is_added_by_what_the_page_does_not_load(
    code: str, message: str, added: str
) -> None:
    said = f"fragment: takes `{added}` of a value, which something adds that the page does not load"
    line = code.count("\n")
    assert (told(code, message, line=line) == said) is bool(added)
    assert "adds" not in (told(code, message, "import 'tea'", line=line) or "")


@pytest.mark.parametrize(
    ("code", "message", "newer"),
    [
        ("pots.values().map(lid)", "pots.values(...).map is not a function", True),
        ("text.matchAll(tea).filter(warm)", "text.matchAll(...).filter is not a function", True),
        ("cups().map(lid).take(3)", "cups(...).map is not a function", True),
        ("cups().map(lid)", "cups(...).map is not a function", False),
        ("pots.values().pour(lid)", "pots.values(...).pour is not a function", False),
        ("pots.values.map(lid)", "pots.values.map is not a function", False),
    ],
)
def test_a_method_that_arrays_have_too_needs_a_newer_release_where_an_iterator_is_meant(
    code: str, message: str, newer: bool
) -> None:
    name = message.split(" ")[0].rpartition(".")[2]
    expected = f"missing-toolchain: `{name}` of an iterator needs Node 22"
    assert (told(code, message) == expected) is newer


def test_what_one_example_of_the_page_takes_of_an_iterator_another_takes_too() -> None:
    code, message = "cups().map(lid)", "cups(...).map is not a function"
    assert (
        told(code, message, "cups(1).map(lid)\n  .take(3)") == "missing-toolchain: `map` of an iterator needs Node 22"
    )
    assert "missing-toolchain" not in (told(code, message, "lids(1).take(3)") or "")


IMPORTED = "import tea from 'tea'\ntea(1)"


@pytest.mark.parametrize(
    ("above", "code", "doubtful"),
    [
        ([IMPORTED, "require('tea/cups')(2)"], "tea.pour()", True),
        ([IMPORTED, "const pot = require('tea')"], "tea\n  .pour(function (tea) { tea.lid() })", True),
        ([IMPORTED], "tea.pour()", False),
        (["const tea = require('tea')"], "tea.pour()", False),
        ([IMPORTED, "require('teapot')(2)"], "tea.pour()", False),
        ([IMPORTED, "require('tea')(2)"], f"{IMPORTED}\ntea.pour()", False),
        (["import { tea } from 'tea'", "require('tea')(2)"], "tea.pour()", False),
    ],
)
def test_what_a_page_imports_and_requires_too_may_be_either(above: list[str], code: str, doubtful: bool) -> None:
    said = "fragment: its `tea` may be what `require` gives, and not the default of `tea`"
    assert told(code, "tea.pour is not a function", *above) == (said if doubtful else None)


@pytest.mark.parametrize(
    ("ends", "own"),
    [("module.exports = { lid }", True), ("export default lid", True), ("export const cups = 1", False)],
)
def test_what_a_module_makes_is_its_own(ends: str, own: bool) -> None:
    module = f"const tea = brew()\n{ends}"
    said = "fragment: its `tea` may be another one than that of the page"
    assert told("tea.pour()", "tea.pour is not a function", module) == (said if own else None)


def test_a_call_may_stand_on_another_line_than_its_root() -> None:
    said = "fragment: its `tea` may be another one than that of the page"
    assert told("tea\n  .pour()", "tea.pour is not a function", "let tea = brew()\ntea = 2", "let tea", line=1) == said
    assert told("const tea = 1\ntea\n  .pour()", "tea.pour is not a function", line=2) is None


def test_what_a_function_calls_its_parameter_is_needed_where_the_statement_takes_a_part_of_it() -> None:
    one = read("tea.pour(function (tea, cups) {\n  tea.lid(cups)\n})", "javascript")
    assert one.needs == {"tea"}
    assert not read("const tea = 1\ntea.pour(tea => tea.lid())", "javascript").needs
    assert not read("function pour(tea) {}\npour((pour) => 1)", "javascript").needs


HOOKS = "test.before(async cup => {\n  cup.tea = await POT.pour()\n})\ntest.after(cup => cup.tea.end())"
PLAIN = "let tea\ntest.before(() => {\n  tea = new POT.Tea()\n})\ntest.after(() => tea.end())"


@pytest.mark.parametrize(
    ("code", "above", "named"),
    [
        (HOOKS, "brew()", "cup.tea"),
        (PLAIN, "brew()", "tea"),
        (HOOKS, "const POT = {}", ""),
        (HOOKS.replace("POT", "console"), "brew()", ""),
        (HOOKS.replace("cup.tea = ", "cup.lid = "), "brew()", ""),
        (HOOKS.replace("tea = ", "tea == "), "brew()", ""),
        ("const tea = POT.pour()\ntea.end()", "brew()", ""),
        (HOOKS.replace("=> cup.tea", "=> my.cup.tea"), "brew()", ""),
    ],
)
def test_what_was_to_be_made_of_what_the_page_does_not_define_may_be_missed_later(
    code: str, above: str, named: str
) -> None:
    found = told(code, "Cannot read properties of undefined (reading 'end')", above, line=code.count("\n"))
    expected = f"fragment: makes its `{named}` of `POT`, which no example on the page defines"
    assert (found == expected) is bool(named)
    assert named or "makes its" not in (found or "")
    assert "makes its" not in (told(code, "Cannot read properties of undefined (reading 'lid')", above, line=3) or "")
