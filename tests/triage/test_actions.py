"""What becomes of issues, night after night."""

import pytest
from msgspec.structs import replace

from docverify import labels, marker
from docverify.errors import TrackerError
from docverify.model import Issue, Problem, SandboxReport, TrackerConfig
from tests.results import drift, row
from tests.triage.nights import ListTracker, Nights, failing, passing


@pytest.fixture
def tracker() -> ListTracker:
    return ListTracker()


@pytest.fixture
def nights(tracker: ListTracker) -> Nights:
    return Nights(tracker)


def test_a_new_failure_is_filed_once(nights: Nights) -> None:
    assert nights.run(failing()) == ["open"]
    assert nights.run(failing()) == []
    assert nights.run(failing(), started="2026-03-01T00:00:00Z", seconds=99.0) == []


def test_two_passes_close_it_and_say_why(nights: Nights, tracker: ListTracker) -> None:
    nights.run(failing())
    assert nights.run(passing()) == []
    assert nights.reasons() == ["docs/tea.md#steep:python:3 passes: a second run must confirm it"]
    assert nights.run(passing()) == ["close completed"]
    assert nights.run(passing()) == []
    assert (tracker.held[0].state, tracker.held[0].closed_by_us) == ("closed", True)
    assert "ran and passed in two complete runs in a row" in tracker.comments[0]


@pytest.mark.parametrize(
    "proof_of_nothing",
    [row(verdict="unverified", reason="timeout"), row(verdict="skip"), row(verdict="flaky"), passing(cached=True)],
)
def test_what_is_no_pass_closes_nothing(nights: Nights, proof_of_nothing: object) -> None:
    nights.run(failing())
    for _ in range(4):
        assert nights.run(proof_of_nothing) == []  # type: ignore[arg-type] # a row, as parametrize hands it on


def test_it_closes_only_in_a_night_in_which_it_passes(nights: Nights) -> None:
    nights.run(failing())
    for _ in range(2):
        nights.decide([passing()])  # and the tracker was down
    assert nights.run(row(verdict="unverified", reason="timeout")) == []
    assert nights.run(passing()) == ["close completed"]


def test_a_failure_between_two_passes_starts_the_count_again(nights: Nights) -> None:
    for night in (failing(), passing(), failing(), passing()):
        nights.run(night)
    assert nights.run(passing()) == ["close completed"]


def test_an_example_that_is_gone_for_two_complete_runs_closes_as_not_planned(
    nights: Nights, tracker: ListTracker
) -> None:
    nights.run(failing())
    assert nights.run() == []
    assert nights.run(complete=False) == []
    assert nights.run() == ["close not_planned"]
    assert "not on their page any more" in tracker.comments[0]


def test_one_of_two_gone_and_the_other_passing_is_completed(nights: Nights) -> None:
    nights.run(failing(), failing("docs/tea.md:9"))
    nights.run(passing())
    assert nights.run(passing()) == ["close completed"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"complete": False}, "the run was not complete"),
        ({"sandbox": SandboxReport("none")}, "the examples did not run in a sandbox"),
        ({"sandbox": SandboxReport("absent")}, "the examples did not run in a sandbox"),
        ({"problems": (Problem("docs/x.md", "cannot be read", fatal=True),)}, "the run was not complete"),
    ],
)
def test_a_broken_run_acts_on_nothing(nights: Nights, fields: dict[str, object], reason: str) -> None:
    assert nights.run(failing(), **fields) == []
    assert nights.reasons() == [reason]


def test_an_error_of_ours_acts_on_nothing(nights: Nights) -> None:
    assert nights.run(failing(), row("docs/tea.md:9", "error")) == []
    assert nights.reasons() == ["our side failed on docs/tea.md#steep:python:9"]


def test_what_is_not_confirmed_waits_for_a_second_night(nights: Nights) -> None:
    assert nights.run(failing(confirmed=False)) == []
    assert nights.run(failing(confirmed=False)) == ["open"]


def test_the_outbox_needs_no_confirmation(tracker: ListTracker) -> None:
    assert Nights(tracker, TrackerConfig(kind="outbox")).run(failing(confirmed=False)) == ["open"]


def test_an_update_is_due_when_what_it_shows_changed(nights: Nights, tracker: ListTracker) -> None:
    nights.run(failing())
    assert nights.run(failing(fingerprint="f2", actual="now this")) == ["update"]
    assert "now this" in tracker.held[0].body
    assert nights.run(failing(fingerprint="f2", actual="now this", line=77, seconds=3.0)) == []


def test_an_update_is_due_when_other_examples_are_affected(nights: Nights, tracker: ListTracker) -> None:
    nights.run(failing())
    assert nights.run(failing(), failing("docs/tea.md:9")) == ["update"]
    assert "Also affected | `docs/tea.md#steep:python:9`" in tracker.held[0].body
    assert nights.run(failing(), failing("docs/tea.md:9")) == []
    assert nights.run(failing(), passing("docs/tea.md:9")) == ["update"]


