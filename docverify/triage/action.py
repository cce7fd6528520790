"""What should be done to the tracker, from what a run found and what the tracker holds."""

from collections.abc import Collection, Iterator, Sequence

from docverify.errors import TrackerError
from docverify.model import Action, Issue, Result, TrackerConfig
from docverify.triage.board import Board, Decision, Ledger, Waiting, known_here, lay_out
from docverify.triage.closing import heal, judge_quiet
from docverify.triage.opening import judge_cause

KNOWN_TO_DOUBT = 5
"""Issues that the store must know of before a short listing is doubted."""
BUDGETED = frozenset({"open", "reopen"})


def actions(result: Result, ledger: Ledger, issues: Sequence[Issue], config: TrackerConfig) -> Decision:
    """What the run asks of the tracker. Raises TrackerError when the listing of issues is too short to be true."""
    doubt = distrust(result)
    if doubt:
        return Decision((), (Waiting("", doubt),))
    check_listing(set(known_here(ledger, config).values()), issues)
    board = lay_out(result, ledger, issues, config)
    steps = list(_steps(board))
    return _within_budget(steps, board)


def distrust(result: Result) -> str:
    """Why nothing may be opened or closed after this run; empty when it may."""
    if result.sandbox.tier in {"none", "absent"}:
        return "the examples did not run in a sandbox"
    if not result.complete or any(problem.fatal for problem in result.problems):
        return "the run was not complete"
    broken = next((row.id for row in result.examples if row.verdict == "error"), "")
    return f"our side failed on {broken}" if broken else ""


def check_listing(known: Collection[str], issues: Sequence[Issue]) -> None:
    """Raises TrackerError when fewer than half of the issues that we opened are listed.

    GitHub has answered with an empty list before, and a bot filed everything again.
    """
    listed = {issue.ref.lower() for issue in issues}
    present = sum(ref.lower() in listed for ref in known)
    if len(known) >= KNOWN_TO_DOUBT and present * 2 < len(known):
        raise TrackerError(
            f"the tracker lists only {present} of the {len(known)} issues that docverify opened, so nothing is done",
            "run it again later; when the issues were deleted on purpose, delete the folder .docverify",
        )


def _steps(board: Board) -> Iterator[Action | Waiting]:
    """Duplicates first, then what closes, then the causes in page order."""
    yield from heal(board)
    quiet = [step for issue in board.quiet if (step := judge_quiet(board, issue))]
    yield from quiet
    for cause in board.causes:
        step = judge_cause(board, cause, board.matched.get(cause.key))
        if step:
            yield step


def _within_budget(steps: Sequence[Action | Waiting], board: Board) -> Decision:
    """The actions that the budget allows; what it does not allow waits."""
    config = board.config
    room = min(config.open_per_run, config.open_at_once - sum(issue.state == "open" for issue in board.issues))
    done: list[Action] = []
    waiting: list[Waiting] = []
    for step in steps:
        if isinstance(step, Waiting):
            waiting.append(step)
        elif step.kind not in BUDGETED or room > 0:
            room -= step.kind in BUDGETED
            done.append(step)
        else:
            waiting.append(Waiting(step.key, _over_budget(config), step.ref))
    return Decision(tuple(done), tuple(waiting))


def _over_budget(config: TrackerConfig) -> str:
    return (
        f"{config.open_per_run} new issues a run and {config.open_at_once} at once are allowed: it waits for its turn"
    )
