"""Whether a value is the one that a comment shows, and what no comment is held against a page for."""

import pytest

from docverify import judge
from docverify.languages.javascript import javascript
from docverify.languages.javascript_code.sameness import loose
from docverify.model import StepRun
from tests.languages.building import read, run

VALUES = {
    ("42", "42"): "pass matched",
    ("42", "41"): "drift ran",
    ("1_000", "1000"): "pass matched",
    ("'a'", "'b'"): "drift ran",
    (r"'\uD83C\uDF75'", "'🍵'"): "pass matched",
    (r"'\uD83C\uDF74'", "'🍵'"): "drift ran",
    ('"it\'s"', '"it\'s"'): "pass matched",
    ("true", "false"): "drift ran",
    ("[1, 2]", "[ 1, 3 ]"): "drift ran",
    ("[1, ..., 4]", "[ 1, 2, 3, 4 ]"): "pass matched",
    ("[1, ..., 4]", "[ 1, 2, 3, 5 ]"): "drift ran",
    ('{"b": 1, "a": [2]}', "{ a: [ 2 ], b: 1 }"): "pass matched",
    ("{ a: 1 }", "{ a: 1, b: undefined }"): "pass matched",
    ("{ a: 1 }", "{ a: 1, b: 2 }"): "drift ran",
    ("[{ a: 1 }, ...]", "[ { b: 1 }, { a: 1 }, { c: 1 } ]"): "pass matched",
    ("[{ a: 2 }, ...]", "[ { b: 1 }, { a: 1 }, { c: 1 } ]"): "drift ran",
    ("[2, ...]", "[ 1, 2, 3 ]"): "drift ran",
    ("{ a: 1, ... }", "{ a: 1, b: 2 }"): "pass matched",
    ("{ a: '1' }", "{ a: '2', b: 1 }"): "drift ran",
    ("Tea { a: 1 }", "Tea { a: 1 }"): "pass matched",
    ("['a', 'b']", "[ 'a', 'b', index: 0, input: 'ab', groups: undefined ]"): "pass matched",
    ("['a', 'c']", "[ 'a', 'b', index: 0, input: 'ab', groups: undefined ]"): "drift ran",
    (r"/^[^\/]*\/b$/", r"/^[^/]*\/b$/"): "pass matched",
    ("/^[^/]*b$/", "/^[^/]*c$/"): "drift ran",
    ("true!", "true"): "pass matched",
    ("true!", "false"): "drift ran",
    ("1.7(2)", "'1.7(2)'"): "pass matched",
    ("Tea { a: 1 }", "Cup { a: 1 }"): "drift ran",
    ("{ a: 1 }", "Tea { a: 1 }"): "pass matched",
    ("{ a: 2 }", "Tea { a: 1 }"): "pass ran",
    ("Tea { a: 1 }", "Tea { a: 2, lid: 1 }"): "pass ran",
    ("Tea [ 1, 2 ]", "Tea { size: 2 }"): "pass ran",
    ("{ c: Tea [ 1 ] }", "{ c: Tea { size: 1 } }"): "pass ran",
    ("Map {'a' => 1}", "Map(1) { 'a' => 1 }"): "pass matched",
    ("Map {'a' => 2}", "Map(1) { 'a' => 1 }"): "drift ran",
    ("Set { 1, 2 }", "Set(2) { 1, 3 }"): "drift ran",
    ("Set { 1, 2 }", "Set(2) { 2, 1 }"): "pass matched",
    ("Set { 1, 1 }", "Set(2) { 2, 1 }"): "drift ran",
    ("Map { 1 => 2, 2 => 1 }", "Map(2) { 2 => 1, 1 => 2 }"): "drift ran",
    ("[Function]", "[Function: pour]"): "pass matched",
    ("{ a: [Object] }", "{ a: { b: 1 } }"): "pass matched",
    ('"2020-01-02T03:04:05.000Z"', "2020-01-02T03:04:05.000Z"): "pass matched",
    ("42", "'first'"): "pass ran",
    ("3", "Promise { 3 }"): "pass ran",
    ("['1', '2']", "[ 1, 3 ]"): "pass ran",
    ("['1', 2, '3']", "[ '1', '2', '3' ]"): "drift ran",
    ("{ tea: 'green', cups: 2 }", "{ tea: 'green', cups: '2' }"): "drift ran",
    ("{ tea: 'green', cups: 2 }", "{ tea: 'green', cups: '3' }"): "pass ran",
    ("{ tea: 'green', cups: number }", "{ tea: 'green', cups: '3' }"): "pass ran",
    ("{ tea: 'green', cups: two }", "{ tea: 'green', cups: 'two' }"): "pass matched",
    ("[1, 2]", "[ '1', '2' ]"): "pass ran",
    ("'a=b[0]'", "'a=b%5B0%5D'"): "pass ran",
    ("green and warm", "'blue'"): "pass ran",
    ("green tea", "'green teo'"): "pass ran",
    (r"""'{"a":1,"b":[2,3]}'""", r"""'{"b":[2,3],"a":1}'"""): "pass matched",
    (r"""'{"a":1,"b":[2,3]}'""", r"""'{"b":[3,2],"a":1}'"""): "drift ran",
}


