"""What a page of JavaScript says of an error, or of a difference, before it happens."""

import pytest

from docverify.languages.javascript import javascript
from docverify.model import Example, Run, StepRun
from tests.languages.building import page, raising, read, run

INSIDE = "TeaError: no lid\n    at pour (/docv/layers/javascript/node_modules/tea/pot.js:7:3)\n    at /src/a.md:20:1"
OPTIONS = (
    "const pot = new Pot({\n"
    "  // set this to `true` to pour by itself\n  pours: false,\n"
    "  // how many cups it holds\n  cups: 4,\n"
    "  lid: true, // whether it has one\n})"
)


def told(one: Example, done: Run, *others: Example) -> str | None:
    found = javascript.reason(one, done, [*others, one])
    return found and ": ".join(found)


@pytest.mark.parametrize(
    ("comment", "supposed"),
    [
        ("// pot would be { lid: { open: 1 } }", True),
        ("// What kind of lid? Should it be round?", True),
        ("// opens the lid", False),
    ],
)
def test_a_comment_beside_the_line_may_tell_what_would_be(comment: str, supposed: bool) -> None:
    one = read(f"const pot = {{}}\npot.lid.open = 1; {comment}\n\n\n\n// it would pour", "javascript")
    done = raising(one, "TypeError", "Cannot set properties of undefined (setting 'open')", line=11)
    assert told(one, done) == ("pseudo-code: asks what would be, and ends in TypeError" if supposed else None)


@pytest.mark.parametrize(
    ("teaching", "error", "taught"),
    [
        ("Tea.pour('x') // throws LidError", "LidError", True),
        ("Tea.boil('x') // throws LidError", "LidError", False),
        ("Tea.pour('x') // throws TypeError", "TypeError", False),
        ("Tea.pour('x')\n// LidError", "LidError", False),
    ],
)
def test_an_error_that_the_page_names_beside_such_a_call_is_no_surprise(
    teaching: str, error: str, taught: bool
) -> None:
    first, second = page(teaching, "const cup = Tea.pour(['hot'], 'x')", language="javascript")
    found = told(second, raising(second, error, "no lid"), first)
    assert found == (f"incomplete: ends in {error}, as `{first.id}` says of such a call" if taught else None)


@pytest.mark.parametrize(
    ("maker", "traceback", "doubtful"),
    [
        (OPTIONS, INSIDE, True),
        (OPTIONS, "TeaError: no lid\n    at /src/a.md:20:1", False),
        ("const pot = new Pot({\n  pours: false,\n  cups: 4,\n  lid: true,\n})", INSIDE, False),
    ],
)
def test_an_object_made_where_options_are_listed_may_have_others(maker: str, traceback: str, doubtful: bool) -> None:
    first, second = page(maker, "pot.pour(['green', 'tea'])", language="javascript")
    done = raising(second, "TeaError", "no lid", traceback=traceback, line=second.block.line)
    detail = f"fragment: its `pot` may have other options than those that `{first.id}` lists"
    assert told(second, done, first) == (detail if doubtful else None)


@pytest.mark.parametrize(
    ("maker", "expected"),
    [
        (
            "const pots = [\n  'green',\n  // ...and more\n]",
            "shows what comes of data that the page leaves out a part of",
        ),
        ("const pots = pour.now()", "shows what changes from run to run"),
        ("import { pots } from 'tea'\nconst cup = pour.now()", None),
        ("const pots = ['green']", None),
    ],
)
def test_what_an_example_shows_may_rest_on_what_is_made_above_it(maker: str, expected: str | None) -> None:
    first, second = page(maker, "pots.weight // 3", language="javascript")
    found = told(second, run(second, StepRun(value="4")), first)
    assert found == (expected and f"pseudo-code: {expected}")


def test_what_leaves_out_a_part_of_its_own_data_shows_what_comes_of_it() -> None:
    one = read("const pots = [\n  'green',\n  // ...and more\n]\npour(pots) // 3", "javascript")
    expected = "pseudo-code: shows what comes of data that the page leaves out a part of"
    assert told(one, run(one, StepRun(), StepRun(value="4"))) == expected


def test_the_whole_of_a_module_is_called_where_a_compiler_brings_it() -> None:
    codes = ("import * as pour from 'tea'", "pour(1)")
    for language, expected in (("typescript", "missing-toolchain"), ("javascript", None)):
        first, second = page(*codes, language=language)
        found = told(second, raising(second, "TypeError", "pour is not a function", line=20), first)
        assert (found and found.split(":")[0]) == expected


