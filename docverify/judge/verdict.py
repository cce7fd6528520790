"""One run under one reading: what we conclude from it."""

import re
from collections.abc import Sequence
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from docverify.judge.claims import (
    begun,
    changes_in_place,
    holds,
    is_near,
    printed_since,
    run_output,
    showings,
    shown_value,
    whole_holds,
    whole_showings,
)
from docverify.judge.difference import in_words
from docverify.judge.errors import Raised, documented, raised_at_prompt, raised_by, same_message, same_type
from docverify.judge.noise import is_noise
from docverify.languages.endings.silence import passed_over
from docverify.masks import mask
from docverify.model import Example, Request, Run, Step, StepRun, Verdict
from docverify.ports import Language
from docverify.tracebacks import HEADER

LONGEST_EVIDENCE = 8_000
"""Characters of the actual output that a verdict keeps."""
UNCOMPARED = "what the page shows changes from run to run, or describes the output: not compared"
_SPEAKS = re.compile(r"print|write|echo|display|log|warn|show|help\(|dump|run\(|system\(|main\(|cat |ls\b")


class Difference(Struct, frozen=True, gc=False):
    """The first place where the run and the page disagree."""

    expected: str
    actual: str
    line: int
    detail: str
    index: int
    """Of the step; the last one for the example as a whole."""
    error: Raised | None = None
    """Set when it is not the error that the page shows: then the example fails, and does not drift."""


class Case(Struct, frozen=True, gc=False):
    """One example, what it did, and where it stands."""

    example: Example
    run: Run
    page: Sequence[Example]
    language: Language

    def say(self, verdict: str, level: str, **fields: object) -> Verdict:
        whole = replace(
            Verdict(self.example.id, verdict, level, reading=self.run.reading, seconds=self.run.seconds),
            requests=tuple(Request(host=host) for host in self.run.hosts),
            **fields,
        )
        return replace(whole, fingerprint=fingerprint(whole), actual=whole.actual[:LONGEST_EVIDENCE])

    def reason(self, run: Run) -> tuple[str, str] | None:
        return self.language.reason(self.example, run, self.page)


def reading(example: Example, run: Run, page: Sequence[Example], language: Language) -> Verdict:
    """The verdict on an example under one reading. `page` holds all examples of the page, in its order."""
    case = Case(example, run, page, language)
    if run.ended == "error":
        return case.say("error", "parsed", detail=run.problem)
    difference = first_difference(case)
    if difference:
        return differing(case, difference)
    raised = raised_by(run)
    if raised:
        return ended_in_error(case, raised)
    if is_clean(case):
        return clean(case)
    return unclean(case)


def first_difference(case: Case) -> Difference | None:
    """Among the steps that came to their end, in order; what may be a description of the output never differs."""
    ended = len(case.run.steps) - (case.run.exception is not None)
    for index in claiming(case):
        found = _difference(case, index) if index < ended else None
        if found and _counts(case, found) and not _noisy(case, found):
            return found
    return None


def _counts(case: Case, found: Difference) -> bool:
    """False for what describes the output, or the object that a method changed."""
    step = case.example.steps[found.index]
    if "UNCERTAIN" in step.flags:
        return step.mode in ("exec", "value") and is_near(found.expected, found.actual)
    return not changes_in_place(step, case.run.steps[found.index])


def claiming(case: Case) -> list[int]:
    """Indexes of the steps that were begun and under which the page shows something."""
    return [index for index, (step, _) in enumerate(begun(case.example, case.run)) if step.expected is not None]


def _difference(case: Case, index: int) -> Difference | None:
    """Of one step that came to its end, and under which the page shows something."""
    step, done = case.example.steps[index], case.run.steps[index]
    raised = raised_at_prompt(done) if step.mode == "raises" else None
    if raised:
        return _unlike(case, index, raised)
    before = printed_since(case.example, case.run, index)
    return None if holds(step, done, before) else _differs(step, done, index)


