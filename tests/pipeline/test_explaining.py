"""What an explanation says of readings and levels."""

import pytest

from docverify.model import Row, Verdict
from docverify.pipeline.explaining import readings, why_no_further
from tests.results import drift, row


def test_a_reading_is_told_once_and_the_last_time_counts() -> None:
    tried = [
        Verdict("a", "fail", "parsed", reading="page-order", detail="forked"),
        Verdict("a", "fail", "parsed", reading="page-order", detail="fresh"),
        Verdict("a", "pass", "ran", reading="alone"),
    ]
    told = list(readings(tried, row(verdict="pass", reading="alone")))
    assert [(one.reading, one.detail, one.held) for one in told] == [
        ("page-order", "fresh", False),
        ("alone", "", True),
    ]


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (row(), ""),
        (row(level="ran"), "the page shows no output to compare"),
        (row(level="ran", detail="not compared"), "not compared"),
        (row(level="parsed"), "nothing of it runs"),
        (drift(), "what the page shows did not hold"),
        (row(verdict="fail", level="parsed", reason="KeyError", detail="KeyError: 'a'"), "KeyError: 'a'"),
        (row(verdict="unverified", level="found", reason="fragment", detail="needs `a`"), "fragment: needs `a`"),
        (row(verdict="unverified", level="found", reason="timeout"), "timeout"),
    ],
)
def test_a_level_says_why_it_is_not_the_next(one: Row, why: str) -> None:
    assert why_no_further(one) == why