def test_a_time_out_of_one_example_rewrites_nothing(nights: Nights) -> None:
    nights.run(failing(), failing("docs/tea.md:9"))
    assert nights.run(failing(), row("docs/tea.md:9", "unverified", reason="timeout")) == []
    assert nights.reasons() == ["docs/tea.md#steep:python:9 was not judged this time"]


def test_another_cause_moves_the_issue_and_is_told_once(nights: Nights, tracker: ListTracker) -> None:
    nights.run(failing())
    first = tracker.held[0]
    assert nights.run(failing(detail="KeyError: 'a'", fingerprint="f2")) == ["update"]
    assert tracker.held[0].key != first.key
    assert tracker.held[0].title == first.title
    assert [comment.partition(".")[0] for comment in tracker.comments] == ["The cause changed"]
    assert nights.run(failing(detail="KeyError: 'a'", fingerprint="f2")) == []


def test_a_failure_that_becomes_drift_changes_its_label(nights: Nights, tracker: ListTracker) -> None:
    nights.run(failing())
    nights.run(drift("docs/tea.md:3", confirmed=True))
    assert set(tracker.held[0].labels) == {"docverify", "docverify: drift", "P2"}


def test_the_budget_of_a_run_lets_the_rest_wait(nights: Nights) -> None:
    rows = [failing(f"docs/page{number}.md:3") for number in range(12)]
    assert nights.run(*rows) == ["open"] * 5
    assert len(nights.reasons()) == 7
    assert nights.run(*rows) == ["open"] * 5
    assert nights.run(*rows) == []
    assert nights.reasons() == ["5 new issues a run and 10 at once are allowed: it waits for its turn"] * 2


def test_what_we_closed_of_late_is_opened_again_once(nights: Nights, tracker: ListTracker) -> None:
    for night in (failing(), passing(), passing()):
        nights.run(night)
    tracker.change(closed_at="2026-01-03T05:00:00Z")
    assert nights.run(failing()) == ["reopen"]
    assert labels.REGRESSED in tracker.held[0].labels
    assert nights.run(failing()) == []
    nights.run(passing())
    assert nights.run(passing()) == ["close completed"]
    tracker.change(closed_at="2026-01-07T05:00:00Z")
    assert nights.run(failing(), started="2026-01-08T00:00:00Z") == ["update"]
    assert labels.FLAKY in tracker.held[0].labels
    assert nights.run(failing()) == []
    assert nights.reasons() == ["it was closed and opened more than once: a person decides"]


def test_what_we_closed_long_ago_becomes_a_new_issue_that_names_the_old(nights: Nights, tracker: ListTracker) -> None:
    for night in (failing(), passing(), passing()):
        nights.run(night)
    assert nights.run(failing(), started="2026-02-20T00:00:00Z") == ["open"]
    assert "| Earlier issue | acme/foo#1 |" in tracker.held[1].body
    assert nights.run(failing(fingerprint="f2"), started="2026-02-21T00:00:00Z") == ["update"]
    assert "| Earlier issue | acme/foo#1 |" in tracker.held[1].body
    assert nights.run(failing(fingerprint="f2"), started="2026-02-21T00:00:00Z") == []


@pytest.mark.parametrize("reason", ["not_planned", "duplicate"])
def test_a_person_who_does_not_want_it_wins(nights: Nights, tracker: ListTracker, reason: str) -> None:
    nights.run(failing())
    tracker.change(state="closed", state_reason=reason, closed_at="2026-01-01T05:00:00Z")
    assert nights.run(failing()) == []
    assert nights.reasons() == [f"a person closed it as {reason.replace('_', ' ')}"]


def test_a_person_who_calls_it_mended_is_told_when_it_is_not(nights: Nights, tracker: ListTracker) -> None:
    nights.run(failing())
    tracker.change(state="closed", state_reason="completed", closed_at="2026-01-02T05:00:00Z")
    assert nights.run(failing()) == []
    assert nights.reasons() == ["the run began before its issue was closed"]
    assert nights.run(failing()) == ["reopen"]
    tracker.change(state="closed", state_reason="completed", closed_at="2026-01-03T05:00:00Z")
    assert nights.run(failing()) == ["update"]
    assert nights.run(failing()) == []


def test_what_a_person_opened_again_is_not_closed_again(nights: Nights, tracker: ListTracker) -> None:
    for night in (failing(), passing(), passing()):
        nights.run(night)
    tracker.change(state="open", state_reason="", closed_by_us=False, closed_at="")
    assert nights.run(passing()) == []
    assert nights.reasons() == ["a person opened it again after docverify closed it"]
    assert nights.run(failing()) == ["update"]


def test_a_locked_issue_is_left_alone(nights: Nights, tracker: ListTracker) -> None:
    nights.run(failing())
    tracker.change(locked=True)
    for night in (failing(fingerprint="f2"), passing(), passing()):
        assert nights.run(night) == []


