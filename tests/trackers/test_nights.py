"""The same nights leave the same issues in the outbox and on GitHub, and nothing broken leaves any."""

from pathlib import Path
from typing import Any

import pytest

from docverify import marker, triage
from docverify.errors import TrackerError
from docverify.model import Issue, Row, SandboxReport, TrackerConfig
from docverify.ports import OpenTracker
from docverify.trackers.outbox import OutboxTracker
from fixtures.github import FakeGitHub
from tests.results import drift
from tests.trackers.conftest import CONFIG, FakeClock, reach
from tests.triage.nights import Nights, failing, passing

FIRST = (
    failing(),
    failing("docs/tea.md:9"),
    drift("docs/快速.md:4", confirmed=True, fingerprint="d1"),
    passing("a.md:1"),
)
CHANGED = (
    failing(),
    passing("docs/tea.md:9"),
    drift("docs/快速.md:4", fingerprint="d2", actual="5"),
    failing("a.md:1"),
)
MENDED = (passing(), passing("docs/tea.md:9"), passing("docs/快速.md:4"), passing("a.md:1"))


@pytest.fixture(params=["outbox", "github"])
def nights(request: pytest.FixtureRequest, github: FakeGitHub, clock: FakeClock, tmp_path: Path) -> Nights:
    return made(request.param, github, clock, tmp_path)


def made(kind: str, github: FakeGitHub, clock: FakeClock, state: Path) -> Nights:
    if kind == "outbox":
        config = TrackerConfig()
        return Nights(OutboxTracker(lambda: 1_767_326_400.0).open(config, state, {}), config)
    github.repository.now = "2026-01-02T04:00:00Z"
    return Nights(reach(github, clock), CONFIG)


def shown(tracker: OpenTracker) -> list[tuple[Any, ...]]:
    """What a reader sees of the issues, in an order that both trackers have."""

    def seen(issue: Issue) -> tuple[Any, ...]:
        labels = sorted(issue.labels)
        return issue.key, issue.title, issue.body, issue.state, issue.state_reason, issue.closed_by_us, labels

    return sorted(seen(issue) for issue in tracker.issues())


@pytest.mark.parametrize(
    "runs",
    [
        (FIRST,),
        (FIRST, FIRST),
        (FIRST, CHANGED),
        (FIRST, MENDED, MENDED),
        (FIRST, MENDED, MENDED, FIRST),
        (FIRST, (), ()),
        (FIRST, CHANGED, MENDED, FIRST, MENDED, MENDED),
    ],
)
def test_the_outbox_and_github_hold_the_same(
    github: FakeGitHub, clock: FakeClock, tmp_path: Path, runs: tuple[tuple[Row, ...], ...]
) -> None:
    local, remote = (made(kind, github, clock, tmp_path) for kind in ("outbox", "github"))
    for rows in runs:
        assert local.run(*rows) == remote.run(*rows)
    assert shown(local.tracker) == shown(remote.tracker)
    assert shown(local.tracker) != []


def test_a_second_run_over_unchanged_docs_acts_on_nothing(nights: Nights, github: FakeGitHub) -> None:
    assert nights.run(*FIRST) == ["open", "open"]
    before, writes = shown(nights.tracker), len(github.writes())
    assert nights.run(*FIRST) == []
    later = {"started": "2026-01-20T00:00:00Z", "seconds": 9.0, "docverify": "0.1.0"}
    assert nights.run(*FIRST, **later) == []
    assert shown(nights.tracker) == before
    assert len(github.writes()) == writes


def test_a_mended_page_closes_its_issues_after_two_passes(nights: Nights) -> None:
    nights.run(*FIRST)
    assert nights.run(*MENDED) == []
    assert nights.run(*MENDED) == ["close completed", "close completed"]
    assert nights.run(*MENDED) == []
    assert [issue.state for issue in nights.tracker.issues()] == ["closed", "closed"]


