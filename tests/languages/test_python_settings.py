"""What a program takes from its settings, the page shows in blocks of other languages, or leaves to its reader."""

import pytest

from docverify.languages.python import python
from docverify.model import Example
from tests.languages.building import raising, read

FROM_LIBRARY = ("__main__", "tea.settings")


def reason(*page: Example, said: str, kind: str = "AttributeError", frames: tuple[str, ...] = FROM_LIBRARY) -> str:
    """Of the last example of the page, which ends on its last line."""
    one = page[-1]
    found = python.reason(one, raising(one, kind, said, frames=frames, line=one.block.end_line), page)
    return (found or ("",))[0]


@pytest.mark.parametrize(
    ("language", "code", "expected"),
    [
        ("toml", "[default]\nteapot = 'red'", "missing-file"),
        ("yaml", "default:\n  TEAPOT: red", "missing-file"),
        ("ini", "teapot = red", "missing-file"),
        ("shell", "export KITCHEN_TEAPOT=red", "needs-credentials"),
        ("shell", "export KITCHEN_TEAPOT__LID=red", "needs-credentials"),
        ("toml", "[teapots]\nsugar = 'teapot'", ""),
    ],
)
def test_what_a_file_or_a_shell_of_the_page_sets_is_not_there_for_the_program(
    language: str, code: str, expected: str
) -> None:
    setting, asking = read(code, language), read("assert kitchen.TEAPOT == 'red'", number=2, line=20)
    assert reason(setting, asking, said="TEAPOT") == expected
    assert reason(setting, asking, said="TEAPOT", frames=("__main__",)) == ""
    assert reason(asking, said="TEAPOT") == ""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("TEAPOT = 'red'\nassert kitchen.TEAPOT == 'red'", "missing-file"),
        ("if kitchen.TEAPOT:\n    kitchen.TEAPOT.pour()", "missing-file"),
        ("kitchen = Kitchen(teapot='red')\nkitchen.TEAPOT", ""),
        ("kitchen = Kitchen({'TEAPOT': 'red'})\nkitchen.TEAPOT", ""),
        ("kitchen.TEAPOT = 'red'\nkitchen.TEAPOT", ""),
    ],
)
def test_what_the_code_hands_over_itself_is_there(code: str, expected: str) -> None:
    setting = read("teapot = 'red'", "toml")
    assert reason(setting, read(code, number=2, line=20), said="TEAPOT") == expected


@pytest.mark.parametrize(
    ("code", "kind", "said", "expected"),
    [
        ("settings.TEAPOT", "AttributeError", "TEAPOT", "fragment"),
        ("app.config['TEAPOT']", "KeyError", "'TEAPOT'", "fragment"),
        ("kitchen.TEAPOT", "AttributeError", "TEAPOT", ""),
        ("settings.pour()", "AttributeError", "'Settings' object has no attribute 'pour'", ""),
        ("settings.pour()", "TypeError", "TEAPOT", ""),
    ],
)
def test_settings_that_nothing_on_the_page_sets_are_the_readers(code: str, kind: str, said: str, expected: str) -> None:
    assert reason(read(code), said=said, kind=kind) == expected


def test_a_member_that_the_standard_library_does_not_find_is_none_of_settings() -> None:
    assert reason(read("settings.TEAPOT"), said="TEAPOT", frames=("__main__", "enum")) == ""


def test_a_library_may_name_the_setting_in_a_sentence() -> None:
    setting, checking = read("[pots]\nlid = 'red'", "ini"), read("kitchen.check()", number=2, line=20)
    assert reason(setting, checking, kind="CheckError", said="LID is required in pots") == "missing-file"
    assert reason(setting, checking, kind="CheckError", said="SPOUT is required in pots") == ""


TEAS = (
    "class Kitchen(Base):\n    teapot: str\n    lid: Cover = Cover()\n\n"
    "\"\"\"\n{\n    'teapot': 'red', 'lid': {},\n}\n\"\"\"\nKitchen%s()"
)
SAID = "2 errors in Kitchen\nteapot\n  Field required [type=missing]\nlid.knob\n  Field required"


@pytest.mark.parametrize(
    ("name", "shell", "expected"),
    [
        ("", "export TEAPOT=red", "needs-credentials"),
        ("", "export LID__KNOB=red", "needs-credentials"),
        ("", "export CUP=red", ""),
        ("Settings", "export CUP=red", "fragment"),
        ("Settled", "", ""),
    ],
)
def test_who_checks_settings_may_list_those_that_are_missing(name: str, shell: str, expected: str) -> None:
    setting, checking = read(shell, "shell"), read(TEAS % name, number=2, line=20)
    assert reason(setting, checking, kind="CheckError", said=SAID) == expected


def test_what_is_given_to_settings_is_not_asked_of_the_reader() -> None:
    checking = read(TEAS.replace("%s()", "(teapot=1, lid={})"), number=2, line=20)
    assert reason(read("export TEAPOT=red", "shell"), checking, kind="CheckError", said=SAID) == ""
