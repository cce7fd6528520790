"""What markers change of a verdict: errors that they announce, scaffolding that no reader follows."""

from docverify.judge.case import Case
from docverify.judge.errors import documented, raised_at_prompt, raised_by
from docverify.model import Example, Run, Verdict

FAILING = frozenset({"raises", "may-raise"})
UNCOMPARED = "its marker says not to compare what it prints"


def kinds(example: Example) -> frozenset[str]:
    return frozenset(marker.kind for marker in example.block.markers)


def weigh(case: Case, verdict: Verdict) -> Verdict:
    """The verdict on an example with markers, which may say more than the run does."""
    found = kinds(case.example)
    if found & FAILING:
        return expected_failure(case, verdict, must="raises" in found)
    if found & {"setup", "teardown"} and verdict.verdict in ("fail", "drift"):
        what = "setup" if "setup" in found else "teardown"
        detail = f"a {what} did not come to its end: {verdict.detail}"
        return case.say("unverified", verdict.level, reason="incomplete", detail=detail, actual=verdict.actual)
    if "ignore-output" in found and verdict.verdict == "pass" and not verdict.detail:
        return case.say("pass", verdict.level, detail=UNCOMPARED, actual=verdict.actual)
    return verdict


def expected_failure(case: Case, verdict: Verdict, *, must: bool) -> Verdict:
    """An error is what the marker announces, unless the page shows which one: then that has been compared."""
    if _ended_as_announced(case, verdict):
        detail = f"ended in {verdict.detail or verdict.reason}, as its marker says"
        return case.say("pass", "ran", detail=detail, actual=verdict.actual, line=verdict.line)
    if must and verdict.verdict == "pass" and not went_wrong(case):
        detail = "ran without the error that its marker announces"
        return case.say("fail", "ran", reason="no-error", detail=detail, actual=verdict.actual)
    return verdict


def went_wrong(case: Case) -> bool:
    """True when any part of it ended in an error."""
    run = case.run
    if run.exception or run.exit_code or run.ended == "signal" or any(done.exit_code for done in run.steps):
        return True
    steps = zip(case.example.steps, run.steps, strict=False)
    return any(step.mode == "raises" and raised_at_prompt(done) for step, done in steps)


def _ended_as_announced(case: Case, verdict: Verdict) -> bool:
    """True for a failure, and for an error that comments on the page announce too."""
    if verdict.verdict == "fail":
        return not verdict.expected and went_wrong(case)
    told = verdict.verdict == "unverified" and verdict.reason == "incomplete" and went_wrong(case)
    return told and not _is_documented(case.example, case.run)


def _is_documented(example: Example, run: Run) -> bool:
    raised = raised_by(run)
    return bool(raised and documented(example, max(len(run.steps) - 1, 0), raised))
