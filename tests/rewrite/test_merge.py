"""What a page should show: what happened, and what the page leaves out or cannot know as it has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.judge import matches
from docverify.rewrite.alignment import LARGEST
from docverify.rewrite.merge import merge
from tests.cases import read_cases

LINES = st.lists(st.text(st.sampled_from("ab 1"), min_size=1, max_size=4), min_size=1, max_size=5)
ELIDED = st.lists(st.sampled_from(["a", "b 1", "...", "a ... 1"]), min_size=1, max_size=5)


def merged(expected: str, actual: str, mode: str = "block", *, keep: bool = True) -> str | None:
    lines = merge(expected, actual, mode, (), keep=keep)
    return None if lines is None else "\n".join(line.text for line in lines)


@pytest.mark.parametrize(("given_", "wanted"), read_cases("merges.cases", __file__))
def test_the_page_shows_what_happened(given_: str, wanted: str) -> None:
    expected, actual = given_.split("===\n")
    assert merged(expected.rstrip("\n"), actual) == wanted.rstrip("\n")


@given(LINES, LINES)
def test_what_is_merged_agrees_with_what_happened(old: list[str], new: list[str]) -> None:
    found = merged("\n".join(old), "\n".join(new) + "\n")
    assert found is not None
    assert matches(found, "\n".join(new))


@given(ELIDED, LINES)
def test_elisions_stay_and_what_is_merged_agrees(old: list[str], new: list[str]) -> None:
    found = merged("\n".join(old), "\n".join(new) + "\n")
    assert found is not None
    assert matches(found, "\n".join(new))
    assert found.split("\n").count("...") >= old.count("...")


@given(ELIDED, LINES)
def test_merging_twice_is_merging_once(old: list[str], new: list[str]) -> None:
    actual = "\n".join(new) + "\n"
    once = merged("\n".join(old), actual)
    assert once is not None
    assert merged(once, actual) == once


def test_a_time_is_written_where_the_pages_own_cannot_stay() -> None:
    assert merged("at 10:00:00", "at 11:00:00\n", keep=False) == "at 11:00:00"


def test_blank_lines_under_a_prompt_are_written_as_doctest_has_them() -> None:
    assert merged("a", "a\n\nb\n\n", "single") == "a\n<BLANKLINE>\nb"
    assert merged("a\n<BLANKLINE>", "b\n\n", "single") == "b\n<BLANKLINE>"
    assert merged("a\n\nb", "a\n\nc\n", "single") == "a\n\nc"


def test_prose_and_comments_under_a_prompt_stay() -> None:
    assert merged("1\n# a remark\n\nprose", "2\n", "single") == "2\n# a remark\n\nprose"


def test_a_console_shows_blank_lines_as_they_are() -> None:
    assert merged("1\n\n2", "1\n\n3\n", "command") == "1\n\n3"


@pytest.mark.parametrize("odd", ["a\x08b", "a\u202eb", "::error::a", "a\ud800"])
def test_what_would_act_on_a_reader_is_never_written(odd: str) -> None:
    assert merged("a", odd) is None


def test_more_than_can_be_weighed_is_left_alone() -> None:
    assert merged("\n".join("ab" * LARGEST), "b\n" * 2) is None