def test_a_page_that_imports_a_module_in_two_ways_shows_what_each_tool_has() -> None:
    codes = ("import pour from 'tea'\npour.green(1)", "import * as pour from 'tea'\npour.green(1)", "cup.lid()")
    first, second, third = page(*codes, language="javascript")
    done = raising(second, "TypeError", "pour.green is not a function", line=21)
    required = read("const pour = require('tea')", "javascript", 4)
    expected = "missing-toolchain: imports the whole of a module, or its default, which bundlers have otherwise"
    assert told(second, done, first) == told(second, done, required) == expected
    assert told(second, done, third) is None


@pytest.mark.parametrize(
    ("teacher", "message", "known"),
    [
        ("pot.addTea(require('teas').green)", "'pot.tea' is of an unknown kind: green", True),
        ("pot.addTea(require('teas').green)", "The kind 'green' is not registered", True),
        ("pot.addTea(require('teas').black)", "'pot.tea' is of an unknown kind: green", False),
        ("pot.addTea(require('teas').green)", "'pot.tea' may not be green", False),
        ("pot.pour('green')", "'pot.tea' is of an unknown kind: green", False),
    ],
)
def test_what_is_unknown_may_be_what_another_example_registers(teacher: str, message: str, known: bool) -> None:
    first, second = page("const cup = new Pot({ tea: 'green' })", teacher, language="javascript")
    done = raising(first, "Error", message)
    assert told(first, done, second) == (f"fragment: needs `green`, which `{second.id}` registers" if known else None)


@pytest.mark.parametrize(
    ("callback", "overlooked"), [("(err, cup) =>", True), ("function (error, cup)", True), ("(pot, cup) =>", False)]
)
def test_a_result_is_nothing_where_an_error_comes_with_it(callback: str, overlooked: bool) -> None:
    one = read(f"fill('pots/green', {callback} {{\n  console.log(cup.toString());\n}})", "javascript")
    done = raising(one, "TypeError", "Cannot read properties of undefined (reading 'toString')", line=11)
    detail = "incomplete: uses the result of a call without a look at the error that comes with it"
    assert told(one, done) == (detail if overlooked else None)


@pytest.mark.parametrize(
    ("code", "value", "file"),
    [
        ("find('*.txt') // ['green.txt', 'lid']", "[]", "green.txt"),
        ("find('green.txt') // ['green.txt']\nfind('**') // ['pots/black']", "[]", "green.txt"),
        ("find('g*') // ['green']\nfind('**') // ['pots/black']", "[]", "pots/black"),
        ("const lids = find('*.txt');\nconsole.log(lids) // => ['green.txt']", "[]", "green.txt"),
        ("find('*.txt') // ['green.txt', 'lid']", "[ 'lid' ]", ""),
        ("find('*.txt') // ['green', 'lid']", "[]", ""),
        ("find('.') // ['.', './green.txt', ...]", "[ '.' ]", "./green.txt"),
        ("find('.') // ['green.txt', ...]", "[]", "green.txt"),
        ("find('.') // ['.', './green.txt']", "[ '.' ]", ""),
        ("find('.') // ['.', './green.txt', ...]", "[ 'lid' ]", ""),
        ("find('./green.txt') // ['.', './green.txt', ...]", "[ '.' ]", ""),
        ("find('.') // ['.', 'lid', './green.txt', ...]", "[ '.' ]", ""),
        ("boil('.') // ['.', './green.txt', ...]", "[ '.' ]", ""),
        ("find('txt') // ['green.txt']", "[]", ""),
        ("find(['green.txt', 'lid'], '*.txt') // ['green.txt']", "[]", ""),
        ("choose('lid') // ['lid']\nfind('**') // ['pots/black']", "[]", ""),
    ],
)
def test_files_that_a_pattern_finds_are_the_readers(code: str, value: str, file: str) -> None:
    one = read(code, "javascript")
    found = told(one, run(one, *[StepRun()] * code.startswith("const"), StepRun(value=value)))
    assert found == (f"missing-file: lists files as `{file}`, which no example on the page creates" if file else None)


@pytest.mark.parametrize(
    ("call", "value", "untold"),
    [
        ("several('hoja', 'es')", "'hoja'", True),
        ("several('hoja', { locale: 'es-MX' })", "'hoja'", True),
        ("several('hoja', 'es')", "'hojaes'", False),
        ("several('hoja', 'en')", "'hoja'", False),
        ("several('hoja')", "'hoja'", False),
        ("several('hoja', 'es')", "'es'", False),
        ("several('hoja', 'kg')", "'hoja'", False),
    ],
)
def test_a_language_that_nobody_loads_leaves_a_text_as_it_is(call: str, value: str, untold: bool) -> None:
    one = read(f"{call} // => 'hojas'", "javascript")
    detail = "fragment: needs what is to be known of the language `es`, which nobody loads"
    said = told(one, run(one, StepRun(value=value)))
    assert said == (detail.replace("`es`", "`es-MX`" if "MX" in call else "`es`") if untold else None)