def _differs(step: Step, done: StepRun, index: int) -> Difference:
    actual = showings(step, done)[0]
    expected = step.expected or ""
    below = step.line + step.code.count("\n") + (step.mode in ("single", "raises", "command"))
    if step.mode == "raises" and HEADER.search(expected):
        return Difference(expected, actual, step.line, "raised no error, and the page shows one", index)
    return Difference(expected, actual, below, in_words(expected, actual), index)


def _unlike(case: Case, index: int, raised: Raised) -> Difference | None:
    """How the error differs from the one that the page shows; None when it is that one."""
    step = case.example.steps[index]
    expected = step.expected or case.example.expectation.text
    shown = documented(case.example, index, raised)
    if shown is None:
        return Difference(expected, raised.line(), step.line, raised.line(), index, raised)
    said = f"{shown.type}: {shown.message}".split("\n")[0][:200]
    if not same_type(shown, raised):
        detail = f"{raised.line()}, and the page shows {said}"
        return Difference(expected, raised.line(), step.line, detail, index, raised)
    if same_message(shown, raised, step.flags):
        return None
    detail = f"{raised.line()}; the page shows {said}"
    return Difference(f"{shown.type}: {shown.message}", f"{raised.type}: {raised.message}", step.line, detail, index)


def _noisy(case: Case, found: Difference) -> bool:
    return not found.error and is_noise(case.example, found.index, (found.expected, found.actual), case.page)


def differing(case: Case, found: Difference) -> Verdict:
    """Output is not the page's: unless its surroundings explain that, the page is wrong."""
    why = case.reason(_until(case.run, found))
    if case.run.truncated and why is None:
        why = ("resource-limit", "printed more than is kept")
    evidence = {"expected": found.expected, "actual": found.actual, "line": found.line}
    level = "parsed" if found.error or (why and case.run.steps[found.index].exit_code) else "ran"
    if why:
        return case.say("unverified", level, reason=why[0], detail=why[1], **evidence)
    if found.error:
        return case.say("fail", level, reason=found.error.type, detail=found.detail, **evidence)
    return case.say("drift", level, kind="output", reason="output", detail=found.detail, **evidence)


def _until(run: Run, found: Difference) -> Run:
    """The run as if it had ended where it differs: what came later explains nothing."""
    until = replace(run, steps=run.steps[: found.index + 1])
    if found.error is None:
        return replace(until, exception=None, ended="end") if run.exception else until
    return until if run.exception else replace(until, ended="exception", exception=found.error.shown(found.line))


def ended_in_error(case: Case, raised: Raised) -> Verdict:
    """The error that the page shows is a pass; any other fails, unless something around the example explains it."""
    index = max(len(case.run.steps) - 1, 0)
    shown = documented(case.example, index, raised) if case.example.steps else None
    if shown:
        unlike = _unlike(case, index, raised)
        if unlike and not _noisy(case, unlike):
            return differing(case, unlike)
        if index + 1 < len(case.example.steps):
            return case.say("unverified", "parsed", reason="incomplete", detail=f"ends in {raised.line()}, as shown")
        return case.say("pass", "matched", detail=f"raised {raised.type}, as the page shows")
    why = case.reason(case.run)
    line = case.run.exception.line if case.run.exception else 0
    if why:
        return case.say("unverified", "parsed", reason=why[0], detail=why[1], line=line, actual=raised.line())
    level = "found" if raised.type in ("SyntaxError", "IndentationError") and not case.run.steps else "parsed"
    trace = case.run.exception.traceback if case.run.exception else ""
    return case.say("fail", level, reason=raised.type, detail=raised.line(), line=line, actual=trace or raised.line())


def is_clean(case: Case) -> bool:
    """True when it reached its end with the exit code that the page shows, or with none to speak of."""
    run, steps = case.run, case.example.steps
    wanted = case.example.expectation.exit_code or 0
    if steps and steps[-1].mode == "command":
        failed = [
            (step, done)
            for index, (step, done) in enumerate(begun(case.example, run))
            if done.exit_code and not passed_over(steps, run.steps, index)
        ]
        return run.ended == "end" and all(step.expected is not None and holds(step, done) for step, done in failed)
    code = run.exit_code or 0
    if run.ended == "exit" and case.language.family == "shell" and steps:
        return code == wanted and steps[-1].code.rstrip().rpartition("\n")[2].strip().startswith("exit")
    return run.ended == "end" and code == wanted


