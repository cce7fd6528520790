"""A page most of whose examples do not parse is one that nobody mistyped: what is shown there is no plain code."""

import pytest

from docverify.judge.misread import FEWEST, doubt_misread
from docverify.model import Example, Verdict
from tests.languages.building import read

SLIP = "SyntaxError: missing ) after argument list"


def wrong(mistyped: int, others: int, detail: str = SLIP, language: str = "javascript") -> int:
    """How many are still called wrong."""
    page = [read("pour()", language, number=number) for number in range(mistyped + others)]
    verdicts = {one.id: verdict_of(one, number < mistyped, detail) for number, one in enumerate(page)}
    found = doubt_misread(verdicts, page)
    assert found.keys() == verdicts.keys()
    assert all(found[one.id] == verdicts[one.id] for one in page[mistyped:])
    return sum(one.verdict == "fail" for one in found.values())


def verdict_of(example: Example, is_mistyped: bool, detail: str) -> Verdict:
    if not is_mistyped:
        return Verdict(example.id, "pass", "ran")
    return Verdict(example.id, "fail", "parsed", reason="SyntaxError", detail=detail)


@pytest.mark.parametrize(
    ("mistyped", "others", "left"),
    [
        (FEWEST, FEWEST - 1, 0),
        (FEWEST, FEWEST, FEWEST),
        (FEWEST - 1, 0, FEWEST - 1),
        (40, 4, 0),
    ],
)
def test_more_than_half_of_many_are_doubted(mistyped: int, others: int, left: int) -> None:
    assert wrong(mistyped, others) == left


def test_of_code_for_another_python_is_known_what_is_wrong() -> None:
    said = "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)? (line 3)"
    assert wrong(FEWEST, 0, said, "python") == FEWEST


def test_other_errors_and_other_languages_of_the_page_do_not_count() -> None:
    python = [read("pour()", number=number) for number in range(FEWEST)]
    script = [read("pour()", "javascript", number=number) for number in range(FEWEST)]
    verdicts = {one.id: Verdict(one.id, "fail", "ran", reason="TypeError", detail="TypeError: pour") for one in python}
    verdicts |= {one.id: verdict_of(one, number < 2, SLIP) for number, one in enumerate(script)}
    assert doubt_misread(verdicts, [*python, *script]) == verdicts