@pytest.mark.parametrize(("value", "found"), [("undefined", True), ("null", True), ("'/page/lid'", False)])
def test_a_file_in_somebodys_home_is_not_found_here(value: str, found: bool) -> None:
    one = read("findLid() // '/home/ann/lid'", "javascript")
    detail = "missing-file: finds a file as `'/home/ann/lid'`, which no example on the page creates"
    assert told(one, run(one, StepRun(value=value))) == (detail if found else None)


@pytest.mark.parametrize(("below", "several"), [("const pour = require('tea')", True), ("const cup = 1", False)])
def test_what_makes_a_thing_may_be_another_of_its_name(below: str, several: bool) -> None:
    first, second, third = page("const pour = brew('hot')", "lid = pour(1)\nlid(2)", below, language="javascript")
    done = raising(second, "TypeError", "lid is not a function", line=21)
    detail = "fragment: its `pour` may be another one than that of the page"
    assert told(second, done, first, third) == (detail if several else None)


@pytest.mark.parametrize(("heading", "doubtful"), [("Lids", True), ("Pots", False)])
def test_what_makes_a_thing_may_be_another_one_where_a_section_of_its_own_has_it(heading: str, doubtful: bool) -> None:
    maker = read("const pour = brew('hot')", "javascript", heading="Pots")
    one = read("l = pour(1)\nl(2)", "javascript", 2, line=20, heading=heading)
    found = told(one, raising(one, "TypeError", "l is not a function", line=21), maker)
    assert found == ("fragment: its `pour` may be another one than that of the page" if doubtful else None)


FILL = """const fill = (pot) => {
  check(pot);
  return pot;
};

fill(1);
// => 1
"""


@pytest.mark.parametrize(
    ("last", "line", "stack", "meant"),
    [
        ("// This throws an error.\nfill('one');", 11, "", True),
        ("fill('one'); // rejects", 11, "    at fill (/src/a.md:11:3)\n    at /src/a.md:18:1", True),
        ("// This throws an error.\nfill('one');", 11, "    at fill (/src/a.md:11:3)\n    at /src/a.md:15:1", False),
        ("// This throws an error.\nfill('one');", 15, "", False),
        ("fill('one');", 11, "", False),
        ("// This throws an error.\npour('one');", 11, "", False),
    ],
)
def test_what_is_said_of_a_call_is_said_of_what_happens_in_it(last: str, line: int, stack: str, meant: bool) -> None:
    one = read(f"{FILL}\n{last}\n", "javascript")
    done = raising(one, "TypeError", "no pot", line=line, traceback=f"TypeError: no pot\n{stack}")
    assert (told(one, done) == "incomplete: ends in TypeError, as the page says of the call") is meant


@pytest.mark.parametrize(
    ("heading", "message", "doubtful"),
    [
        ("Teas", """Unexpected token 'g', "green tea" is not valid JSON""", True),
        ("Pots", """Unexpected token 'g', "green tea" is not valid JSON""", False),
        ("Teas", "Invalid regular expression: /+/: Nothing to repeat", False),
    ],
)
def test_what_is_no_json_may_come_of_what_another_section_makes(heading: str, message: str, doubtful: bool) -> None:
    maker = read("const serve = () => 'green tea'", "javascript", heading="Pots")
    one = read("const cups = JSON.parse(serve())", "javascript", 2, line=20, heading=heading)
    traceback = f"SyntaxError: {message}\n    at JSON.parse (<anonymous>)\n    at /src/a.md:20:1"
    found = told(one, raising(one, "SyntaxError", message, traceback=traceback), maker)
    said = f"fragment: its `serve` may not be the one that `{maker.id}` makes, which gives no JSON"
    assert found == (said if doubtful else None)


@pytest.mark.parametrize(
    ("kind", "message", "wrong"),
    [
        ("TypeError", "assert.notPot is not a function", True),
        ("TypeError", "Cannot read properties of undefined (reading 'lid')", True),
        ("PotError", "2 cups are dirty", False),
        ("TypeError", "expected 3 to be a cup", False),
    ],
)
def test_what_asserts_something_may_throw_and_not_be_wrong_itself(kind: str, message: str, wrong: bool) -> None:
    one = read("const pot = brew(1)\nassert.notPot(pot.lid)", "javascript")
    found = told(one, raising(one, kind, message, line=11))
    assert (found is None) is wrong
