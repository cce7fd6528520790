"""What a Python example finds in databases, and in objects that examples above used, and what that says of its page."""

import pytest

from docverify.languages.python import python
from docverify.model import Example, StepRun
from tests.languages.building import page, raising, read, run

LOOK = ">>> Database('cups.db').all()\n[1]"
LIBRARY = ("__main__", "teashop.kettles")


def _empty(*examples: Example) -> str | None:
    last = examples[-1]
    found = python.reason(last, run(last, *(StepRun(stdout="[]\n") for _ in last.steps)), examples)
    return found and found[0]


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("x = 1", "missing-file"),
        ("open('cups.txt')", "missing-file"),
        ("db = Database('cups.db')", "missing-file"),
        ("with Database('cups.db') as db: print(db)", "missing-file"),
        ("fill('cups.db')", None),
        ("db = Database('cups.db')\ndb.insert(1)", None),
    ],
)
def test_what_a_database_of_the_reader_holds_is_not_compared(above: str, expected: str | None) -> None:
    assert _empty(*page(above, LOOK)) == expected


def test_a_database_that_another_section_wrote_may_hold_something_else() -> None:
    elsewhere = read("db = Database('cups.db')\ndb.insert(1)", slug="writing")
    assert _empty(elsewhere, read(LOOK, number=2, slug="reading")) == "missing-file"
    assert _empty(elsewhere, read(LOOK, number=2, slug="writing")) is None


def test_an_example_may_look_into_what_one_above_it_opened() -> None:
    opened = read("db = Database('cups.db')")
    assert _empty(opened, read(">>> db.all()\n[1]", number=2)) == "missing-file"
    assert _empty(opened, read(">>> db.insert(1)\n>>> db.all()\n[1]", number=2)) is None
    assert _empty(read("db = Database()"), read(">>> db.all()\n[1]", number=2)) is None


@pytest.mark.parametrize(("error", "expected"), [("teashop.NoSuchCup", "missing-file"), ("TypeError", None)])
def test_what_a_database_of_the_reader_lacks_may_raise(error: str, expected: str | None) -> None:
    example = read("db = Database('cups.db')\nprint(db.get(1))")
    ended = raising(example, error, line=example.block.line + 1)
    found = python.reason(example, ended, [example])
    assert (found and found[0]) == expected


@pytest.mark.parametrize(
    ("above", "frames", "error", "expected"),
    [
        ("kettle.boil()", LIBRARY, "ValueError", "incomplete"),
        ("pour(kettle)", LIBRARY, "ValueError", "incomplete"),
        ("cup = kettle", LIBRARY, "ValueError", None),
        ("kettle.boil()", LIBRARY, "TypeError", None),
        ("kettle.boil()", LIBRARY, "urllib.error.HTTPError", None),
        ("kettle.boil()", ("__main__",), "ValueError", None),
    ],
)
def test_what_a_library_refuses_after_other_examples_may_not_be_meant_to_come_after_them(
    above: str, frames: tuple[str, ...], error: str, expected: str | None
) -> None:
    examples = page("kettle = Kettle()", above, "kettle.boil(2)")
    found = python.reason(examples[2], raising(examples[2], error, "must be cold", frames=frames), examples)
    assert (found and found[0]) == expected
    if found:
        assert found[1] == "may not be meant after what `a.md#:python:2` does with `kettle`: must be cold"


@pytest.mark.parametrize("maker", ["from teashop import kettle", "class kettle: ...", "def kettle(): ..."])
def test_what_has_no_state_of_its_page_explains_no_refusal(maker: str) -> None:
    examples = page(maker, "kettle.boil()", "kettle.boil(2)")
    ended = raising(examples[2], "ValueError", "must be cold", frames=LIBRARY)
    assert python.reason(examples[2], ended, examples) is None


def test_what_is_said_of_an_argument_that_is_none_of_those_there_are_is_no_matter_of_state() -> None:
    examples = page("kettle = Kettle()", "kettle.boil()", "kettle.boil('hott')")
    ended = raising(examples[2], "ValueError", "got 'hott', expected one of 'hot', 'cold'", frames=LIBRARY)
    assert python.reason(examples[2], ended, examples) is None


@pytest.mark.parametrize(
    ("error", "message", "frames", "lacks"),
    [
        ("kettle.NoPower", "could not heat", LIBRARY, True),
        ("kettle.NoPower", "", LIBRARY, True),
        ("ValueError", "You must specify a socket.", LIBRARY, True),
        ("ValueError", "unknown kind of tea: 'geen'", LIBRARY, False),
        ("kettle.BadTea", "tea must be dry", LIBRARY, False),
        ("KeyError", "'green'", LIBRARY, False),
        ("TypeError", "could not heat", LIBRARY, False),
        ("ValueError", "could not heat", ("__main__",), False),
    ],
)
def test_what_a_library_refuses_without_a_word_on_what_it_was_given_may_be_due_to_what_is_not_there(
    error: str, message: str, frames: tuple[str, ...], lacks: bool
) -> None:
    (one,) = page("from kettle import boil\nboil('geen')")
    found = python.reason(one, raising(one, error, message, frames=frames), [one])
    assert found == (("incomplete", f"may lack what its page does not tell of: {message or error}") if lacks else None)


@pytest.mark.parametrize(
    ("code", "doubtful"),
    [
        ("with kettle.heat() as water:\n    water.boil()", True),
        ("water = kettle.heat()\nwater.boil()", False),
    ],
)
def test_what_a_context_gives_may_be_nothing_where_nobody_set_it_up(code: str, doubtful: bool) -> None:
    (one,) = page(f"from teashop import kettle\n{code}")
    ended = raising(one, "AttributeError", "'NoneType' object has no attribute 'boil'", line=12, frames=("__main__",))
    found = python.reason(one, ended, [one])
    said = ("incomplete", "its `water` is nothing here: what gives it may have to be set up")
    assert found == (said if doubtful else None)
