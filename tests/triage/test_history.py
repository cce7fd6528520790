"""Only a run that judged an example moves its streaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify import triage
from docverify.model import VERDICTS, History
from tests.results import result, row
from tests.triage.nights import failing, passing

WRONG = History("docs/tea.md#steep:python:3", "fail", "f1", failures=2, first_failed="2026-01-01T00:00:00Z")
RIGHT = History("docs/tea.md#steep:python:3", "pass", "ok", passes=4, last_output="4")
NOW = "2026-01-09T00:00:00Z"


def test_a_pass_ends_a_streak_of_failures() -> None:
    after = History(WRONG.example, "pass", "ok", passes=1, last_output="4", deprecations=())
    assert triage.advance(WRONG, passing(), True, NOW) == after


def test_a_failure_ends_a_streak_of_passes_and_keeps_the_last_good_output() -> None:
    after = History(RIGHT.example, "fail", "f1", failures=1, first_failed=NOW, last_output="4")
    assert triage.advance(RIGHT, failing(), True, NOW) == after


def test_a_streak_remembers_its_first_failure() -> None:
    after = triage.advance(WRONG, failing(), True, NOW)
    assert (after.failures, after.first_failed) == (3, WRONG.first_failed)


@pytest.mark.parametrize("verdict", [verdict for verdict in VERDICTS if verdict not in {"pass", "fail", "drift"}])
@pytest.mark.parametrize("before", [WRONG, RIGHT])
def test_what_judged_nothing_moves_no_streak(before: History, verdict: str) -> None:
    after = triage.advance(before, row(verdict=verdict), True, NOW)
    assert after == History(
        before.example, verdict, before.fingerprint, before.passes, before.failures,
        first_failed=before.first_failed, last_output=before.last_output,
    )  # fmt: skip


def test_a_cached_pass_does_not_count() -> None:
    after = triage.advance(WRONG, passing(cached=True), True, NOW)
    assert (after.verdict, after.passes, after.failures) == ("pass", 0, 2)


@given(st.sampled_from(VERDICTS), st.booleans())
def test_a_run_that_was_not_complete_moves_nothing(verdict: str, cached: bool) -> None:
    assert triage.advance(WRONG, row(verdict=verdict, cached=cached), False, NOW) == WRONG
    assert triage.advance(WRONG, None, False, NOW) == WRONG


def test_an_example_that_went_is_counted_and_one_that_comes_back_is_not_gone() -> None:
    gone = triage.advance(triage.advance(RIGHT, None, True, NOW), None, True, NOW)
    assert gone.absent == 2
    assert triage.advance(gone, passing(), True, NOW).absent == 0


def test_nothing_is_known_of_what_was_never_seen() -> None:
    with pytest.raises(ValueError, match="history or a row"):
        triage.advance(None, None, True, NOW)


def test_only_what_was_ever_judged_is_remembered_and_what_went_long_ago_is_forgotten() -> None:
    before = {WRONG.example: WRONG, "docs/old.md#:python:1": History("docs/old.md#:python:1", absent=30)}
    night = result([failing(), passing("docs/tea.md:9"), row("docs/tea.md:12", "unverified", reason="fragment")])
    after = [history.example for history in triage.follow(before, night)]
    assert after == ["docs/tea.md#steep:python:3", "docs/tea.md#steep:python:9"]
