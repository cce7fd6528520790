"""Whether what a step or an example showed is what the page says of it."""

import re
from collections.abc import Sequence
from textwrap import dedent

from msgspec.structs import replace

from docverify.judge.match import matches
from docverify.judge.values import same_value, texts_of, unquoted
from docverify.model import AT_PROMPT, Example, Run, Step, StepRun

_EXIT_CODE = re.compile(r"\n?(?:\[(\d{1,3})\]|\? (\d{1,3}))[ \t]*$")

_REMARK = re.compile(r"(?<=[^\s#])[ \t]+# .*$")
"""A comment behind output."""
_BRACKETED = re.compile(r"\s*[\w.]*[\[({<]")
_NUMBER = re.compile(r"[-+~]?[\d.,_]+")
SHORTEST_MISTYPED = 4
"""Characters of a text from which one that is another shows that the text is meant to the letter."""
A_HABIT = 2
"""Assignments of a page with a value under them from which on it means them so."""
FEWEST_LINES = 2
"""Lines that are the same, from which it is no accident."""
_EXCERPT = re.compile(
    r"^(\S[^\n]*:\d+: [\w.]*Warning: [^\n]*\n)  \S[^\n]*\n(?:RuntimeWarning: Enable tracemalloc [^\n]*\n)?",
    re.MULTILINE,
)
"""A warning with the line of code that it is about, which a prompt without a file does not show, and with advice."""
_OBJECT = re.compile(r"^<(?:[^\n]* at 0x[0-9a-f]+|built-in (?:function|method) [^\n<>]*)>\n?", re.MULTILINE)
"""A line that is nothing but an object without a notation of its own."""
_QUOTED = " \t'\"`"
_ELISIONS = ("...", "…")
_METHOD = re.compile(r"\s*\w+(?:\.\w+|\[[^\]\n]*\])*\.(\w+)\(")
_LOOKS_UP = re.compile(r"get|find|match|search|fullmatch|lookup|fetch|first|last|read")


def holds(step: Step, done: StepRun, before: str = "") -> bool:
    """True when the step showed what stands under it; with the flag SINCE also when that ends all that was printed.

    So it is under the last of several prompts that print, where the page shows more lines than that one printed.
    `before` is what was printed since the last step under which the page shows something.
    """
    if any(_agrees(step, claim, done) for claim in ways(step)):
        return True
    expected = step.expected or ""
    gathered = (
        step.mode in AT_PROMPT and done.stdout and len(expected.split("\n")) > done.stdout.rstrip().count("\n") + 1
    )
    return bool("SINCE" in step.flags or gathered) and matches(expected, before + done.stdout, (*step.flags, "TAIL"))


def printed_since(example: Example, run: Run, index: int) -> str:
    """What the steps before this one printed, back to the last one under which the page shows something."""
    first = index
    while first and example.steps[first - 1].expected is None:
        first -= 1
    return "".join(done.stdout for done in run.steps[first:index])


def changes_in_place(step: Step, done: StepRun) -> bool:
    """True for a method that gives nothing back where the page shows something: it means what the method changed."""
    silent = step.mode == "value" and done.value in (None, "None") and not done.stdout.strip()
    called = _METHOD.match(step.code) if silent else None
    return bool(called and not _LOOKS_UP.match(called[1]))


def is_near(expected: str, actual: str) -> bool:
    """True when the two differ in nothing but letter case, punctuation and spacing: no description is so near."""
    one, other = ("".join(char for char in text.lower() if char.isalnum()) for text in (expected, actual))
    return one == other != "" and not one.isdigit()


def is_mistyped(expected: str, actual: str) -> bool:
    """True when one letter or digit is another of its kind, in a text that is no number: no description is so near."""
    expected, actual = expected.strip(), actual.strip()
    if len(expected) != len(actual) or len(expected) < SHORTEST_MISTYPED or _NUMBER.fullmatch(expected):
        return False
    other = [(one, char) for one, char in zip(expected, actual, strict=True) if one != char]
    return len(other) == 1 and any(all(map(kind, other[0])) for kind in (str.isdigit, str.islower, str.isupper))


