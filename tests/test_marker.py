"""The hidden marker carries an issue's identity, and nothing but line 1 is one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify import marker
from docverify.marker import Mark

KEY = "8c1f0a52d94be733"
PAGES = st.text(st.characters(exclude_characters="#", exclude_categories=("Cs",)), min_size=1, max_size=30)
PARTS = st.text(st.characters(exclude_characters="#", exclude_categories=("Cs",)), max_size=30)
IDS = st.builds(lambda page, part: f"{page}#{part}:python:1", PAGES, PARTS)
MARKS = st.builds(
    Mark, st.just(KEY), st.just("0" * 16), st.lists(IDS, max_size=5).map(tuple), st.booleans(), st.booleans()
)


@given(MARKS, st.text(max_size=50))
def test_what_is_written_is_read_again(mark: Mark, below: str) -> None:
    line = marker.write(mark)
    assert re.fullmatch(r"<!-- [^<>\n]* -->", line)
    assert marker.read(f"{line}\n{below}") == mark
    assert marker.read(f"{line}\r\n{below}") == mark


def test_names_stand_in_the_order_of_their_examples_and_may_be_unknown() -> None:
    mark = Mark(KEY, "f", ("a#b:python:1", "a#b:python:2"), names=("0a1b2c3d", ""))
    assert marker.write(mark) == (
        f"<!-- docverify:v1 key={KEY} fingerprint=f examples=a#b:python:1,#b:python:2 names=0a1b2c3d, -->"
    )
    assert marker.read(marker.write(mark)) == mark


def test_a_marker_is_small_and_readable() -> None:
    mark = Mark(KEY, "ab12", ("docs/快速.md#读取:python:1", "docs/快速.md#b c:python:2"))
    expected = f"<!-- docverify:v1 key={KEY} fingerprint=ab12 examples=docs/快速.md#读取:python:1,#b%20c:python:2 -->"
    assert marker.write(mark) == expected


@pytest.mark.parametrize(
    "body",
    [
        "",
        "text",
        f"\n<!-- docverify:v1 key={KEY} -->",
        f"text <!-- docverify:v1 key={KEY} -->",
        f"<!-- docverify:v1 key={KEY} --> text",
        f"<!-- docverify:v2 key={KEY} -->",
        "<!-- docverify:v1 key=short -->",
        "<!-- docverify:v1 fingerprint=1 -->",
        "<!-- docverify:v1 " + "a=" * 50_000 + "x",
    ],
)
def test_anything_else_is_no_marker(body: str) -> None:
    assert marker.read(body) is None


def test_a_marker_has_room_for_some_examples_and_for_one_at_least() -> None:
    many = tuple(f"docs/a.md#heading-{number}:python:1" for number in range(2_000))
    kept = marker.carried(many)
    assert 100 < len(kept) < 2_000
    assert many[: len(kept)] == kept
    assert len(marker.write(Mark(KEY, "", kept)).encode()) < marker.EXAMPLES_LIMIT + 200
    assert marker.carried(("a" * 10_000,)) == ("a" * 10_000,)
    assert marker.carried(()) == ()


def test_what_people_write_below_the_end_marker_stays() -> None:
    body = f"old\n{marker.END}\r\n\r\nWe know. <!-- docverify:end --> @me"
    assert marker.join(f"new\n{marker.END}", body) == f"new\n{marker.END}\r\n\r\nWe know. <!-- docverify:end --> @me"


def test_a_body_without_end_marker_is_not_ours_to_write() -> None:
    assert marker.join("new", "a person's text") == "a person's text"
    assert marker.restamp(f"<!-- docverify:v1 key={KEY} -->\ntext", Mark(KEY)) == ""


def test_restamping_changes_line_1_alone() -> None:
    mark = Mark(KEY, "f", ("a#b:python:1",))
    body = f"{marker.write(mark)}\ntext\n{marker.END}\nbelow"
    closed = Mark(KEY, "f", ("a#b:python:1",), closed=True)
    assert marker.restamp(body, closed) == f"{marker.write(closed)}\ntext\n{marker.END}"