@pytest.mark.parametrize(("claim", "value"), VALUES)
def test_a_value_is_compared_in_whatever_notation(claim: str, value: str) -> None:
    assert said(f"pour(1) // => {claim}", StepRun(value=value)) == VALUES[claim, value]


@pytest.mark.parametrize(
    ("code", "shown", "expected"),
    [
        ("console.log(tea) // 'green'", {"value": "undefined", "stdout": "undefined\n"}, "drift ran"),
        ("console.log(tea) // 12", {"value": "undefined", "stdout": "undefined\n"}, "pass ran"),
        ("console.log(tea) // 10 (unchanged)", {"value": "999", "stdout": "999\n"}, "drift ran"),
        ("console.log(tea) // 10 (or more)", {"value": "999", "stdout": "999\n"}, "pass ran"),
        ("console.log(a, b) // 'one', 2", {"stdout": "one 2\n"}, "pass matched"),
        ("console.log(a, b) // 'one', 2", {"stdout": "one 3\n"}, "drift ran"),
        ("console.log(a, b) // 'one', undefined", {"stdout": "one undefined\n"}, "pass matched"),
        ("console.log(a, b) // 'one', two", {"stdout": "one three\n"}, "pass ran"),
        ("console.log(a, b) // 1.5, 2.5", {"stdout": "1.50001 2.5\n"}, "pass ran"),
        ("console.dir(tea) // { cups: 1 }", {"value": "undefined", "stdout": "{ cups: 1 }\n"}, "pass matched"),
        ("console.dir(tea) // { cups: 1 }", {"value": "undefined", "stdout": "{ cups: 2 }\n"}, "drift ran"),
        ("console.log('Warm:', tea) // true", {"stdout": "Warm: true\n"}, "pass matched"),
        ("console.log('Warm:', tea) // true", {"stdout": "Warm: false\n"}, "drift ran"),
        ("console.log(`Tea = ${tea}`) // 'green'", {"stdout": "Tea = green\n"}, "pass matched"),
        ("console.log(`Warm ${tea}`) // 'green'", {"stdout": "Warm green\n"}, "pass ran"),
        ("console.log('Warm', tea) // 'green'", {"stdout": "Warm green\n"}, "pass matched"),
        ("console.log('Warm:', tea) // 'Warm: tea'", {"stdout": "Warm: tea\n"}, "pass matched"),
        ("pot.pour() // logs: 1", {"stdout": "1\n", "value": "Pot {}"}, "pass matched"),
        ("pot.pour() // logs: 1", {"stdout": "2\n", "value": "Pot {}"}, "drift ran"),
        ("pot.pour() // prints: 1", {"stdout": "2\n", "value": "1"}, "pass matched"),
        ("pot.pour() // prints: 1", {"value": "2"}, "drift ran"),
        ("console.log(tea) // green tea", {"value": "'green tea'", "text": "green tea"}, "pass matched"),
        ("console.log(tea) // green tea", {"value": "'green ten'", "text": "green ten"}, "drift ran"),
        ("console.log(tea) // 12:10", {"value": "'12:16'", "text": "12:16"}, "drift ran"),
        ("cups.push(4) // [1, 4]", {"value": "2"}, "pass ran"),
        ("cups.pop() // 4", {"value": "4"}, "pass matched"),
        ("cups.pop() // 'green'", {"value": "'black'"}, "drift ran"),
        ("tea.half() // '1.5'", {"value": "Tea { c: [ 1, 6 ] }", "text": "1.6"}, "drift ran"),
        ("tea.half() // '1.5'", {"value": "Tea { c: [ 1, 5 ] }", "text": "1.50"}, "pass matched"),
        ("tea.half() // '1.5'", {"value": "Tea { c: [ 1, 5 ] }", "text": "1.5003"}, "pass ran"),
        ("tea.text() // 1.7(2)", {"value": "'1.7(2)'", "text": "1.7(2)"}, "pass matched"),
        ("const all = [0, ...cups] // [0, 1]", {"value": "[ 0, 1 ]"}, "pass matched"),
        ("const all = [0, ...cups] // [0, 1]", {"value": "[ 0, 2 ]"}, "drift ran"),
        ("const all = { ...tea } // { a: 1 }", {"value": "{ a: 2 }"}, "drift ran"),
        ("const all = [0, 1] // [1]", {"value": "[ 0, 1 ]"}, "pass ran"),
        ("new Tea(1.5) // 'Infinity'", {"value": "Tea { c: null }", "text": "Infinity"}, "pass matched"),
        ("new Tea(1.5) // 'Infinity'", {"value": "Tea { c: null }", "text": "Infinite"}, "drift ran"),
        ("new Tea(1.5) // 'a green one'", {"value": "Tea { c: null }", "text": "Tea 1.5"}, "pass ran"),
        ("new Tea(1.5) // '1.5'", {"value": "Tea { c: [ 1, 5 ] }", "text": "1.5"}, "pass matched"),
        ("cups(1) // Tea [ [1, 4], ['b'] ]", {"value": "Tea { size: 2 }", "text": "Tea [ 1,4, b ]"}, "pass matched"),
        ("cups(1) // Tea [ [1, 4], ['b'] ]", {"value": "Tea { size: 2 }", "text": "Tea [ 1,5, b ]"}, "pass ran"),
        ("tea.at(0) // 'lid' in the locale of the reader", {"value": "'LID'", "text": "LID"}, "pass ran"),
    ],
)
def test_what_is_beside_a_statement_counts_as_far_as_it_is_certain(
    code: str, shown: dict[str, str], expected: str
) -> None:
    assert said(code, StepRun(**shown)) == expected


