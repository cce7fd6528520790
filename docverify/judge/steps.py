"""Where a run and its page disagree first, step by step."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from docverify.judge.case import Case
from docverify.judge.claims import (
    begun,
    changes_in_place,
    holds,
    is_mistyped,
    is_mostly_so,
    is_near,
    is_remark,
    printed_since,
    showings,
    shows_assigned,
    ways,
)
from docverify.judge.difference import in_words
from docverify.judge.errors import Raised, documented, is_of_moment, raised_at_prompt, same_message, same_type
from docverify.judge.noise import is_alike, is_noise
from docverify.judge.values import unquoted
from docverify.model import AT_PROMPT, Step, StepRun
from docverify.ports import Noting
from docverify.tracebacks import HEADER, shown_error

_TOLD = ("value", "exec")
"""Modes of steps beside which a page writes what they show in its own notation."""

OF_ASSIGNMENT = "a prompt shows nothing of an assignment"
"""What is said where the page shows a value under one that is not worth it."""

ENOUGH_REMARKS = 2
"""Comments that show what is there from which others of their example are no descriptions."""


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


def first_difference(case: Case) -> Difference | None:
    return next(differences(case), None)


def differences(case: Case) -> Iterator[Difference]:
    """Among the steps that came to their end, in order; what may be a description of the output never differs."""
    ended = len(case.run.steps) - (case.run.exception is not None)
    for index in claiming(case):
        found = step_difference(case, index) if index < ended else None
        if found and _counts(case, found) and not is_noisy(case, found):
            yield found
        elif found and _is_meant_otherwise(case, index):
            return


def _is_meant_otherwise(case: Case, index: int) -> bool:
    """True for a value of another kind than the page certainly shows: its statements may not be meant as a sequence."""
    step = case.example.steps[index]
    return step.mode == "value" and "UNCERTAIN" not in step.flags and isinstance(case.language, Noting)


def _counts(case: Case, found: Difference) -> bool:
    """False for what describes the output, or the object that a method changed."""
    step = case.example.steps[found.index]
    if isinstance(case.language, Noting) and step.mode in _TOLD:
        return _is_another(case, found.index)
    if "REMARK" in step.flags:
        return _is_remarked(case, found.index)
    if "UNCERTAIN" in step.flags:
        return step.mode in ("exec", "value") and is_near(found.expected, found.actual)
    return not is_remark(step) and not changes_in_place(step, case.run.steps[found.index])


def _is_remarked(case: Case, index: int) -> bool:
    """True where a comment surely shows something else: one character keeps it from what is there, or it is a value
    among others of its example that hold."""
    step, done = case.example.steps[index], case.run.steps[index]
    if any(is_mistyped(step.expected or "", shown) for shown in showings(step, done)):
        return True
    gives = done.value not in (None, "None") or bool(done.stdout.strip())
    if "LITERAL" not in step.flags or not gives:  # what gives nothing back changes something, and that is shown
        return False
    others = [one for one in claiming(case) if one != index and "LITERAL" in case.example.steps[one].flags]
    return len(others) >= ENOUGH_REMARKS and all(step_difference(case, one) is None for one in others)


def claiming(case: Case) -> list[int]:
    """Indexes of the steps that were begun and under which the page shows something."""
    return [index for index, (step, _) in enumerate(begun(case.example, case.run)) if step.expected is not None]


def step_difference(case: Case, index: int) -> Difference | None:
    """Of one step that came to its end, and under which the page shows something."""
    step, done = case.example.steps[index], case.run.steps[index]
    raised = raised_at_prompt(done) if step.mode == "raises" else None
    if raised:
        return unlike(case, index, raised)
    before = printed_since(case.example, case.run, index)
    if holds(step, done, before):
        return None
    leeway = case.leeway(step.code)
    if leeway and holds(replace(step, flags=(*step.flags, *leeway)), done, before):
        return None
    shown = showings(step, done)
    pairs = [(way, actual) for way in ways(step) for actual in dict.fromkeys((*shown, unquoted(shown[0]) or ""))]
    alike = any(is_alike(case.example, index, pair, case.page, case.run.moment) for pair in pairs)
    return None if alike or _told(case, index) else _differs(step, done, index)


def _told(case: Case, index: int) -> bool | None:
    """What the language says of a value in another notation."""
    step, done = case.example.steps[index], case.run.steps[index]
    if step.mode not in (*_TOLD, *AT_PROMPT, "command") or not isinstance(case.language, Noting):
        return None
    return case.language.tells(step, done)


def _is_another(case: Case, index: int) -> bool:
    """True for another value than that of the page, and for text that one character keeps from being it."""
    step, done = case.example.steps[index], case.run.steps[index]
    if "ELSEWHERE" in step.flags:
        return False
    if "UNCERTAIN" not in step.flags and _told(case, index) is False:
        return True
    expected = step.expected or ""
    ways = (expected, expected.strip().strip("'\"`"))
    shown = showings(step, done)
    return any(is_mistyped(way, one) for way in ways for one in shown) or any(
        is_mostly_so(expected, one) for one in shown
    )


def _differs(step: Step, done: StepRun, index: int) -> Difference:
    actual = showings(step, done)[0]
    expected = step.expected or ""
    below = step.line + step.code.count("\n") + (step.mode in (*AT_PROMPT, "raises", "command"))
    if step.mode == "raises" and HEADER.search(expected):
        return Difference(expected, actual, step.line, "raised no error, and the page shows one", index)
    detail = in_words(expected, actual)
    if shows_assigned(step, done):
        detail = f"of the value assigned: {detail.removeprefix('printed ')}"
    elif step.mode == "assigned" and not actual.strip():
        detail = detail.replace("printed nothing", OF_ASSIGNMENT, 1)
    return Difference(expected, actual, below, detail, index)


def unlike(case: Case, index: int, raised: Raised) -> Difference | None:
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


def is_noisy(case: Case, found: Difference) -> bool:
    steps = case.example.steps
    if steps and is_of_moment(steps[found.index].code, shown_error(found.expected, ""), found.error):
        return True
    if found.error:
        return False
    claims = [found.expected, *ways(steps[found.index])] if steps else [found.expected]
    where = (case.page, case.run.moment)
    return any(is_noise(case.example, found.index, (claim, found.actual), *where) for claim in dict.fromkeys(claims))
