"""Columns are what a terminal counts."""

from hypothesis import given
from hypothesis import strategies as st

from docverify.columns import cut, cut_start, flow, hang, pad, width

TEXTS = st.text(alphabet="ab茶é̈ 😀", max_size=30)


def test_a_wide_character_takes_two_columns_and_an_accent_none() -> None:
    assert [width(text) for text in ("tea", "茶", "e\u0301", "a\u200db", "ｔ")] == [3, 2, 1, 2, 2]


def test_padding_aligns_scripts() -> None:
    assert [pad("茶", 4) + "|", pad("te", 4) + "|", pad("too long", 4) + "|"] == ["茶  |", "te  |", "too long|"]


def test_a_wide_character_is_never_cut_in_half() -> None:
    assert [cut("茶茶茶", columns) for columns in (6, 5, 4, 3)] == ["茶茶茶", "茶茶…", "茶…", "茶…"]
    assert cut("tea", 0) == ""


def test_the_end_of_a_name_survives_where_it_tells_more() -> None:
    assert cut_start("docs/tea.md#steep", 8) == "…d#steep"


def test_pieces_stay_whole() -> None:
    assert flow(["one two", "three", "four"], 14, " · ") == ["one two", "three · four"]
    assert flow([], 10) == []


@given(TEXTS, st.integers(0, 20))
def test_what_is_cut_fits(text: str, columns: int) -> None:
    assert width(cut(text, columns)) <= columns
    assert width(cut_start(text, columns)) <= columns


@given(TEXTS, st.integers(0, 20))
def test_what_fits_is_not_cut(text: str, columns: int) -> None:
    assert width(text) > columns or cut(text, columns) == text


def test_a_line_that_is_too_wide_goes_on_below_its_text() -> None:
    assert hang("tea  green or black", 30, 5) == ["tea  green or black"]
    assert hang("tea  green or black", 17, 5) == ["tea  green", "     or black"]