def test_issues_that_raced_are_healed(nights: Nights, tracker: ListTracker) -> None:
    nights.run(failing())
    twin = replace(tracker.held[0], ref="acme/foo#2")
    third = replace(tracker.held[0], ref="acme/foo#10")
    tracker.held += [third, twin]
    assert nights.run(failing()) == ["close duplicate", "close duplicate"]
    assert [issue.state for issue in tracker.held] == ["open", "closed", "closed"]
    assert tracker.comments == ["Closed: acme/foo#1 is older and about the same cause."] * 2
    assert nights.run(failing()) == []


def test_a_closed_copy_does_not_hide_the_original(nights: Nights, tracker: ListTracker) -> None:
    nights.run(failing())
    tracker.held.append(replace(tracker.held[0], ref="acme/foo#2"))
    for night in (failing(), passing(), passing()):
        nights.run(night)
    tracker.change(closed_at="2026-01-04T05:00:00Z")
    nights.run(failing())
    assert [issue.state for issue in tracker.held] == ["open", "closed"]


def test_what_people_wrote_below_the_end_marker_survives(nights: Nights, tracker: ListTracker) -> None:
    nights.run(failing())
    tracker.change(title="Tea is broken", body=tracker.held[0].body + "\n\nSee the kettle. -- Ann")
    nights.run(failing(fingerprint="f2", actual="cold"))
    issue = tracker.held[0]
    assert issue.title == "Tea is broken"
    assert issue.body.endswith(f"{marker.END}\n\nSee the kettle. -- Ann")
    assert "cold" in issue.body


def test_a_body_whose_end_marker_is_gone_is_left_alone_and_its_issue_still_closes(
    nights: Nights, tracker: ListTracker
) -> None:
    nights.run(failing())
    mine = tracker.held[0].body.split("\n")[0] + "\nI wrote this anew."
    tracker.change(body=mine)
    assert nights.run(failing(fingerprint="f2")) == []
    nights.run(passing())
    assert nights.run(passing()) == ["close completed"]
    assert tracker.held[0].body == mine


def test_a_person_who_fills_the_body_gets_a_shorter_text_and_no_error(nights: Nights, tracker: ListTracker) -> None:
    long = {"actual": "x" * 9_000, "expected": "y" * 9_000, "code": "z" * 9_000}
    nights.run(failing(**long))
    tracker.change(body=tracker.held[0].body + "n" * 50_000)
    assert nights.run(failing(fingerprint="f2", **long)) == ["update"]
    assert len(tracker.held[0].body) < 65_536
    tracker.change(body=tracker.held[0].body + "n" * 12_000)
    assert nights.run(failing(fingerprint="f3", **long)) == []


def test_an_issue_that_lost_its_marker_or_was_deleted_is_not_filed_again(nights: Nights, tracker: ListTracker) -> None:
    nights.run(failing())
    tracker.change(body="rewritten", key="")
    assert nights.run(failing()) == []
    tracker.held.clear()
    assert nights.run(failing()) == []
    assert nights.reasons() == ["its issue was deleted or moved, or lost its label or marker: a person decides"]


def test_issues_of_another_repository_or_tracker_are_not_missed(nights: Nights) -> None:
    nights.known = {f"{number:016x}": f"other/repo#{number}" for number in range(9)} | {"a" * 16: "tea.md"}
    assert nights.run(failing()) == ["open"]


def test_a_listing_that_is_too_short_is_not_believed(nights: Nights, tracker: ListTracker) -> None:
    rows = [failing(f"docs/page{number}.md:3") for number in range(5)]
    nights.run(*rows)
    listed = list(tracker.held)
    tracker.held.clear()
    with pytest.raises(TrackerError, match="lists only 0 of the 5 issues"):
        nights.run(*rows)
    tracker.held += listed[:3]
    assert nights.run(*rows) == []


def test_a_store_that_was_deleted_costs_no_duplicate(nights: Nights, tracker: ListTracker) -> None:
    nights.run(failing())
    anew = Nights(tracker)
    assert anew.run(failing()) == []
    anew.run(passing())
    assert anew.run(passing()) == ["close completed"]


def test_a_marker_in_an_examples_output_is_no_marker(nights: Nights, tracker: ListTracker) -> None:
    forged = f"<!-- docverify:v1 key={'0' * 16} fingerprint=x examples=y -->\n{marker.END}\n<!-- docverify:end -->"
    nights.run(failing(actual=forged, code=forged, expected=forged, diff=forged, heading=(forged,)))
    body = tracker.held[0].body
    assert body.count("<!-- docverify:v1") == 1
    assert body.count(marker.END) == 1
    assert body.endswith(marker.END)
    assert nights.run(failing(actual=forged, code=forged, expected=forged, diff=forged, heading=(forged,))) == []


def test_an_issue_without_examples_in_its_marker_stays_open(nights: Nights, tracker: ListTracker) -> None:
    mark = marker.Mark("0" * 16)
    tracker.held.append(Issue("acme/foo#1", mark.key, "old", f"{marker.write(mark)}\n{marker.END}"))
    assert nights.run(passing()) == []
    assert nights.reasons() == ["its marker names no example"]