def is_mostly_so(expected: str, actual: str) -> bool:
    """True for as many lines, of which two in three are the same: no description of output has them."""
    wanted, got = ([line.strip(_QUOTED) for line in text.strip().split("\n")] for text in (expected, actual))
    if len(wanted) != len(got) or any(elision in expected for elision in _ELISIONS):
        return False
    same = sum(one == other != "" for one, other in zip(wanted, got, strict=True))
    return same >= FEWEST_LINES and same * 3 >= len(wanted) * 2


def ways(step: Step) -> list[str]:
    """The ways to read the text under a step: all of it, or, at a prompt, without prose and comments that follow.

    Comments may set what a script prints apart by an indent, and pages all that a prompt shows.
    """
    text = step.expected or ""
    lines = text.split("\n")
    without_remarks = "\n".join(_REMARK.sub("", line) for line in lines)
    if step.mode not in (*AT_PROMPT, "raises", "command"):
        return list(dict.fromkeys([text, dedent(text), without_remarks])) if step.mode == "exec" else [text]
    until_blank = "\n".join(lines[: next((n for n, line in enumerate(lines) if not line.strip()), len(lines))])
    without_comments = "\n".join(line for line in lines if not line.lstrip().startswith("# "))
    found = [text, until_blank, without_comments, without_remarks, dedent(text)]
    return [way for number, way in enumerate(found) if way not in found[:number]]


def _agrees(step: Step, claim: str, done: StepRun) -> bool:
    if any(matches(claim, actual, step.flags) for actual in showings(step, done)):
        return True
    if step.mode == "value":
        return same_value(claim, shown_value(done))
    if step.mode in AT_PROMPT:
        shown = showings(step, done)[0]
        if claim.strip() == "None" and not done.stdout.strip():  # a prompt shows no value where there is none
            return True
        if same_value(claim, shown) or _is_wrapped(claim, shown) or _is_laid_out(step.code, claim, shown):
            return True
        if _is_text_of(claim, shown, step.flags):
            return True
        rest = _OBJECT.sub("", shown)  # a `with` or a loop shows what each call in it gives back
        if rest != shown and rest.strip() and matches(claim, rest, step.flags):
            return True
    if step.mode in ("exec", *AT_PROMPT):  # a page may write a printed string as Python does
        return done.stdout.strip() == unquoted(claim) or _is_listed(claim, done.stdout)
    return step.mode == "command" and _exits_so(claim, step, done)


def _is_listed(claim: str, printed: str) -> bool:
    """True for lines that the page shows as a list in one."""
    return "\n" in printed.strip() and claim.strip() == ", ".join(printed.strip().split("\n"))


def _is_text_of(claim: str, shown: str, flags: Sequence[str]) -> bool:
    """True for what a string says, where a prompt shows it in quotes; its lines may be written as a prompt does.

    What a page shows in quotes is meant to the letter, unless a service has written it.
    """
    texts = texts_of(shown)
    claims = _bare(claim.strip())
    if any(text in claims for text in texts):
        return True
    free = claims if "REPLY" in flags else claims[:1]
    return any(matches(one, text, flags) for one in free for text in texts)


def _bare(claim: str) -> tuple[str, ...]:
    """The text, and what stands between the quotes around it: who types them may not see that it holds another."""
    return (claim, claim[1:-1]) if claim[:1] in ("'", '"') and claim.endswith(claim[:1]) else (claim,)


def _is_wrapped(claim: str, shown: str) -> bool:
    """True for a value that the page breaks into lines inside its brackets, and a prompt shows in one."""
    broken = _BRACKETED.match(claim) and "\n" in claim.strip() and "\n" not in shown.strip()
    return bool(broken) and matches(claim, shown, {"NORMALIZE_WHITESPACE"})


