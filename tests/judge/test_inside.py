"""An error that a package raises in its own code is the page's only where it speaks of what the example writes."""

import pytest
from msgspec.structs import replace

from docverify.judge.blame import LIBRARY, PAGE
from docverify.judge.doubts import doubt_page
from docverify.model import Verdict
from tests.languages.building import page

PAGE_OF_TEAS = page("pot.pour('green tea', cups=3)", "pot.close()")
POURS, CLOSES = PAGE_OF_TEAS
COLD = "PotError: there is no stove"


def fails(detail: str) -> Verdict:
    return Verdict(POURS.id, "fail", "ran", reason=detail.partition(":")[0], detail=detail, blame=LIBRARY)


def judged(verdict: Verdict) -> Verdict:
    passed = Verdict(CLOSES.id, "pass", "ran")
    found = doubt_page({POURS.id: verdict, CLOSES.id: passed}, PAGE_OF_TEAS)
    assert found.pop(CLOSES.id) == passed
    return found[POURS.id]


@pytest.mark.parametrize(
    "detail",
    [
        COLD,
        "PotError: no tea is called 'black'",
        "AttributeError: 'NoneType' object has no attribute 'lid'",
        "ModuleNotFoundError: No module named 'tea'",
        "AssertionError: 'tea'",
    ],
)
def test_what_a_package_lacks_may_be_what_no_page_tells(detail: str) -> None:
    found = judged(fails(detail))
    assert (found.verdict, found.reason, found.blame) == ("unverified", "incomplete", "")
    assert found.detail.endswith(detail)


@pytest.mark.parametrize(
    "detail",
    [
        "PotError: no tea is called 'green tea'",
        "PotError: no tea is called `green`",
        "TypeError: pour() got an unexpected keyword argument 'cups'",
        "TypeError: pour() takes 1 positional argument but 2 were given",
        "TypeError: brew() missing 1 required positional argument: 'pot'",
        "Error: the first argument must be a number",
        "Error: cups expected Uint8Array, got type=number",
    ],
)
def test_what_it_says_of_a_call_or_a_text_of_the_example_is_the_pages(detail: str) -> None:
    assert judged(fails(detail)) == fails(detail)


@pytest.mark.parametrize("change", [{"blame": PAGE}, {"expected": "PotError: there is no tea"}, {"verdict": "drift"}])
def test_nothing_else_is_doubted(change: dict[str, str]) -> None:
    """Neither what the page's own code raises, nor what is unlike the error that it shows."""
    verdict = replace(fails(COLD), **change)
    assert judged(verdict) == verdict


def test_what_is_of_no_example_of_the_page_is_left_alone() -> None:
    other = replace(fails(COLD), example="p.md#:python:9")
    assert doubt_page({other.example: other}, PAGE_OF_TEAS) == {other.example: other}
