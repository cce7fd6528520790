"""One run under one reading: what we conclude from it."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from docverify.judge.asking import weigh_requests
from docverify.judge.blame import blame
from docverify.judge.case import LONGEST_EVIDENCE, Case
from docverify.judge.claims import (
    as_told,
    begun,
    holds,
    run_output,
    shown_value,
    shows_assigned,
    whole_holds,
    whole_showings,
)
from docverify.judge.difference import in_words
from docverify.judge.errors import Raised, documented, raised_by
from docverify.judge.headline import headline
from docverify.judge.markers import built, weigh
from docverify.judge.noise import is_alike, is_noise
from docverify.judge.recorded import weigh_recorded
from docverify.judge.steps import Difference, claiming, differences, first_difference, is_noisy, step_difference, unlike
from docverify.judge.values import is_no_value
from docverify.judge.whitespace import is_lossy, loosen, spare
from docverify.languages.endings.silence import passed_over
from docverify.model import AT_PROMPT, Example, Run, StepRun, Unlike, Verdict
from docverify.ports import Language, Proving
from docverify.tracebacks import HEADER, shown_error

UNCOMPARED = "what the page shows changes from run to run, or describes the output: not compared"
_LACKS = ("NameError", "ModuleNotFoundError", "ReferenceError")
_SPEAKS = re.compile(r"print|write|echo|display|log|warn|show|help\(|dump|run\(|system\(|main\(|\bcat |\bls\b")


def reading(example: Example, run: Run, page: Sequence[Example], language: Language) -> Verdict:
    """The verdict on an example under one reading. `page` holds all examples of the page, in its order."""
    case = Case(example, as_told(example, run, page), page, language, example.expectation.flags)
    verdict = spare(case, _conclude(loosen(case))) if is_lossy(case) else _shown_wrong(case, _conclude(case))
    verdict = weigh_recorded(case, weigh_requests(case, blame(case, verdict)))
    return weigh(case, verdict) if example.block.markers else verdict


def _shown_wrong(case: Case, verdict: Verdict) -> Verdict:
    """What an example that lacks something would print need not be known to see that the page shows no such thing."""
    if (verdict.verdict, verdict.reason, case.language.family) != ("unverified", "fragment", "python"):
        return verdict
    for step in case.example.steps:
        if step.mode in AT_PROMPT and is_no_value(step.expected or ""):
            detail = f"a quote is missing in what the page shows: `{(step.expected or '').strip()[:80]}`"
            below = step.line + step.code.count("\n") + 1
            return case.say("drift", verdict.level, kind="output", detail=detail, expected=step.expected, line=below)
    return verdict


def _conclude(case: Case) -> Verdict:
    run = case.run
    if run.ended == "error":
        return case.say("error", "parsed", detail=run.problem)
    if run.ended == "built":
        return built(case)
    difference = first_difference(case)
    if difference:
        return differing(case, difference)
    raised = raised_by(run)
    if raised:
        return ended_in_error(case, raised)
    if is_clean(case):
        return disproved(case) or clean(case)
    return unclean(case)


def disproved(case: Case) -> Verdict | None:
    """A run to the end says nothing of what did not run of it, say of a function that nobody calls."""
    found = case.language.disproof(case.example, case.page) if isinstance(case.language, Proving) else None
    return found and case.say("fail", "ran", reason=found[0], detail=found[1], line=found[2])


def differing(case: Case, found: Difference) -> Verdict:
    """Output is not the page's: unless its surroundings explain that, the page is wrong."""
    why = case.reason(_until(case.run, found)) or _for_lack(case) or _warned(found)
    if case.run.truncated and why is None:
        why = ("resource-limit", "printed more than is kept")
    evidence = {"expected": found.expected, "actual": found.actual, "line": found.line}
    level = "parsed" if found.error or (why and case.run.steps[found.index].exit_code) else "ran"
    if why:
        return case.say("unverified", level, reason=why[0], detail=why[1], **evidence)
    if found.error:
        return case.say("fail", level, reason=found.error.type, detail=found.detail, **evidence)
    further = tuple(
        Unlike(one.line, one.expected, one.actual[:LONGEST_EVIDENCE])
        for one in differences(case)
        if one.index > found.index and one.error is None
    )
    return case.say("drift", level, kind="output", reason="output", detail=found.detail, further=further, **evidence)


def _for_lack(case: Case) -> tuple[str, str] | None:
    """An optional package that the example lacks further down may be what makes its output another one."""
    why = case.reason(case.run) if case.run.exception else None
    return why if why and why[0] == "missing-package" else None


