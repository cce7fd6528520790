"""What markers change of a verdict: errors that they announce, scaffolding that no reader follows."""

from docverify.judge.case import Case
from docverify.judge.errors import documented, raised_at_prompt, raised_by
from docverify.model import WRONG, Example, Run, Verdict

FAILING = frozenset({"raises", "may-raise", "no-build"})
BUILT = ("build", "no-build")
"""Kinds of which one keeps a block from being run once it is built."""
UNBUILT = "BuildError"
UNCOMPARED = "its marker says not to compare what it prints"


def kinds(example: Example) -> frozenset[str]:
    return frozenset(marker.kind for marker in example.block.markers)


def weigh(case: Case, verdict: Verdict) -> Verdict:
    """The verdict on an example with markers, which may say more than the run does."""
    found = kinds(case.example)
    if found & FAILING:
        return expected_failure(case, verdict, must=not found.isdisjoint({"raises", "no-build"}))
    if found & {"setup", "teardown"} and verdict.verdict in WRONG:
        what = "setup" if "setup" in found else "teardown"
        detail = verdict.detail if case.example.declared else f"a {what} did not come to its end: {verdict.detail}"
        evidence = {"actual": verdict.actual, "line": verdict.line}
        return case.say("unverified", verdict.level, reason="incomplete", detail=detail, **evidence)
    if "ignore-output" in found and verdict.verdict == "pass" and not verdict.detail:
        return case.say("pass", verdict.level, detail=UNCOMPARED, actual=verdict.actual)
    return verdict


def built(case: Case) -> Verdict:
    """It compiles: that is all that its marker asks for, or what it says not to happen."""
    marker = next((one for one in case.example.block.markers if one.kind in BUILT), None)
    if marker is None:
        return case.say("unverified", "built", reason="incomplete", detail="was built, and not run")
    if marker.kind == "build":
        return case.say("skip", "built", reason=marker.text)
    return case.say("fail", "built", reason="no-error", detail="compiles, and its marker says that it does not")


def expected_failure(case: Case, verdict: Verdict, *, must: bool) -> Verdict:
    """An error is what the marker announces, unless the page shows which one: then that has been compared."""
    codes = [marker.value.upper() for marker in case.example.block.markers if marker.kind == "error-code"]
    evidence = {"actual": verdict.actual, "line": verdict.line}
    if _ended_as_announced(case, verdict):
        told = case.run.exception.traceback if case.run.exception else verdict.actual
        other = [code for code in codes if code not in told]
        if other:
            detail = f"does not end in {other[0]}, as its marker says, but in {verdict.detail}"
            return case.say("fail", verdict.level, reason="other-error", detail=detail, **evidence)
        detail = f"ended in {verdict.detail or verdict.reason}, as its marker says"
        return case.say("pass", "matched" if codes else "ran", detail=detail, **evidence)
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
    """True for a failure, and for an error that comments on the page announce too; a build that fails is none of a
    run."""
    if "raises" in kinds(case.example) and case.run.exception and case.run.exception.type == UNBUILT:
        return False
    if verdict.verdict == "fail":
        return not verdict.expected and went_wrong(case)
    told = verdict.verdict == "unverified" and verdict.reason == "incomplete" and went_wrong(case)
    return told and not _is_documented(case.example, case.run)


def _is_documented(example: Example, run: Run) -> bool:
    raised = raised_by(run)
    return bool(raised and documented(example, max(len(run.steps) - 1, 0), raised))