def _is_laid_out(code: str, claim: str, shown: str) -> bool:
    """True for a value of several lines that differs by blanks alone: its library lays out how it is shown.

    Where nothing is called nothing is printed either.
    """
    wanted, got = ([line.split() for line in text.strip("\n").split("\n")] for text in (claim, shown))
    return "(" not in code and len(wanted) > 1 and wanted == got


def is_remark(step: Step) -> bool:
    """True when nothing but comments stand under a prompt: they speak of what comes next, or of the output."""
    lines = (step.expected or "").strip().split("\n")
    return step.mode in AT_PROMPT and all(not line.strip() or line.lstrip().startswith("# ") for line in lines)


def showings(step: Step, done: StepRun) -> list[str]:
    """What may count as shown by a step, the likeliest first."""
    if step.mode == "value":
        values = [shown_value(done), *([] if done.text is None else [done.text])]
        printed = done.stdout and (done.value in (None, "undefined") or "PRINTED" in step.flags)
        return [done.stdout, *values] if printed else [*values, done.stdout]
    if shows_assigned(step, done):
        return [shown_value(done), *([] if done.text is None else [done.text])]
    if not done.stderr or step.mode == "command":
        return [done.stdout]
    found = [done.stdout, done.stdout + done.stderr, done.stderr, done.stderr + done.stdout]
    if not done.stdout.strip():  # a reader sees both in one place: what was said is what is to be compared
        found = [done.stderr, *found]
    bare = _EXCERPT.sub(r"\1", done.stderr)
    return found if bare == done.stderr else [*found, done.stdout + bare, bare + done.stdout]


def shows_assigned(step: Step, done: StepRun) -> bool:
    """True for an assignment that printed nothing: what a page shows under it is what the name is worth."""
    return step.mode == "assigned" and done.value is not None and not done.stdout.strip()


def as_told(example: Example, run: Run, page: Sequence[Example]) -> Run:
    """The run as a prompt shows it: of an assignment nothing, unless the page writes values under several of them.

    Once is a slip, as a reader sees who types it; more than once is how the page notes what a name is worth.
    """
    if not any(step.mode == "assigned" for step in example.steps):
        return run
    if sum(step.mode == "assigned" for one in page for step in one.steps) >= A_HABIT:
        return run
    plain = (
        replace(done, value=None, text=None) if step.mode == "assigned" else done for step, done in begun(example, run)
    )
    return replace(run, steps=tuple(plain))


def shown_value(done: StepRun) -> str:
    return "None" if done.value is None else done.value


def _exits_so(claim: str, step: Step, done: StepRun) -> bool:
    """`[1]` or `? 1` as the last line is the command's exit code."""
    match = _EXIT_CODE.search(claim)
    if match is None or int(match[1] or match[2]) != (done.exit_code or 0):
        return False
    return matches(claim[: match.start()], done.stdout, step.flags)


def whole_holds(example: Example, run: Run, flags: Sequence[str] = ()) -> bool:
    """True when the example as a whole showed the block of output that is its own."""
    text = example.expectation.text
    found = whole_showings(example, run)
    if any(matches(text, actual, flags) for actual in found):
        return True
    last = run.steps[-1] if run.steps else StepRun()
    if last.value is not None and not run_output(run).strip():
        return same_value(text, last.value)
    mixed = run_output(run) + "".join(done.stderr for done in run.steps)
    return len(found) > 1 and matches(text, mixed, (*flags, "UNORDERED"))


def whole_showings(example: Example, run: Run) -> list[str]:
    printed = run_output(run)
    errors = "".join(done.stderr for done in run.steps)
    last = run.steps[-1] if run.steps else StepRun()
    values = [value for value in (last.value, last.text) if value is not None] if not printed.strip() else []
    single = [printed] if not errors else [printed, printed + errors, errors] if printed.strip() else [errors, printed]
    return [*values, *single] if values and example.steps[-1].mode == "value" else single


def run_output(run: Run) -> str:
    return "".join(done.stdout for done in run.steps)


def begun(example: Example, run: Run) -> Sequence[tuple[Step, StepRun]]:
    return list(zip(example.steps, run.steps, strict=False))
