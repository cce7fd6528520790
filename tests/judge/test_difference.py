"""The difference between page and run, for people."""

import time

import pytest

from docverify.judge import diff
from docverify.judge.difference import in_words, shows_part


def test_a_difference_is_lines_with_their_sides() -> None:
    assert diff("a\nb\nc\n", "a\nx\nc") == " a\n-b\n+x\n c"


def test_no_difference_is_nothing() -> None:
    assert diff("a", "a\n") == ""


def test_one_side_may_be_missing() -> None:
    assert diff("", "a") == "+a"
    assert diff("a", "") == "-a"


@pytest.mark.parametrize(
    ("shown", "printed", "said"),
    [
        ("tea", "milk", "printed `milk`, the page shows `tea`"),
        ("a\nb", "a\n    b", "line 2 is `b` after 4 blanks, the page shows it after 0"),
        (
            "x" * 90 + "tea",
            "x" * 90 + "milk",
            f"printed `…{'x' * 20}milk`, the page shows `…{'x' * 20}tea`",
        ),
        ("tea" + "x" * 90, "milk", f"printed `milk`, the page shows `tea{'x' * 76}…`"),
        ("a", "a\nb", "printed `b` after what the page shows"),
        ("a\nb", "a", "ended before `b`, which the page shows"),
        ("a", "", "printed nothing, the page shows `a`"),
        ("a\n...\nd\ne", "a\nb\nc\nd\nf", "line 5 is `f`, the page shows `e`"),
        ("a\n...\ne", "a\nb\nc", "printed no `e` where the page shows it below what it leaves out"),
        ("a ... c\nd", "a b c\ne", "line 2 is `e`, the page shows `d`"),
        ("a\n...", "b\nc", "printed `b`, the page shows `a`"),
    ],
)
def test_one_line_says_where_they_differ_first(shown: str, printed: str, said: str) -> None:
    assert in_words(shown, printed) == said


def test_places_that_lie_apart_are_parted() -> None:
    lines = [str(number) for number in range(12)]
    assert diff("\n".join(["x", *lines, "y"]), "\n".join(lines)) == "-x\n 0\n 1\n@@\n 10\n 11\n-y"


def test_a_long_difference_is_bounded_and_soon_made() -> None:
    began = time.process_time()
    found = diff("\n".join(f"a{n}" for n in range(100_000)), "\n".join("b" * 1_000 for _ in range(100_000)))
    assert time.process_time() - began < 2
    assert len(found.split("\n")) <= 61
    assert max(len(line) for line in found.split("\n")) < 250


@pytest.mark.parametrize(
    ("shown", "printed", "is_part"),
    [
        ("cups\n1\n2\nend", "cups\n1\n2\n3\nend", True),
        ("cups\n1\n2\nend", "cups\n1\n2\nend\nmore\n", True),
        ("cups\n1\n2\nend", "cups\n1\n2\nend\n", False),
        ("cups\n2\n1\nend", "cups\n1\n2\n3\nend", False),
        ("cups\n1\n2\n5", "cups\n1\n2\n3\nend", False),
        ("cups\n1\nend", "cups\n1\n2\n3\nend", False),
    ],
)
def test_lines_of_the_page_among_others_are_a_part(shown: str, printed: str, is_part: bool) -> None:
    assert shows_part(shown, printed) is is_part
