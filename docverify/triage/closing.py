"""When an issue closes: on positive passes, when its examples went, or when an older issue says the same."""

from collections.abc import Iterator

from msgspec.structs import replace

from docverify import marker
from docverify.model import Action, Issue
from docverify.triage import comment
from docverify.triage.board import Board, Waiting
from docverify.triage.moved import shown

PASSES_TO_CLOSE = 2
ABSENT_TO_CLOSE = 2


def heal(board: Board) -> Iterator[Action]:
    """Runs that raced opened an issue twice: the oldest stays."""
    for extra, original in board.duplicates:
        if not extra.locked:
            yield _close(extra, "duplicate", f"{original.ref} is about the same cause", comment.duplicate(original.ref))


def judge_quiet(board: Board, issue: Issue) -> Action | Waiting | None:
    """What becomes of an open issue whose cause did not show in this run."""
    mark = marker.read(issue.body)
    if issue.locked:
        return Waiting(issue.key, "it is locked", issue.ref)
    if mark and mark.closed:
        return Waiting(issue.key, "a person opened it again after docverify closed it", issue.ref)
    if not issue.examples:
        return Waiting(issue.key, "its marker names no example", issue.ref)
    if not any(_was_looked_at(board, example) for example in issue.examples):
        return None
    blocker = next((reason for example in issue.examples if (reason := _not_done(board, example))), "")
    if blocker:
        return Waiting(issue.key, blocker, issue.ref)
    if any(example in board.rows for example in issue.examples):
        return _close(issue, "completed", "its examples passed twice in a row", comment.passed(board.result.started))
    text = comment.gone([shown(example) for example in issue.examples])
    return _close(issue, "not_planned", "its examples are not on their page any more", text)


def _was_looked_at(board: Board, example: str) -> bool:
    """False when the run was about other pages: then the example is neither on its page nor missed there."""
    history = board.ledger.histories.get(example)
    return example in board.rows or history is None or history.absent > 0


def _not_done(board: Board, example: str) -> str:
    """Why this example still holds its issue open; empty when it passed twice, or is gone for good."""
    row, history = board.rows.get(example), board.ledger.histories.get(example)
    if row is None:
        is_gone = history is not None and history.absent >= ABSENT_TO_CLOSE
        return "" if is_gone else f"{shown(example)} is not on its page any more: one more complete run decides"
    if row.verdict != "pass":
        return f"{example} is {row.verdict}, which is no pass"
    passes = history.passes if history else 0
    return "" if passes >= PASSES_TO_CLOSE else f"{example} passes: a second run must confirm it"


def _close(issue: Issue, state_reason: str, reason: str, text: str) -> Action:
    mark = marker.read(issue.body)
    body = marker.restamp(issue.body, replace(mark, closed=True)) if mark else ""
    return Action("close", issue.key, reason, issue.ref, body=body, comment=text, state_reason=state_reason)
