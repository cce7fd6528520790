"""What differs between two runs is masked where it stands, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.judge.varying import elide, holds, is_telling, masked, spread

TEXTS = st.text(alphabet="ab1. \n:", max_size=40)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("same", "same", "same"),
        ("pid 17 ready", "pid 130 ready", "pid ... ready"),
        ("took 0.31 s", "took 0.4 s", "took ..."),
        ("up 2104.31 so far", "up 2104.57 so far", "up ... so far"),
        ("at 10:31:05, 3 left", "at 10:31:09, 3 left", "at ..., 3 left"),
        ("a.1 to a.2", "a.1 to a.3", "a.1 to a...."),
        ("a\nid: 7\nb", "a\nid: 8\nb", "a\nid: ...\nb"),
        ("{'b', 'a'}", "{'a', 'b'}", "{'...', '...'}"),
        ("x: a b c", "x: a c", "x: a ...c"),
        ("head\n1\n2\ntail", "head\n3\ntail", "head\n...\ntail"),
        ("", "a", "..."),
    ],
)
def test_the_parts_that_vary_are_elided(one: str, other: str, told: str) -> None:
    assert elide(one, other) == told


@given(TEXTS, TEXTS)
def test_what_is_left_holds_for_both(one: str, other: str) -> None:
    stable = elide(one, other)
    assert holds(stable, one)
    assert holds(stable, other)


@given(TEXTS, TEXTS, TEXTS)
def test_what_is_left_of_several_holds_for_all_of_them(one: str, other: str, third: str) -> None:
    stable = elide(elide(one, other), third)
    assert all(holds(stable, text) for text in (one, other, third))


@pytest.mark.parametrize(
    ("text", "mask", "told"),
    [
        ("x=5 y=...", "x=... y=1", "x=... y=..."),
        ("x=5 y=2", "x=... y=1", "x=... y=2"),
        ("x=5 y=2", "x=...", "x=5 y=2"),
        ("a\nid: 7", "b\nid: ...", "a\nid: ..."),
        ("a\nid: 7", "id: ...", "a\nid: 7"),
    ],
)
def test_a_mask_is_put_over_a_text_of_its_form_and_over_no_other(text: str, mask: str, told: str) -> None:
    assert masked(text, mask) == told


@given(TEXTS, TEXTS)
def test_a_masked_text_holds_for_the_text(text: str, mask: str) -> None:
    assert holds(masked(text, mask), text)


@given(TEXTS)
def test_what_does_not_vary_stays_as_it_is(text: str) -> None:
    assert elide(text, text) == text


@pytest.mark.parametrize(("text", "told"), [("...", False), ("... : ...\n", False), ("id ...", True), ("", False)])
def test_a_text_that_is_all_elisions_tells_nothing(text: str, told: bool) -> None:
    assert is_telling(text) is told


@given(TEXTS, TEXTS)
def test_what_is_spread_holds_for_both_still(one: str, other: str) -> None:
    stable = spread(elide(one, other))
    assert holds(stable, one)
    assert holds(stable, other)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("took ... s\ntook 5 s", "took ... s\ntook ... s"),
        ("at -...\nat +10:31\nat 0.5", "at ...\nat ...\nat ..."),
        ("took ... s\nof 5 s", "took ... s\nof 5 s"),
        ("pid ... of 1\npid 7 of 2", "pid ... of 1\npid 7 of 2"),
        ("pot-... is red", "pot-... is red"),
        ("id a7", "id a7"),
        ("...\n42", "...\n42"),
        ("[-..., ...]\n[4.2, 1]\n[..., ...]", "[..., ...]\n[..., ...]\n[..., ...]"),
    ],
)
def test_a_line_that_is_the_same_but_for_its_numbers_varies_too(text: str, told: str) -> None:
    assert spread(text) == told