def _warned(found: Difference) -> tuple[str, str] | None:
    """What only warns is an error for who asks Python for that, as the tests of many projects do."""
    shown = shown_error(found.expected, "") if found.error is None and HEADER.search(found.expected) else None
    if shown is None or not shown.type.endswith("Warning"):
        return None
    return "incomplete", f"shows {shown.type} as an error, which it is where warnings are errors"


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
        other = unlike(case, index, raised)
        if other and not is_noisy(case, other):
            return _lacking(case, raised, other) or differing(case, other)
        if index + 1 < len(case.example.steps):
            return case.say("unverified", "parsed", reason="incomplete", detail=f"ends in {raised.line()}, as shown")
        if other:
            return case.say("pass", "ran", detail=UNCOMPARED, actual=raised.line())
        return case.say("pass", "matched", detail=f"raised {raised.type}, as the page shows")
    why = case.reason(case.run)
    line = case.run.exception.line if case.run.exception else 0
    if why:
        return case.say("unverified", "parsed", reason=why[0], detail=why[1], line=line, actual=raised.line())
    level = "found" if raised.type in ("SyntaxError", "IndentationError") and not case.run.steps else "parsed"
    trace = case.run.exception.traceback if case.run.exception else ""
    return case.say("fail", level, reason=raised.type, detail=raised.line(), line=line, actual=trace or raised.line())


def _lacking(case: Case, raised: Raised, other: Difference) -> Verdict | None:
    """A page that shows which name was not there need not lack the one that is not there here."""
    why = case.reason(case.run) if raised.type in _LACKS else None
    if why is None:
        return None
    evidence = {"expected": other.expected, "actual": other.actual, "line": other.line}
    return case.say("unverified", "parsed", reason=why[0], detail=why[1], **evidence)


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
    whole = example.expectation.kind in ("output", "exception") and bool(example.expectation.text)
    if whole and not block_holds(case):
        return unlike_the_block(case)
    shown = claiming(case)
    compared = whole or any(step_difference(case, index) is None for index in shown)
    if compared or example.expectation.exit_code is not None:
        return case.say("pass", "matched", detail=silent_failure(case) or told_assigned(case), actual=run_output(run))
    why = case.reason(replace(run, ended="end"))
    if why:
        return case.say("unverified", "ran", reason=why[0], detail=why[1], actual=run_output(run))
    return case.say("pass", "ran", actual=run_output(run), detail=UNCOMPARED if shown else "")


def block_holds(case: Case) -> bool:
    """True when the block below it is what it showed, but for what the language, a service or the clock decides."""
    example, run = case.example, case.run
    if whole_holds(example, run, (*case.flags, *case.leeway(example.block.code))):
        return True
    return is_alike(example, -1, (example.expectation.text, whole_showings(example, run)[0]), case.page, run.moment)


def silent_failure(case: Case) -> str:
    """A command that failed without a word before what the page shows; empty when there is none."""
    steps, done = case.example.steps, case.run.steps
    code = next((one.exit_code for n, one in enumerate(done) if passed_over(steps, done, n)), 0)
    return f"a command ended with exit code {code}, of which the page says nothing" if code else ""


def told_assigned(case: Case) -> str:
    """What the page shows where a reader's prompt shows nothing; empty where it does not."""
    steps = begun(case.example, case.run)
    found = next((step for step, done in steps if shows_assigned(step, done) and step.expected), None)
    return f"line {found.line} shows what is assigned, of which a prompt shows nothing" if found else ""


def unlike_the_block(case: Case) -> Verdict:
    """The block below it shows something else; a block that may not be its output at all is not held against it."""
    example, run = case.example, case.run
    text, actual = example.expectation.text, whole_showings(example, run)[0]
    silent = not run_output(run).strip() and not any(done.stderr.strip() for done in run.steps)
    if silent and case.language.family in ("python", "javascript") and not _SPEAKS.search(example.block.code):
        return case.say("pass", "ran", detail="printed nothing: the block below was not compared")
    if not example.expectation.certain and (silent or not is_like(text, actual)):
        return case.say("pass", "ran", detail="the block below may not be its output: not compared", actual=actual)
    if is_noise(example, -1, (text, actual), case.page, run.moment):
        return case.say("pass", "ran", detail="its output changes from run to run: not compared", actual=actual)
    is_without = HEADER.search(text) and not HEADER.search(actual)
    detail = "raised no error, and the page shows one" if is_without else in_words(text, actual)
    found = Difference(text, actual, example.expectation.line, detail, len(run.steps) - 1)
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
    said = headline(last.stderr, actual)
    code = run.exit_code or next((done.exit_code for done in run.steps if done.exit_code), 0)
    detail = f"exit code {code}" + (f": {said[:200]}" if said else "")
    return case.say("fail", "parsed", reason="exit-code", detail=detail, actual=actual)
