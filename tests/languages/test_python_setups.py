"""What a page keeps from its readers, sets up or plans is no fault of the examples that they see."""

import pytest
from msgspec.structs import replace

from docverify.languages.python import python
from docverify.model import Example, StepRun
from tests.languages.building import page, raising, read, run

HIDDEN = 'def pot():\n  if lid:\n    tea = 1\n  return tea\nkettle = Kettle("fixtures/samovar.toml")'
OUTSIDE = ("__main__", "tea", "tea.pot")


def setup(code: str = HIDDEN, style: str = "hidden") -> Example:
    one = read(code, number=1, line=1)
    return replace(one, block=replace(one.block, style=style))


def reason(code: str, line: int, *page: Example, frames: tuple[str, ...] = ("__main__",)) -> tuple[str, str]:
    """Of an error below calls of which the innermost on the page is on this line."""
    one = read(code, number=2, line=20)
    trace = f'  File "a.md", line 20, in <module>\n  File "a.md", line {line}, in pot\n'
    ended = raising(one, "TypeError", "no tea", line=20, traceback=trace, frames=frames)
    return python.reason(one, ended, [*page, one]) or ("", "")


def test_an_error_inside_of_a_hidden_function_is_of_the_setup() -> None:
    said = "ends in TypeError inside of the hidden setup `a.md#:python:1`"
    assert reason("pot()", 4, setup()) == ("fragment", said)
    assert reason("pot()", 4, setup(style="fence"))[0] == ""
    assert reason("pot()", 20, setup())[0] == ""


def test_an_object_that_a_hidden_setup_makes_of_a_file_needs_that_file() -> None:
    assert reason("kettle.boil()", 20, setup(), frames=OUTSIDE)[0] == "missing-file"
    assert reason("other.boil()", 20, setup(), frames=OUTSIDE)[0] == ""
    assert reason("kettle.boil()", 20, setup("kettle = Kettle()"), frames=OUTSIDE)[0] == ""
    assert reason("kettle.boil()", 20, setup("kettle = Kettle()\nx = 'to/tea.toml'"), frames=OUTSIDE)[0] == ""


def test_what_a_module_gives_is_the_same_for_all() -> None:
    maker, one = page("import pot", "cup = pot.find('cup')\ntea.pour(cup)")
    ended = raising(one, "TypeError", "object of type 'NoneType' has no len()", line=21, frames=OUTSIDE)
    assert python.reason(one, ended, [maker, one]) is None


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("cup = pot.find('cup')\ntea.pour(cup)", "fragment"),
        ("pot = Pot()\ncup = pot.find('cup')\ntea.pour(cup)", ""),
        ("cup = Cup()\ntea.pour(cup)", ""),
    ],
)
def test_who_was_given_nothing_by_an_object_of_another_example_may_mean_another(code: str, expected: str) -> None:
    one = read(code)
    said = "object of type 'NoneType' has no len()"
    ended = raising(one, "TypeError", said, line=one.block.end_line, frames=OUTSIDE)
    assert (python.reason(one, ended, [one]) or ("",))[0] == expected
    ended = raising(one, "TypeError", said, line=one.block.end_line, frames=("__main__",))
    assert python.reason(one, ended, [one]) is None


@pytest.mark.parametrize(
    ("type_name", "said", "code", "expected"),
    [
        ("tea.ConfigurationError", "Names(DEFAULT) missing value for pot", "tea.read('pot')", "fragment"),
        ("tea.ConfigurationError", "pot must be one of 1, 2", "tea.read('pot')", ""),
        ("tea.CupError", "missing value for pot", "tea.read('pot')", ""),
        ("KeyError", "'city'", "request.query['city']", "fragment"),
        ("KeyError", "'city'", "request = Request()\nrequest.query['city']", ""),
        ("TypeError", "no city", "request.query['city']", ""),
    ],
)
def test_settings_and_requests_come_from_elsewhere(type_name: str, said: str, code: str, expected: str) -> None:
    one = read(code)
    ended = raising(one, type_name, said, line=one.block.end_line, frames=OUTSIDE)
    assert (python.reason(one, ended, [one]) or ("",))[0] == expected


@pytest.mark.parametrize(
    ("above", "expected"), [("from tea import request", "fragment"), ("request = Request()", None)]
)
def test_a_request_that_the_page_makes_is_no_other(above: str, expected: str | None) -> None:
    maker, one = page(above, "request.query['city']")
    ended = raising(one, "KeyError", "'city'", line=one.block.line)
    assert (python.reason(one, ended, [maker, one]) or (None,))[0] == expected


def test_a_file_that_prints_its_own_name_is_the_readers() -> None:
    maker, one = page("import __main__\ndef pour():\n    print('in', __main__.__file__)", ">>> pour()\nin tea")
    found = python.reason(one, run(one, StepRun("in /src/a.md")), [maker, one])
    assert found == ("incomplete", "prints the file that it stands in, which is the reader's own")
    assert python.reason(one, run(one, StepRun("in /src/a.md")), [one]) is None
    assert python.reason(one, run(one, StepRun("in milk")), [maker, one]) is None


def test_who_prints_that_a_program_is_not_there_does_without_it() -> None:
    one = read(">>> tea.draw()\nPot drawn\nCup drawn")
    found = python.reason(one, run(one, StepRun("Pot drawn\nCup renderer (cups) not found, doing nothing")), [one])
    assert found == ("missing-toolchain", "does without something that is not there: renderer (cups) not found")
    maker, own = page("def find(name):\n    return f'player {name} not found'", ">>> print(find('Ann'))\nplayer Ann")
    assert python.reason(own, run(own, StepRun("player Ann not found\n")), [maker, own]) is None
    said = read(">>> tea.draw()\nPot drawn\nA program is missing")
    assert python.reason(said, run(said, StepRun("Cup drawn\nA program is missing")), [said]) is None