def test_what_a_statement_logs_is_what_it_is_told_to_have_printed() -> None:
    one = read("pot.start()\n// logs {\n//   warm: 1,\n// }", "javascript")
    verdict = judge.reading(one, run(one, StepRun("{ warm: 2 }\n", value="Pot { lid: 1 }")), [one], javascript)
    assert verdict.detail == "printed `{ warm: 2 }`, the page shows `{ warm: 1 }`"


def test_lines_of_several_statements_are_compared_with_all_that_they_print() -> None:
    code = "console.log(1)\nconsole.log(2)\n// Output:\n// 1\n// 2"
    assert said(code, StepRun("1\n"), StepRun("2\n", value="2")) == "pass matched"
    assert said(code, StepRun("1\n"), StepRun("3\n", value="3")) == "pass ran"


def test_statements_that_do_not_hold_as_a_sequence_may_be_meant_one_by_one() -> None:
    code = "tea.at(1) // 'green'\ntea.has(1) // true"
    assert said(code, StepRun(value="'green'"), StepRun(value="false")) == "drift ran"
    assert said(code, StepRun(value="undefined"), StepRun(value="false")) == "pass ran"


def test_a_comment_about_a_place_speaks_of_what_is_near_it() -> None:
    code = "// on Windows\na.b // 1\n\n\na.c // 1"
    assert said(code, StepRun(value="2"), StepRun(value="1")) == "pass matched"
    assert said(code, StepRun(value="2"), StepRun(value="2")) == "drift ran"
    together = "// on Windows\na.b // 1\na.c // 1\na.d // 1\na.e // 1\n\na.f // 1"
    first = [StepRun(value="2")] * 4
    assert said(together, *first, StepRun(value="1")) == "pass matched"
    assert said(together, *first, StepRun(value="2")) == "drift ran"


def test_a_loop_is_compared_with_what_it_prints() -> None:
    code = "for (const cup of tea) console.log(cup)\n// => 'a'\n// => 'b'"
    assert said(code, StepRun("a\nb\n")) == "pass matched"
    assert said(code, StepRun("a\nc\n")) == "pass ran"
    longer = f"{code}\n// => 'cc'"
    assert said(longer, StepRun("a\nb\ncc\n")) == "pass matched"
    assert said(longer, StepRun("a\nb\nd\n")) == "drift ran"
    assert said(longer, StepRun("a\nbb\nd\n")) == "pass ran"
    assert said(f"{code}\n// => ...", StepRun("a\nb\nd\n")) == "pass ran"


def test_values_that_end_the_code_stand_below_what_prints_them() -> None:
    code = "console.log(a)\n// true\nconsole.log(b)\n// 12"
    assert said(code, StepRun("true\n"), StepRun("12\n")) == "pass matched"
    assert said(code, StepRun("false\n"), StepRun("12\n")) == "drift ran"
    for other in (f"// true\n{code}", f"{code}\nconsole.log(c)", f"{code}\n\nlet c = 1"):
        steps = read(other, "javascript").steps
        assert said(other, *[StepRun("false\n")] * len(steps)) == "pass ran"


def test_a_prompt_may_be_that_of_another_console() -> None:
    code = "> tea()\n1 'green'\n> tea.lid\n{a: 1, b: 2}"
    assert said(code, StepRun("1 green\n"), StepRun("{ b: 2, a: 1 }\n")) == "pass matched"
    assert said(code, StepRun("1 green\n"), StepRun("{ b: 3, a: 1 }\n")) == "drift ran"


@pytest.mark.parametrize("text", ["'a', \"b\" , c", "Map(2) { a => 1, }", "[ 1,2 ]", "a  b"])
def test_what_is_loose_once_stays_so(text: str) -> None:
    assert loose(loose(text)) == loose(text)


def said(code: str, *steps: StepRun) -> str:
    one = read(code, "javascript")
    verdict = judge.reading(one, run(one, *steps), [one], javascript)
    return f"{verdict.verdict} {verdict.level}"
