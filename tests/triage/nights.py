"""Nights over some documentation: what each run remembers and does, against a tracker that is a list."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from docverify import labels, marker, triage
from docverify.model import Action, History, Issue, Outcome, Result, Row, TrackerConfig
from docverify.ports import OpenTracker
from docverify.triage.history import FORGET_AFTER
from tests.results import result, row

GITHUB = TrackerConfig(kind="github", repository="acme/foo")
NOTHING = triage.Decision()
BROKEN = "AttributeError: module 'foo' has no attribute 'read_table'"


def failing(place: str = "docs/tea.md:3", detail: str = BROKEN, **fields: Any) -> Row:
    given = {"reason": detail.partition(":")[0], "detail": detail, "fingerprint": "f1", "confirmed": True}
    return row(place, "fail", **{**given, **fields})


def passing(place: str = "docs/tea.md:3", **fields: Any) -> Row:
    return row(place, "pass", **{"fingerprint": "ok", "actual": "4", **fields})


@dataclass
class ListTracker:
    """A tracker as a list, in memory."""

    repository: str = "acme/foo"
    held: list[Issue] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    now: str = "2026-01-01T04:10:00Z"

    def issues(self) -> list[Issue]:
        return list(self.held)

    def act(self, action: Action) -> Outcome:
        if action.kind == "open":
            ref = f"{self.repository}#{len(self.held) + 1}"
            issue = Issue(ref, action.key, action.title, action.body, labels=action.labels)
        else:
            issue = next(issue for issue in self.held if issue.ref == action.ref)
            self.held.remove(issue)
        body = marker.join(action.body, issue.body) if action.body else issue.body
        changed = replace(issue, body=body, labels=labels.merge(issue.labels, action.labels))
        self.held.append(self._stated(changed, action))
        self.held.sort(key=lambda issue: int(issue.ref.rpartition("#")[2]))
        self.comments += [action.comment] if action.comment else []
        return Outcome(action, done=True, ref=issue.ref)

    def change(self, at: int = 0, **fields: Any) -> None:
        """What a person does to an issue."""
        self.held[at] = replace(self.held[at], **fields)

    def _stated(self, issue: Issue, action: Action) -> Issue:
        mark = marker.read(issue.body)
        assert mark is not None
        issue = replace(issue, key=mark.key, fingerprint=mark.fingerprint, examples=mark.examples)
        if action.kind == "close":
            by_us = mark.closed
            return replace(
                issue, state="closed", state_reason=action.state_reason, closed_at=self.now, closed_by_us=by_us
            )
        if action.kind == "reopen":
            return replace(issue, state="open", state_reason="", closed_at="", closed_by_us=False)
        return issue


@dataclass
class Nights:
    """Run after run: the store's part is played by two dictionaries."""

    tracker: OpenTracker
    config: TrackerConfig = GITHUB
    histories: dict[str, History] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    day: int = 0
    last: triage.Decision = NOTHING

    def run(self, *rows: Row, **fields: Any) -> list[str]:
        """One night; returns what was done, `open`, `close completed` and the like."""
        self.decide(rows, **fields)
        for action in self.last.actions:
            outcome = self.tracker.act(action)
            if action.kind == "open":
                self.known[action.key] = outcome.ref
        return [f"{action.kind} {action.state_reason}".strip() for action in self.last.actions]

    def decide(self, rows: Sequence[Row], **fields: Any) -> None:
        self.day += 1
        night: Result = result(rows, **{"started": f"2026-01-{self.day:02}T04:00:00Z", **fields})
        carried = triage.carry(self.histories, night.examples, [page.path for page in night.pages])
        if night.complete:
            after = {**carried, **{one.example: one for one in triage.follow(carried, night)}}
            self.histories = {example: past for example, past in after.items() if past.absent < FORGET_AFTER}
        self.last = triage.actions(night, triage.Ledger(self.histories, self.known), self.tracker.issues(), self.config)

    def reasons(self) -> list[str]:
        return [waiting.reason for waiting in self.last.waiting]
