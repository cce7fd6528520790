"""What a page keeps from its readers, sets up or plans is no fault of the examples that they see."""

from msgspec.structs import replace

from docverify.languages.python import python
from docverify.model import Example
from tests.languages.building import raising, read

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
