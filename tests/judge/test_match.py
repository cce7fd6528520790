"""The comparison of documented with actual output, and its laws."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from docverify.judge.match import matches
from docverify.judge.matchers.layout import tidy
from tests.cases import read_cases

LINES = st.lists(st.text(st.sampled_from("ab 01.[]<>'\"-\t"), max_size=8), max_size=5).map("\n".join)
MEANINGFUL = st.text(st.sampled_from("abc 012,:\n"), min_size=1, max_size=30).filter(str.strip)


@pytest.mark.parametrize(("expected", "actual"), read_cases("agrees.cases", __file__))
def test_output_agrees(expected: str, actual: str) -> None:
    assert matches(expected, actual)


@pytest.mark.parametrize(("expected", "actual"), read_cases("differs.cases", __file__))
def test_output_differs(expected: str, actual: str) -> None:
    assert not matches(expected, actual)


@given(st.text())
def test_output_agrees_with_itself(text: str) -> None:
    assert matches(text, text)


@given(st.text())
def test_an_ellipsis_alone_agrees_with_anything(text: str) -> None:
    assert matches("...", text)


@given(LINES, st.data())
def test_white_space_at_line_ends_never_matters(text: str, data: st.DataObject) -> None:
    spaced = "".join(line + data.draw(st.sampled_from(["", " ", "\t  "])) + "\n" for line in text.split("\n"))
    assert matches(text, spaced)
    assert matches(spaced, text)


@given(LINES, LINES, st.data())
def test_an_elision_more_never_makes_output_differ(expected: str, actual: str, data: st.DataObject) -> None:
    """Wherever it stands, and whatever already agreed: the text itself, or one with elisions in it."""
    shorter = _elided(expected, data)
    whole = data.draw(st.sampled_from([actual, expected]))
    assume(matches(shorter, whole))
    place = data.draw(
        st.sampled_from([0, *(match.end() for match in re.finditer(r"\[?[.…]+\]?|.", shorter, re.DOTALL))])
    )
    assert matches(f"{shorter[:place]}...{shorter[place:]}", whole)


@given(st.lists(MEANINGFUL, min_size=1, max_size=4), LINES)
def test_what_stands_for_nothing_else_is_all_there(pieces: list[str], filling: str) -> None:
    assert matches("...".join(pieces), filling.join(pieces))


@given(MEANINGFUL, st.data())
def test_one_changed_letter_never_agrees(text: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([place for place, letter in enumerate(text) if not letter.isspace()]))
    other = data.draw(st.sampled_from([letter for letter in "abcxyz0129" if letter != text[place]]))
    assert not matches(text, text[:place] + other + text[place + 1 :])


@given(st.text())
def test_what_is_tidy_stays_so(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def _elided(text: str, data: st.DataObject) -> str:
    """The text with a part of it, which may be empty, left out."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    return text[:start] + data.draw(st.sampled_from(["...", "…"])) + text[end:]


def test_flags_that_a_page_sets() -> None:
    assert matches("a  b\nc", "a b c", ("NORMALIZE_WHITESPACE",))
    assert matches("a\n...\nb", "a\nb", ("NORMALIZE_WHITESPACE",))
    assert not matches("a b", "ab", ("NORMALIZE_WHITESPACE",))
    assert matches("3.14 m", "3.14159 m", ("NUMBER",))
    assert not matches("3.15 m", "3.14159 m", ("NUMBER",))
    assert matches("[0.1, 2]", "[0.10000000001, 2]", ("FLOAT_CMP",))
    assert matches("b\na", "a\nb", ("UNORDERED",))
    assert not matches("b\na", "a\nb\nc", ("UNORDERED",))
    assert matches("b\nc", "a\nb\nc", ("TAIL",))
    assert not matches("a\nb", "a\nb\nc", ("TAIL",))
    assert not matches("c", "abc", ("TAIL",))
    assert matches("c\na", "a\nb\nc", ("SOME",))
    assert not matches("c\na\na", "a\nb\nc", ("SOME",))
    assert not matches("d", "a\nb\nc", ("SOME",))


def test_many_elisions_come_to_an_end() -> None:
    """Patterns that a backtracking matcher would not finish in a lifetime."""
    assert not matches("a...\n" * 2_000 + "b", "a\n" * 20_000 + "c")
    assert not matches("." * 100_000 + "x", "a")
    assert not matches("a" + "\n" * 100_000 + "x", "a")
    assert not matches("a" + " " * 100_000 + "x", "a")
    assert not matches("… " * 50_000 + "x", "a")
