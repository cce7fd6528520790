"""Counts and exit codes."""

from types import SimpleNamespace

import pytest

from docverify.model import Block, Coverage, Example, Row, Summary, Verdict
from docverify.pipeline import rows


def row(verdict: str, level: str = "ran", kind: str = "", reason: str = "", language: str = "python") -> Row:
    return Row("a", "p.md", 1, 1, language, "x", verdict=verdict, level=level, kind=kind, reason=reason)


@pytest.mark.parametrize(
    ("found", "fail_on", "problems", "walled", "code"),
    [
        ([], (), False, True, 0),
        ([row("pass"), row("skip"), row("unverified"), row("flaky")], (), False, True, 0),
        ([row("pass"), row("fail")], (), False, True, 1),
        ([row("drift", kind="output")], (), False, True, 1),
        ([row("drift", kind="deprecation")], (), False, True, 0),
        ([row("drift", kind="deprecation")], ("deprecation",), False, True, 1),
        ([row("fail"), row("error")], (), False, True, 2),
        ([row("pass")], (), True, True, 2),
        ([row("error")], (), True, False, 3),
    ],
)
def test_the_highest_exit_code_wins(found, fail_on, problems, walled, code):
    assert rows.exit_code(found, fail_on, problems=problems, walled=walled) == code


def test_every_row_is_counted_by_verdict_level_reason_and_language():
    found = [
        row("pass", "matched"),
        row("unverified", "found", reason="fragment"),
        row("unverified", "found", language=""),
    ]
    assert rows.summary(rows.tally(found)) == Summary(
        verdicts={"unverified": 2, "pass": 1},
        levels={"found": 2, "matched": 1},
        reasons={"": 1, "fragment": 1},
        languages={"python": 2, "none given": 1},
    )


def test_coverage_counts_each_level_with_those_above_it():
    found = [row("pass", "matched"), row("pass"), row("unverified", "parsed"), row("unverified", "found", language="x")]
    assert rows.coverage(rows.tally(found), {"python"}) == Coverage(blocks=4, runnable=3, ran=2, reached=0, matched=1)


def test_a_language_that_nothing_drives_is_not_run():
    languages = {"python": SimpleNamespace(driver="python"), "json": SimpleNamespace(driver="")}
    assert [rows.is_run(name, languages) for name in ("python", "json", "x")] == [True, False, False]


def test_a_row_says_where_an_author_finds_it_and_whether_the_site_shows_something_else():
    block = Block("https://tea.example/", "python", "pour(1)", 7, 7, anchor="pour", file="a.md", published="pour(2)")
    found = rows.row(Example("a", block, "python"), Verdict("a", "pass", "ran"))
    assert (found.file, found.line, found.anchor) == ("a.md", 7, "pour")
    assert (found.verdict, found.kind, found.diff) == ("drift", "published", "-pour(2)\n+pour(1)")
    assert rows.exit_code([found], (), problems=False, walled=True) == 0
    assert rows.exit_code([found], ("published",), problems=False, walled=True) == 1