def clean(case: Case) -> Verdict:
    """It ran to its end: what remains is the block of output below it, and whether anything was compared at all."""
    example, run = case.example, case.run
    whole = example.expectation.kind in ("output", "exception")
    if whole and not whole_holds(example, run):
        return unlike_the_block(case)
    shown = claiming(case)
    compared = whole or any(_difference(case, index) is None for index in shown)
    if compared or example.expectation.exit_code is not None:
        return case.say("pass", "matched", detail=silent_failure(case), actual=run_output(run))
    why = case.reason(replace(run, ended="end"))
    if why:
        return case.say("unverified", "ran", reason=why[0], detail=why[1], actual=run_output(run))
    return case.say("pass", "ran", actual=run_output(run), detail=UNCOMPARED if shown else "")


def silent_failure(case: Case) -> str:
    """A command that failed without a word before what the page shows; empty when there is none."""
    steps, done = case.example.steps, case.run.steps
    code = next((one.exit_code for n, one in enumerate(done) if passed_over(steps, done, n)), 0)
    return f"a command ended with exit code {code}, of which the page says nothing" if code else ""


def unlike_the_block(case: Case) -> Verdict:
    """The block below it shows something else; a block that may not be its output at all is not held against it."""
    example, run = case.example, case.run
    text, actual = example.expectation.text, whole_showings(example, run)[0]
    silent = not run_output(run).strip() and not any(done.stderr.strip() for done in run.steps)
    if silent and case.language.family == "python" and not _SPEAKS.search(example.block.code):
        return case.say("pass", "ran", detail="printed nothing: the block below was not compared")
    if not example.expectation.certain and (silent or not is_like(text, actual)):
        return case.say("pass", "ran", detail="the block below may not be its output: not compared", actual=actual)
    if is_noise(example, -1, (text, actual), case.page):
        return case.say("pass", "ran", detail="its output changes from run to run: not compared", actual=actual)
    if HEADER.search(text):
        detail = "raised no error, and the page shows one"
        found = Difference(text, actual, example.expectation.line, detail, len(run.steps) - 1)
    else:
        found = Difference(text, actual, example.expectation.line, in_words(text, actual), len(run.steps) - 1)
    return differing(case, found)


def is_like(expected: str, actual: str) -> bool:
    """True when two outputs have so much in common that the one must be meant to be the other."""
    wanted, got = expected.split(), actual.split()
    if expected.strip().count("\n") == actual.strip().count("\n"):
        return True
    return len(set(wanted) & set(got)) * 3 >= len(set(wanted))


def unclean(case: Case) -> Verdict:
    """It did not come to its end, or came to one with an exit code of its own."""
    run = case.run
    why = case.reason(run)
    last = run.steps[-1] if run.steps else StepRun()
    actual = (last.stdout + last.stderr) or (shown_value(last) if last.value else "")
    if why:
        return case.say("unverified", "parsed", reason=why[0], detail=why[1], actual=actual)
    if run.ended == "signal":
        return case.say("fail", "parsed", reason=run.signal, detail=f"was ended by {run.signal}", actual=actual)
    said = next((line.strip() for line in reversed(actual.split("\n")) if line.strip()), "")
    code = run.exit_code or next((done.exit_code for done in run.steps if done.exit_code), 0)
    detail = f"exit code {code}" + (f": {said[:200]}" if said else "")
    return case.say("fail", "parsed", reason="exit-code", detail=detail, actual=actual)


def fingerprint(verdict: Verdict) -> str:
    """Hash of what the run showed, without what changes from run to run."""
    shown = mask(verdict.detail if verdict.verdict == "fail" else verdict.actual[:LONGEST_EVIDENCE])
    text = "\n".join((verdict.verdict, verdict.kind, verdict.reason, shown))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
