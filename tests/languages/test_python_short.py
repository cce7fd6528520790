"""What a page writes in short, or says in words beside its Python, is no fault of it."""

from typing import Any

import pytest

from docverify.languages.python import python
from tests.languages.building import raising, read

DEEP = ("__main__", "tea", "tea.pot")


def reason(type_name: str, message: str, code: str, **fields: Any) -> str:
    one = read(code)
    return (python.reason(one, raising(one, type_name, message, **{"frames": DEEP, **fields}), [one]) or ("",))[0]


@pytest.mark.parametrize(
    ("code", "error", "expected"),
    [
        ('tea.key({\n  "kind": "green",\n  "leaves": "n4EPtA..."\n})', "ValueError", "pseudo-code"),
        ('given = {"leaves": "..."}\ntea.key(given)', "ValueError", "pseudo-code"),
        ("given = {'leaves': 'sk-…'}\nwith tea.pot() as pot:\n  pot.key(given)", "tea.BadKey", "pseudo-code"),
        ('given = {"leaves": "..."}\ntea.key("other")', "ValueError", ""),  # does not use it
        ('tea.key(b"-----BEGIN TEA-----\\nn4EPtA...")', "ValueError", "pseudo-code"),
        ("""tea.load('[{"kind": "green", ....}]')""", "ValueError", "pseudo-code"),
        ("tea.load('[1, …, 9]')", "ValueError", "pseudo-code"),
        ("tea.load('[1, 2...]')", "ValueError", ""),
        ('tea.key("Brewing...")', "ValueError", ""),
        ('tea.key("wait for the tea...")', "ValueError", ""),
        ('tea.key({"leaves": "n4EPtA..."})', "TypeError", ""),
    ],
)
def test_a_value_that_is_cut_short_is_no_value(code: str, error: str, expected: str) -> None:
    line = read(code).block.end_line if "given" in code else read(code).block.line
    assert reason(error, "cannot be decoded", code, line=line) == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Cannot plan a cup until a time in the past", "incomplete"),
        ("the deadline lies in the past", "incomplete"),
        ("the pot must be in the past a kettle", ""),
    ],
)
def test_a_day_that_has_passed_since_was_none_when_the_page_was_written(message: str, expected: str) -> None:
    assert reason("tea.PlanError", message, "tea.plan(until='2020-05-17')") == expected


@pytest.mark.parametrize(
    ("lead", "error", "expected"),
    [
        ("Cases such as this may fail:", "tea.Cold", "incomplete"),
        ("Since then a :exc:`TypeError` is raised for cold cups. An example:", "TypeError", "incomplete"),
        ("Pouring raises :exc:`~tea.Cold`:", "tea.Cold", "incomplete"),
        ("Since then a TypeError is raised for cold cups:", "ValueError", ""),
        ("Pouring cold tea:", "tea.Cold", ""),
    ],
)
def test_an_error_of_which_the_page_speaks_above_is_meant(lead: str, error: str, expected: str) -> None:
    one = read("tea.pour()", lead=lead)
    ended = raising(one, error, "no", frames=("__main__",))
    assert (python.reason(one, ended, [one]) or ("",))[0] == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("# Ends in ColdError, since it stands for:\n#   tea.pour(0)\ntea.pour(cold)", "incomplete"),
        ("# Ends in HotError, since it stands for:\n#   tea.pour(0)\ntea.pour(cold)", ""),
        ("# Ends in ColdError, since it stands for:\ncold = 0\ntea.stir()\ntea.pour(cold)", ""),
    ],
)
def test_comments_above_may_name_the_error_that_they_mean(code: str, expected: str) -> None:
    assert reason("tea.ColdError", "must be hot", code, line=read(code).block.line + code.count("\n")) == expected


@pytest.mark.parametrize(
    ("code", "message", "expected"),
    [
        ("logger.setLevel(logging.DEBUG)", "'Logger' object has no attribute 'setLevel'", "fragment"),
        ("logger.setLevel('DEBUG')", "'Logger' object has no attribute 'setLevel'", ""),
        ("logger.pour(logging.DEBUG)", "'Logger' object has no attribute 'pour'", ""),
    ],
)
def test_a_class_may_be_that_of_the_standard_library_which_is_called_so_too(
    code: str, message: str, expected: str
) -> None:
    assert reason("AttributeError", message, code) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Win32Kettle", "missing-toolchain"),
        ("WindowsKettle", "missing-toolchain"),
        ("MsvcrtKettle", "missing-toolchain"),
        ("MacOSKettle", "missing-toolchain"),
        ("Window", ""),
        ("windows", ""),
        ("Winner32", ""),
    ],
)
def test_a_name_may_tell_of_the_one_system_that_has_it(name: str, expected: str) -> None:
    assert reason("ImportError", f"cannot import name '{name}' from 'tea' (/x/tea.py)", f"import {name}") == expected


def test_nobody_answers_at_a_prompt() -> None:
    assert reason("tea.NoAnswer", "no good answer at the interactive prompt", "tea.ask()") == "needs-input"
