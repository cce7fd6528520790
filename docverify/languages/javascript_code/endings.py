"""How a JavaScript example ended, when that does not show that its page is wrong."""

import re
from collections.abc import Callable, Sequence

from docverify.languages.endings.arguments import gives_arguments
from docverify.languages.endings.bounds import bounded, exhausted, ran_out
from docverify.languages.endings.network import unreachable
from docverify.languages.javascript_code.announcements import unlike_the_page
from docverify.languages.javascript_code.browsers import in_browsers
from docverify.languages.javascript_code.files import lacks_file
from docverify.languages.javascript_code.filled import filled_above, optional_above
from docverify.languages.javascript_code.intents import (
    CHANGES,
    elides,
    file_of,
    line_of,
    tells_of_failing_tests,
    tells_what_it_throws,
)
from docverify.languages.javascript_code.libraries import unprepared
from docverify.languages.javascript_code.listings import unlisted
from docverify.languages.javascript_code.locales import untold
from docverify.languages.javascript_code.machine import of_machine
from docverify.languages.javascript_code.missing import (
    missing_module,
    missing_name,
    strange_object,
)
from docverify.languages.javascript_code.mistakes import is_mistake
from docverify.languages.javascript_code.names import declared_twice
from docverify.languages.javascript_code.notation import otherwise_written
from docverify.languages.javascript_code.oddities import explained
from docverify.languages.javascript_code.receivers import of_receiver, optional_part
from docverify.languages.javascript_code.services import CONNECTION, lacks_address, lacks_connection, lacks_credentials
from docverify.languages.javascript_code.supplies import imports
from docverify.languages.javascript_code.this import forgets_this
from docverify.languages.javascript_code.undone import left_undone
from docverify.model import Example, Run, Shown, StepRun
from docverify.order import above

Reason = tuple[str, str] | None

UNSETTLED = 13
"""The exit code of Node when a promise that is awaited is never settled."""
_GOES_ON = re.compile(
    r"\bsetInterval\(|\.listen\(|createServer\(|\bwatch(?:File)?\(|\bserve\(|\.on\(|for await"
    r"|while \(true\)|new Worker\("
)
_INPUT = re.compile(r"\bprocess\.stdin\b|\breadline\b|\bprompts?\(|inquirer")
_BEGUN = re.compile(r"Cannot access '([\w$]+)' before initialization")
_UNDEFINED = re.compile(r"ReferenceError: ([\w$]+) is not defined")
_LACKING = re.compile(r"(?<![\w$.])([\w$]+) is not defined\b")
_INSTALL = re.compile(
    r"\b(?:npm i(?:nstall)?|yarn add|pnpm add)(?: -\S+)* ([@\w./-]+)|Please install ['\"`]?([@\w./-]+)"
)
_EXITS = re.compile(r"\bprocess\.(?:exit|abort|kill)\(|(?<![\w$.])exit\(|\bexitCode\b")


def reason(example: Example, run: Run, page: Sequence[Example]) -> Reason:
    """Reason and detail when the run's end does not show that the page is wrong; None when it does."""
    code, shown = example.block.code, run.exception
    streams = ("stderr", "stdout") if "node:test" in code else ("stderr",)  # what a test lacks is told as its result
    printed = "\n".join(getattr(step, stream) for step in run.steps[-1:] for stream in streams)
    if run.ended == "timeout" and _GOES_ON.search(code):
        return "long-running", "runs until it is stopped"
    found = (exhausted(printed) if run.ended == "signal" else None) or bounded(run, code) or _crashed(run)
    if found or shown is None:
        return found or unreachable(run, "", code) or _exited(example, run, page) or _told(example, run, page, printed)
    if _is_unread(shown) and is_mistake(example, shown):
        return None
    text = "\n".join([printed, f"{shown.type}: {shown.message}", *shown.causes])
    for rule in RULES:
        answer = rule(example, shown, page)
        if answer:
            return answer
    return (
        lacks_connection(run, text, code)
        or lacks_credentials(text)
        or exhausted(text)
        or ran_out(shown, code)
        or unlike_the_page(example, shown, page)
    )


def _crashed(run: Run) -> Reason:
    """No page can be wrong in such a way that the interpreter itself breaks."""
    return ("incomplete", f"its interpreter was ended by {run.signal}") if run.ended == "signal" else None


def _exited(example: Example, run: Run, page: Sequence[Example]) -> Reason:
    """Exits early, or with a status that its own code asks for."""
    if run.ended == "exit" and run.exit_code == UNSETTLED:
        return "incomplete", "awaits a promise that is never settled"
    if run.ended == "exit" and not run.exit_code:
        return "incomplete", "exits before its last statement"
    if run.ended in ("exit", "end") and run.exit_code and _EXITS.search(example.block.code):
        return "incomplete", f"exits with status {run.exit_code}, as its code says"
    if run.exit_code and "test(" in example.block.code and tells_of_failing_tests(example):
        return "incomplete", f"ends with status {run.exit_code}: its comments tell of tests that fail"
    if run.exit_code and tells_what_it_throws(example.block.code, "\n".join(map(_printed, run.steps[-1:]))):
        return "incomplete", f"ends with status {run.exit_code}, and tells of an error that its own code throws"
    if run.ended != "exit" or gives_arguments(example, page):
        return None
    return "incomplete", f"ended with status {run.exit_code}"


