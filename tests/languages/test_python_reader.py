"""What a Python example takes from its reader, and what it says itself of other places, is no fault of its page."""

from typing import Any

import pytest

from docverify.languages.python import python
from tests.languages.building import page, raising, read

DEEP = ("__main__", "tea", "tea.pot")


def reason(type_name: str, message: str, code: str, **fields: Any) -> str:
    one = read(code)
    return (python.reason(one, raising(one, type_name, message, **{"frames": DEEP, **fields}), [one]) or ("",))[0]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("The command was not found or was not executable: brew.", "missing-toolchain"),
        ("program brew not found", "missing-toolchain"),
        ("the recipe was not found", "incomplete"),
        ("the commander has a cup", "incomplete"),
    ],
)
def test_a_command_of_the_system_may_not_be_there(message: str, expected: str) -> None:
    assert reason("TeaError", message, "tea.spawn('brew --green')") == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [("brewing requires a keyboard", "needs-input"), ("brewing requires a kettle", "incomplete")],
)
def test_nobody_types_in_the_sandbox(message: str, expected: str) -> None:
    assert reason("RuntimeError", message, "tea.ask()") == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Token did not match", "incomplete"),
        ("the session has expired", "incomplete"),
        ("'leaf' must match", ""),
    ],
)
def test_what_is_good_for_a_time_only_is_over(message: str, expected: str) -> None:
    assert reason("TeaError", message, "tea.drink('123456')") == expected
    assert reason("TeaError", message, "raise_it()", frames=("__main__",)) == ""


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("No 'mypots.lids' driver found, looking for 'red'", "placeholder"),
        ("No 'pots.lids' driver found, looking for 'red'", "incomplete"),
    ],
)
def test_a_name_with_parts_may_stand_for_the_readers_own(message: str, expected: str) -> None:
    assert reason("NoMatches", message, "tea.lid('mypots.lids')") == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('pot.declare("tea-like declarations")', "placeholder"),
        ('pot.declare("your code goes here")', "placeholder"),
        ('pot.declare("cup of tea")', ""),
    ],
)
def test_a_text_that_says_what_is_to_stand_there_is_a_placeholder(code: str, expected: str) -> None:
    assert reason("DeclarationError", "cannot be read", code) == expected
    assert reason("TypeError", "takes no text", code) == ""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("pot = brew(r'c:\\teas\\green.xml')\npot['leaf']", "missing-file"),
        ("pot = brew('green.xml')\npot['leaf']", "missing-file"),
        ("save('green.xml')\npot = brew('green.xml')\npot['leaf']", ""),
        ("cup = brew('green.xml')\npot['leaf']", ""),
    ],
)
def test_what_was_read_of_a_file_that_is_not_there_has_no_parts(code: str, expected: str) -> None:
    assert reason("KeyError", "'leaf'", code, line=9 + len(code.split("\n"))) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import sys\nsys.path.insert(0, '..')\nimport tea.lids", "missing-file"),
        ("import sys\nprint(sys.path)\nimport tea.lids", ""),
    ],
)
def test_who_looks_for_modules_in_other_folders_has_some_there(code: str, expected: str) -> None:
    one = read(code)
    raised = raising(one, "ModuleNotFoundError", "No module named 'json.lids'", name="json.lids")
    assert (python.reason(one, raised, [one]) or ("",))[0] == expected


def test_a_package_of_which_the_page_shows_some_files_may_have_more() -> None:
    one, file = read("import pots\npots.lid.close()"), read("cups = 3", attributes={"caption": "pots/cups.py"})
    raised = raising(one, "AttributeError", "module 'pots' has no attribute 'lid'")
    assert (python.reason(one, raised, [file, one]) or ("",))[0] == "fragment"
    assert python.reason(one, raised, [one]) is None


def test_a_name_that_everything_of_a_package_came_with_may_have_been_taken_over() -> None:
    examples = page("from tea import *", "pour = Cup()", "pour('green', sugar=1)")
    raised = raising(examples[2], "TypeError", "Cup.__call__() got an unexpected keyword argument 'sugar'")
    assert (python.reason(examples[2], raised, examples) or ("",))[0] == "fragment"
    assert python.reason(examples[2], raised, examples[1:]) is None
    own = page("from tea import *", "def pour(leaf): ...", "pour('green', sugar=1)")
    assert python.reason(own[2], raising(own[2], "TypeError", "got an unexpected keyword argument"), own) is None


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("brew(\n    'green',\n    leaves=[Leaf('tea.jpg')],\n)", "missing-file"),
        ("brew(\n    'green',\n    leaves=[Leaf('tea')],\n)", ""),
        ("@brew(\n    'green',\n)\ndef pour():\n    keep('tea.jpg')", ""),  # is not what fails
    ],
)
def test_a_file_may_be_named_on_another_line_of_the_statement_that_fails(code: str, expected: str) -> None:
    assert reason("TeaError", "no leaves of kind None", code, frames=("__main__",)) == expected


@pytest.mark.parametrize(
    ("command", "code", "message", "expected"),
    [
        ("pip install tea-mint", "import tea\ntea.get('mint')", "Unknown tea: mint", "missing-package"),
        ("uv add -q tea-mint", "from tea import get\nget('mint')", "Unknown tea: mint", "missing-package"),
        ("pip install tea", "import tea\ntea.get('mint')", "Unknown tea: mint", ""),
        ("pip install pot-mint", "import tea\ntea.get('mint')", "Unknown tea: mint", ""),
        ("pip install tea-mint", "import tea\ntea.get('mint')", "too hot", "incomplete"),
        ("pip install tea-mint", "import tea\nimport tea_mint\ntea.get('mint')", "Unknown tea: mint", ""),
    ],
)
def test_what_a_package_does_not_know_may_come_of_a_plugin_that_its_section_installs(
    command: str, code: str, message: str, expected: str
) -> None:
    examples = [read(command, "shell", heading=("Mint",)), read(code, heading=("Mint",))]
    ended = raising(examples[1], "tea.TeaError", message, frames=("__main__", "tea"))
    assert (python.reason(examples[1], ended, examples) or ("",))[0] == expected
    elsewhere = [read(command, "shell", heading=("Pots",)), examples[1]]
    assert (python.reason(examples[1], ended, elsewhere) or ("",))[0] != "missing-package"
