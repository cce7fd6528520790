"""What becomes of a cause that fails now: each rule was paid for by a bot that lacked it."""

from datetime import datetime, timedelta

from docverify import labels, marker
from docverify.model import Action, Cause, Issue
from docverify.triage import comment
from docverify.triage.board import Board, Waiting, age, known_here
from docverify.triage.body import LIMIT, Story, chosen_labels, compose, title
from docverify.triage.closing import ABSENT_TO_CLOSE
from docverify.triage.moved import shown

FAILURES_TO_CONFIRM = 2
REOPEN_WITHIN = timedelta(days=14)
"""After our own closing; later a failure opens a new issue."""
BODY_CHARACTERS = 65_536
"""GitHub's own limit, which our section shares with what people write below it."""
SMALLEST_SECTION = 4_000


def judge_cause(board: Board, cause: Cause, issue: Issue | None) -> Action | Waiting | None:
    """What becomes of a cause that fails now."""
    if issue is None:
        return _lost(board, cause) or _unconfirmed(board, cause) or _open(board, cause)
    if issue.locked:
        return Waiting(cause.key, "its issue is locked", issue.ref)
    if issue.state == "open":
        return _update(board, cause, issue)
    return _stays_closed(board, cause, issue) or _unconfirmed(board, cause) or _come_back(board, cause, issue)


def _lost(board: Board, cause: Cause) -> Waiting | None:
    """We opened an issue about it that is not found by its marker: to open another would be a duplicate."""
    ref = known_here(board.ledger, board.config).get(cause.key, "")
    if not ref or any(issue.ref == ref and issue.key for issue in board.issues):
        return None
    return Waiting(cause.key, "its issue was deleted or moved, or lost its label or marker: a person decides", ref)


def _unconfirmed(board: Board, cause: Cause) -> Waiting | None:
    """Outside the outbox an issue needs three equal runs in fresh sandboxes, or a second run on another day."""
    if board.config.kind == "outbox":
        return None
    histories = board.ledger.histories
    for example in cause.examples:
        history = histories.get(example)
        if board.rows[example].confirmed or (history and history.failures >= FAILURES_TO_CONFIRM):
            return None
    return Waiting(cause.key, "it is not confirmed yet: the next run does, or `docverify check --confirm`")


def _open(board: Board, cause: Cause, earlier: str = "") -> Action:
    story = _story(board, cause, earlier=earlier)
    return Action(
        kind="open",
        key=cause.key,
        reason="it is new" if not earlier else f"it is back long after {earlier} was closed",
        title=title(story),
        body=compose(story),
        labels=chosen_labels(cause, story.rows[0]),
    )


def _update(board: Board, cause: Cause, issue: Issue) -> Action | Waiting | None:
    """Only what a maintainer would want to know changes the body; the passing of another night does not."""
    mark = marker.read(issue.body)
    if mark is None or (parts := marker.split(issue.body)) is None:
        return Waiting(cause.key, "a person removed its markers, so its text is left alone", issue.ref)
    story = _story(board, cause, earlier=_earlier(board, issue), reopened=mark.reopened)
    if mark == story.mark():
        return None
    unjudged = _unjudged(board, cause, issue)
    if unjudged:
        return Waiting(cause.key, f"{unjudged} was not judged this time", issue.ref)
    room = min(LIMIT, BODY_CHARACTERS - len(parts[1]))
    if room < SMALLEST_SECTION:
        return Waiting(cause.key, "what people wrote below it leaves no room for its text", issue.ref)
    moved = issue.key != cause.key
    return Action(
        kind="update",
        key=cause.key,
        reason="its cause changed" if moved else "what it shows or whom it affects changed",
        ref=issue.ref,
        body=compose(story, room),
        comment=comment.changed(story.rows[0]) if moved else "",
        labels=(labels.OUTCOMES[cause.verdict],) if moved else (),
    )


def _unjudged(board: Board, cause: Cause, issue: Issue) -> str:
    """An example that the issue names and that this run says nothing of: a time-out is no reason to rewrite it."""
    if issue.key != cause.key:
        return ""
    for example in issue.examples:
        row, history = board.rows.get(example), board.ledger.histories.get(example)
        went = row is None and history is not None and history.absent >= ABSENT_TO_CLOSE
        judged = row is not None and row.verdict in {"pass", "fail", "drift", "skip"}
        if example not in cause.examples and not went and not judged:
            return shown(example)
    return ""


def _stays_closed(board: Board, cause: Cause, issue: Issue) -> Waiting | None:
    """A person's close wins, and what ran before a close says nothing about it."""
    if issue.state_reason in {"not_planned", "duplicate"} and not issue.closed_by_us:
        return Waiting(cause.key, f"a person closed it as {issue.state_reason.replace('_', ' ')}", issue.ref)
    closed, started = _moment(issue.closed_at), _moment(board.result.started)
    if closed and started and started <= closed:
        return Waiting(cause.key, "the run began before its issue was closed", issue.ref)
    return None


def _come_back(board: Board, cause: Cause, issue: Issue) -> Action | Waiting:
    """A closed issue is opened again once; after long, a new one is opened; after a second time, a person decides."""
    closed, started = _moment(issue.closed_at), _moment(board.result.started)
    if issue.closed_by_us and closed and started and started - closed > REOPEN_WITHIN:
        return _open(board, cause, earlier=issue.ref)
    mark = marker.read(issue.body)
    if mark and mark.reopened and labels.has(issue.labels, labels.FLAKY):
        return Waiting(cause.key, "it was closed and opened more than once: a person decides", issue.ref)
    if mark and mark.reopened:
        reason = "it was closed and opened more than once"
        return Action(kind="update", key=cause.key, reason=reason, ref=issue.ref, labels=(labels.FLAKY,))
    parts = marker.split(issue.body)
    room = min(LIMIT, BODY_CHARACTERS - len(parts[1])) if parts else 0
    story = _story(board, cause, earlier=_earlier(board, issue), reopened=True)
    return Action(
        kind="reopen",
        key=cause.key,
        reason="it fails again after it was closed",
        ref=issue.ref,
        body=compose(story, room) if room >= SMALLEST_SECTION else "",
        comment=comment.BACK,
        labels=(labels.REGRESSED,),
    )


def _story(board: Board, cause: Cause, *, earlier: str, reopened: bool = False) -> Story:
    rows = tuple(board.rows[example] for example in cause.examples)
    histories = (board.ledger.histories.get(example) for example in cause.examples)
    names = tuple(history.name if history else "" for history in histories)
    return Story(cause, rows, board.result, earlier, reopened, names if any(names) else ())


def _earlier(board: Board, issue: Issue) -> str:
    """The newest issue about the same cause that is older than this one and not a copy of it."""
    older = [
        other.ref
        for other in board.issues
        if other.key == issue.key and age(other.ref) < age(issue.ref) and other.state_reason != "duplicate"
    ]
    return older[-1] if older else ""


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
