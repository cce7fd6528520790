"""What the compiler of TypeScript says of a block, and what of that is held against its page."""

import json

import pytest

from docverify.languages.javascript import javascript
from docverify.languages.typescript import typescript
from docverify.model import Example, Marker
from docverify.ports import Opinion
from tests.languages.building import block, example, read

TYPO = (2551, 11, "Property 'lidd' does not exist on type 'Pot'. Did you mean 'lid'?")
MISSING = (2304, 11, "Cannot find name 'cups'.")
IMPLICIT = (7006, 10, "Parameter 'pot' implicitly has an 'any' type.")
CODE = "const pot = brew()\nconsole.log(pot.lidd)"

Complaint = tuple[int, int, str]


def said(*, drawn: tuple[str, ...] = (), vague: bool = False, **readings: list[Complaint]) -> str:
    """As the sandbox tells it; `order` is the page's order, and each reading is strict first."""
    names = {"order_strict": "page-order strict", "order_loose": "page-order loose"}
    named = {names.get(name, name.replace("_", " ")): found for name, found in readings.items()}
    return json.dumps({"drawn": drawn, "readings": named, "vague": vague})


def opinion(text: str, *above: Example, code: str = CODE) -> Opinion | None:
    one = read(code, "typescript", 9)
    return typescript.opinion(one, text, [*above, one])


def both(*complaints: Complaint) -> dict[str, list[Complaint]]:
    return {"order_strict": list(complaints), "order_loose": list(complaints)}


def test_one_reading_that_holds_is_enough() -> None:
    assert opinion(said(order_strict=[])) == Opinion()
    assert opinion(said(order_strict=[IMPLICIT], order_loose=[])) == Opinion()
    assert opinion(said(drawn=("cups",), order_strict=[TYPO], alone_strict=[])) == Opinion()


def test_what_stands_on_unknown_types_holds_nothing() -> None:
    assert opinion(said(order_strict=[], vague=True)) is None


def test_what_nothing_else_explains_is_told() -> None:
    found = opinion(said(**both(TYPO)))
    assert found == Opinion(f"TS2551: {TYPO[2]}", 11, f"line 11: TS2551: {TYPO[2]}")
    assert opinion(said(order_strict=[IMPLICIT, TYPO], order_loose=[TYPO])) == found


@pytest.mark.parametrize("other", [MISSING, (2307, 10, "Cannot find module 'tea'"), (2451, 10, "Cannot redeclare 'a'")])
def test_where_something_is_missing_nothing_is_certain(other: Complaint) -> None:
    assert opinion(said(**both(other, TYPO))) is None


@pytest.mark.parametrize("kind", ["{}", "unknown", "never", "Window & typeof globalThis", "HTMLElement"])
def test_types_that_surroundings_add_to_say_nothing(kind: str) -> None:
    text = f"Property 'lid' does not exist on type '{kind}'. Did you mean 'lad'?"
    assert opinion(said(**both((2551, 11, text)))) is None


def test_a_property_without_a_namesake_may_be_one_that_the_reader_adds() -> None:
    assert opinion(said(**both((2339, 11, "Property 'lid' does not exist on type 'Pot'.")))) is None


def test_what_only_strict_rules_find_is_not_held_against_a_page() -> None:
    assert opinion(said(order_strict=[TYPO], order_loose=[(2345, 10, "Argument of type 'A' ...")])) is None


def test_a_name_from_above_must_be_that_of_one_typed_example() -> None:
    text = said(drawn=("pot",), **both(TYPO), alone_strict=[MISSING], alone_loose=[MISSING])
    first, second = (read("const pot: Pot = brew()", "typescript", number) for number in (1, 2))
    assert opinion(text, first) is not None
    assert opinion(text, first, second) is None
    assert opinion(text, read("const pot = brew()", "javascript", 1)) is None


@pytest.mark.parametrize(
    "code",
    [
        "const pot = brew()\nconsole.log(pot.lidd) // Error",
        "// @errors: 2551\nconsole.log(pot.lidd)",
        "const pot = brew()\nconsole.log(pot.lidd)\n//              ^^^^",
        "// Property 'lidd' does not exist\nconsole.log(pot.lidd)",
        "const pot = brew({ ... })\nconsole.log(pot.lidd)",
    ],
)
def test_an_error_that_the_block_speaks_of_is_meant(code: str) -> None:
    assert opinion(said(**both(TYPO)), code=code) is None


@pytest.mark.parametrize(
    "around",
    [
        {"lead": "This is a compile-time error:"},
        {"heading": ("What fails",)},
        {"markers": (Marker("raises", "raises", 9),)},
    ],
)
def test_an_error_that_the_page_announces_is_meant(around: dict[str, object]) -> None:
    one = example(CODE, "typescript", block=block(CODE, "typescript", **around))
    assert typescript.opinion(one, said(**both(TYPO)), [one]) is None


def test_the_compiler_reads_the_block_with_its_comments_and_no_transcript() -> None:
    step = typescript.question(read("tea() // 3", "typescript"))
    assert step is not None
    assert (step.code, step.line, step.mode) == ("tea() // 3", 10, "typescript")
    assert typescript.question(read("> 1 + 1\n2", "typescript")) is None


def test_plain_javascript_is_shown_for_what_it_declares_alone() -> None:
    assert (javascript.is_checked, typescript.is_checked) == (False, True)