def _printed(step: StepRun) -> str:
    return f"{step.stdout}\n{step.stderr}"


def _told(example: Example, run: Run, page: Sequence[Example], printed: str) -> Reason:
    """What the output says of a lack, and what the page shows in another notation."""
    match = _UNDEFINED.search(printed)
    if match:
        return missing_name(match[1], example, page)
    if CONNECTION.search(printed):
        return lacks_connection(run, printed, example.block.code)
    if _INPUT.search(example.block.code):
        return "needs-input", "reads input that the page does not give"
    command = _command(example, page)
    if command:
        return "needs-input", f"is run with arguments: `{command}`"
    if run.ended != "end" or not run.steps:
        return None
    differs = example.expectation.kind == "output" or example.steps[len(run.steps) - 1].expected is not None
    step = example.steps[len(run.steps) - 1]
    above = [] if "UNCERTAIN" in step.flags else _above(example, page)
    if differs and CHANGES.search("\n".join(one.block.code for one in (*above, example))):
        return "pseudo-code", "shows what changes from run to run"
    if step.expected is None or "UNCERTAIN" in step.flags:
        return otherwise_written(example, run)
    if any(elides(one.block.code) for one in (*above, example)):
        return "pseudo-code", "shows what comes of data that the page leaves out a part of"
    return (
        unlisted(example, run, page)
        or filled_above(example, run, page)
        or optional_above(example, run, page)
        or untold(example, run)
        or _one_of_several(example, page)
        or otherwise_written(example, run)
    )


def _command(example: Example, page: Sequence[Example]) -> str:
    """The command of the page that runs the example, by the name of its file, with arguments; empty when none does."""
    file = file_of(example.block.code).rpartition("/")[2]
    run = re.compile(rf"^[$>\s]*(?:\w+ )?[\w./-]*(?<![\w.-]){re.escape(file)} +\S.*", re.MULTILINE)
    shown = (run.search(one.block.code) for one in page if one.language in ("shell", "console")) if file else ()
    return next((found[0].strip() for found in shown if found), "")


def _one_of_several(example: Example, page: Sequence[Example]) -> Reason:
    """It shows something of a name to which the example that makes it gives one value after the other."""
    for name in sorted(example.needs):
        maker = next((one for one in reversed(above(example, page)) if name in one.defines), None)
        if maker and name in declared_twice(maker.block.code):
            return "fragment", f"its `{name}` may be any of those that `{maker.id}` makes"
    return None


def _above(example: Example, page: Sequence[Example]) -> list[Example]:
    """The examples above it that define what it needs."""
    return [one for one in above(example, page) if one.defines & example.needs - imports(one)]


def _is_unread(shown: Shown) -> bool:
    return shown.type == "SyntaxError" and "\n    at " not in shown.traceback


def _unread(example: Example, shown: Shown, _: Sequence[Example]) -> Reason:
    """Code that could not be read has no place in it where it failed."""
    return explained(example, shown) if _is_unread(shown) or "has already been declared" in shown.message else None


def _name(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    begun = _BEGUN.match(shown.message)
    if begun and begun[1] not in example.defines:
        return "fragment", f"its `{begun[1]}` is one that an example above did not come to make"
    if shown.type == "ReferenceError" and shown.message.endswith("is not defined"):
        return None if forgets_this(example, shown, page) else missing_name(shown.name, example, page)
    told = _LACKING.search("\n".join([shown.message, *shown.causes]))  # by a library whose error has another type
    return missing_name(told[1], example, page) if told and told[1] in example.needs else None


def _module(example: Example, shown: Shown, __: Sequence[Example]) -> Reason:
    found = missing_module(example, shown)
    asked = _INSTALL.search(shown.message)
    return found or (("missing-package", f"needs the package `{asked[1] or asked[2]}`") if asked else None)


def _object(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    if shown.type != "TypeError":
        return None
    line = line_of(example, shown.line) or example.block.code
    return (
        optional_part(example, shown, line)
        or of_receiver(example, shown, page)
        or strange_object(example, shown, page, line)
    )


RULES: tuple[Callable[[Example, Shown, Sequence[Example]], Reason], ...] = (
    _unread,
    _name,
    _module,
    lacks_file,
    lacks_address,
    of_machine,
    unprepared,
    in_browsers,
    left_undone,
    _object,
)
"""In order: the first that knows the exception answers."""