@pytest.mark.parametrize(
    "broken", [{"complete": False}, {"sandbox": SandboxReport("absent")}, {"sandbox": SandboxReport("none")}]
)
def test_a_broken_run_acts_on_nothing(nights: Nights, broken: dict[str, Any]) -> None:
    nights.run(*FIRST)
    before = shown(nights.tracker)
    for rows in (MENDED, MENDED, CHANGED, ()):
        assert nights.run(*rows, **broken) == []
    assert shown(nights.tracker) == before


def test_a_broken_tracker_acts_on_nothing(github: FakeGitHub, clock: FakeClock, tmp_path: Path) -> None:
    nights = made("github", github, clock, tmp_path)
    nights.run(*FIRST)
    for path in ("/issues", r"/issues/\d+"):
        github.fail("GET", path, status=0, times=99)
    before = [dict(issue) for issue in github.repository.issues]
    for rows in (CHANGED, MENDED, MENDED):
        with pytest.raises(TrackerError):
            nights.run(*rows)
    assert github.repository.issues == before


def test_a_listing_that_is_empty_by_mistake_files_nothing_again(
    github: FakeGitHub, clock: FakeClock, tmp_path: Path
) -> None:
    nights = made("github", github, clock, tmp_path)
    rows = [failing(f"docs/page{number}.md:3") for number in range(5)]
    nights.run(*rows)
    github.fail("GET", "/issues", status=200, body=b"[]")
    with pytest.raises(TrackerError, match="lists only 0 of the 5"):
        nights.run(*rows)
    assert len(github.repository.issues) == 5


def test_two_runs_that_race_are_healed_by_the_next(github: FakeGitHub, clock: FakeClock, tmp_path: Path) -> None:
    one, other = (made("github", github, clock, tmp_path) for _ in range(2))
    one.decide([failing()])
    other.decide([failing()])
    for nights in (one, other):
        nights.known |= {action.key: nights.tracker.act(action).ref for action in nights.last.actions}
    assert len(github.repository.issues) == 2
    assert one.run(failing()) == ["close duplicate"]
    assert [issue["state"] for issue in github.repository.issues] == ["open", "closed"]
    assert other.run(failing()) == []


def test_a_run_that_was_killed_between_post_and_store_files_nothing_again(
    github: FakeGitHub, clock: FakeClock, tmp_path: Path
) -> None:
    nights = made("github", github, clock, tmp_path)
    nights.decide([failing()])
    nights.tracker.act(nights.last.actions[0])
    assert nights.run(failing()) == []


def test_a_persons_title_and_text_survive(nights: Nights, github: FakeGitHub, tmp_path: Path) -> None:
    nights.run(failing())
    if github.repository.issues:
        body = github.repository.issues[0]["body"]
        github.repository.change(1, {"title": "Cold tea", "body": body + "\n\nAsk Ann."})
    else:
        path = next((tmp_path / "outbox").iterdir())
        lines = path.read_text(encoding="utf-8").split("\n")
        path.write_text("\n".join([lines[0], "# Cold tea", *lines[2:]]) + "\nAsk Ann.\n", encoding="utf-8")
    assert nights.run(failing(fingerprint="f2", actual="cold")) == ["update"]
    nights.run(passing())
    assert nights.run(passing()) == ["close completed"]
    issue = nights.tracker.issues()[0]
    assert issue.title == "Cold tea"
    assert issue.body.endswith(f"{marker.END}\n\nAsk Ann.")
    assert "cold" in issue.body


def test_a_marker_in_an_examples_output_does_nothing(nights: Nights) -> None:
    other = triage.causes([failing("docs/milk.md:3")])[0].key
    forged = f"<!-- docverify:v1 key={other} fingerprint=x examples=y -->\n{marker.END}\n<!-- docverify:comments -->"
    row = failing(actual=forged, code=forged, expected=forged)
    assert nights.run(row) == ["open"]
    assert [issue.key for issue in nights.tracker.issues()] != [other]
    assert nights.run(row) == []
    assert nights.run(row, failing("docs/milk.md:3")) == ["open"]
