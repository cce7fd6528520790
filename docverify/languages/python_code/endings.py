"""How a Python example ended, when that does not show that its page is wrong."""

import re
from collections.abc import Callable, Sequence

from docverify.languages.endings.arguments import gives_arguments
from docverify.languages.endings.bounds import bounded, exhausted, ran_out
from docverify.languages.endings.network import unreachable
from docverify.languages.python_code.belongings import belongs_to_reader
from docverify.languages.python_code.files import lacks_file
from docverify.languages.python_code.forgotten import forgets
from docverify.languages.python_code.importing import breaks_at_import, lacks_between_packages
from docverify.languages.python_code.intents import (
    announces_error,
    exits,
    is_of_python_2,
    is_value_shown,
    leaves_out,
    leaves_out_values,
    line_of,
    means_error,
    raises_unasked,
    shows_alternatives,
    tells_error,
)
from docverify.languages.python_code.lacks import (
    lacks_attribute,
    lacks_module,
    lacks_of_machine,
)
from docverify.languages.python_code.missing import missing_name
from docverify.languages.python_code.settings import needs_setting
from docverify.languages.python_code.setups import ends_in_setup, lacks_request, refused, takes_nothing
from docverify.languages.python_code.surroundings import around, done_above, missed_by_command, undone_above
from docverify.languages.python_code.syntax import awaits
from docverify.languages.python_code.told import told
from docverify.model import Example, Run, Shown
from docverify.tracebacks import last_part, page_lines

Reason = tuple[str, str] | None

_INPUT = re.compile(
    r"EOF when reading a line|Inappropriate ioctl for device|arguments are required|not a (?:tty|terminal)"
    r"|\binteractive prompt\b|\brequires? (?:an? )?(?:keyboard|mouse|joystick|tty)\b|'/dev/tty'|Editing failed"
    r"|\b[Ee]ditor\b.{0,40}\bfailed"
)
_STOPPED = ("Abort", "BdbQuit")
"""Errors of a program, or of a debugger, whose reader types nothing."""
_SHELL_OF_IPYTHON = "get_ipython"
_CHANGE = re.compile(r"[-+] ?[A-Za-z_]")
"""A line that was taken away, or that was added: no statement begins so that does anything."""
_USAGE = re.compile(r"\s*usage:? ", re.IGNORECASE)
_ASKS_ARGUMENTS = re.compile(
    r"\busage:|\bno (?:sub)?command (?:was )?(?:given|specified)\b|\brequires an argument\b"
    r"|\bmissing (?:required )?(?:argument|option|parameter)s?\b|\barguments? (?:is|are) required\b",
    re.IGNORECASE,
)
_ABORTED = re.compile(r"\bAborted[.!]?\s*$")
_DISPLAY = re.compile(
    r"no display name|\$DISPLAY|cannot (?:open|connect to) (?:X |display)|could not connect to display"
    r"|No available video|could not locate runnable browser|setupterm|could not find terminal|no Qt platform plugin"
    r"|\b\w{1,30}\(\) returned ERR\b|must call \w{1,30}\(\) first|COLORS-1 \(-1\)"
    r"|must be (?:run )?(?:in|from) a (?:notebook|terminal)",
    re.IGNORECASE,
)
_CREDENTIALS = re.compile(
    r"(?:api[_ -]?key|credentials?|access[_ ]token|auth[_ ]?token|secret[_ ]key|password)\b.{0,80}"
    r"(?:must|missing|not|no\b|unable|required|set\b|invalid|provide)"
    r"|(?:no|missing|unable to locate|could not find|invalid|provide|set)"
    r".{0,40}(?:api[_ -]?key|credentials|access token)"
    r"|\b401\b|Unauthorized|authentication (?:failed|required)",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"\b(?:environ\.get|getenv)\(\s*['\"](\w+)['\"]\s*\)")
_PLACEHOLDER = re.compile(r"YOUR[_-]?\w+|(?:your|my)[_-](?:api|token|key|secret|bucket|project)\w*|xxx+", re.IGNORECASE)
_RUNNING_LOOP = re.compile(r"cannot be called from a running event loop|This event loop is already running")
_OTHER_LOOP = re.compile(
    r"'\w*(?:[Cc]ontext|[Ll]oop|[Rr]unner|[Tt]ask)\w*' object has no attribute|\basync\b|event loop"
)
_ABSTRACT = re.compile(r"Can't instantiate abstract class (\w+)")
_RAISES = re.compile(r"\s*(?:>>> |\.\.\. )?raise(?: +[a-z_][\w.]*)?(?: +from\b.*)?\s*(?:#.*)?$")
"""What was caught is raised again: no mistake makes an error so."""
_ENVIRONMENT = {"os", "environ", "_collections_abc"}
"""Modules whose innermost frame makes a KeyError one of an environment variable."""


def reason(example: Example, run: Run, page: Sequence[Example]) -> Reason:
    """Reason and detail when the run's end does not show that the page is wrong; None when it does."""
    code = example.block.code
    shown = run.exception
    text = "\n".join([run.problem, *(step.stderr for step in run.steps[-1:]), *_spoken(shown)])
    found = bounded(run, code) or _display(text, run)
    if found or shown is None:
        return found or unreachable(run, "", code) or _exited(example, run, page, text) or told(example, run, page)
    for rule in RULES:
        answer = rule(example, shown, page)
        if answer:
            return answer
    spoken = run.steps[-1].stderr if run.steps else ""
    return (
        unreachable(run, text, code)
        or missed_by_command(spoken)
        or done_above(run, shown)
        or undone_above(example, shown, page)
        or _unlike_the_page(example, shown, page)
        or refused(example, shown, page)
        or breaks_at_import(shown)
    )


def _spoken(shown: Shown | None) -> list[str]:
    return [] if shown is None else [f"{shown.type}: {shown.message}", *shown.causes]


def _display(text: str, run: Run) -> Reason:
    match = _DISPLAY.search(text) if run.ended in ("exception", "signal") else None
    return ("needs-display", f"needs a display: {match[0]}") if match else None


def _exited(example: Example, run: Run, page: Sequence[Example], text: str) -> Reason:
    """Exits early, or with a status that its own code asks for."""
    said = "".join([text, *(step.stdout for step in run.steps[-1:])])
    if run.exit_code and _ASKS_ARGUMENTS.search(said) and not gives_arguments(example, page):
        return "needs-input", "needs arguments on its command line"
    if run.exit_code and _ABORTED.search(text):
        return "needs-input", "asks for input that the page does not give"
    if run.ended == "exit" and not run.exit_code:
        return "incomplete", "exits before its last statement"
    if run.ended in ("exit", "end") and run.exit_code and exits(example.block.code):
        return "incomplete", f"exits with status {run.exit_code}, as its code says"
    return None


def _name(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    if last_part(shown.type) != "NameError" or not shown.name:
        return None
    if _PLACEHOLDER.fullmatch(shown.name):
        return "placeholder", f"`{shown.name}` stands for something of the reader's"
    if forgets(example, shown, page):
        return None
    if leaves_out_values(_statements(example)):
        return "pseudo-code", f"leaves out values of its code, and needs `{shown.name}`"
    return missing_name(shown.name, example, page)


def _input(example: Example, shown: Shown, _: Sequence[Example]) -> Reason:
    error = last_part(shown.type)
    if _INPUT.search(shown.message) or error in _STOPPED or (error == "EOFError" and not shown.message.strip()):
        return "needs-input", "reads input that the page does not give"
    if _USAGE.match(shown.message):
        return "needs-input", "needs arguments on its command line"
    if _SHELL_OF_IPYTHON in shown.message or ("NoneType" in shown.message and _SHELL_OF_IPYTHON in example.block.code):
        return "needs-input", "needs a session of IPython, in which somebody types"
    return None


def _credentials(example: Example, shown: Shown, _: Sequence[Example]) -> Reason:
    if last_part(shown.type) == "KeyError" and shown.frames and shown.frames[-1] in _ENVIRONMENT:
        return "needs-credentials", f"needs the environment variable {shown.message}"
    variable = _VARIABLE.search(example.block.code) if "NoneType" in shown.message else None
    if variable:
        return "needs-credentials", f"needs the environment variable '{variable[1]}'"
    if _CREDENTIALS.search(shown.message) and len(shown.message) < 2_000:
        return "needs-credentials", f"needs credentials: {shown.message.splitlines()[0][:120]}"
    return None


def _resources(example: Example, shown: Shown, _: Sequence[Example]) -> Reason:
    return exhausted(f"{shown.type}: {shown.message}") or ran_out(shown, _statements(example))


def _statements(example: Example) -> str:
    """The code alone: in a transcript an ellipsis may stand for output, or be a prompt."""
    return "\n".join(step.code for step in example.steps)


def _unlike_the_page(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """Code that leaves something out, or says itself that it raises, may end as it likes."""
    error = last_part(shown.type)
    if shows_alternatives(_statements(example)):
        return "pseudo-code", f"shows alternatives one after the other, and ends in {error}"
    if _CHANGE.match(line_of(example, shown.line)):
        return "not-executable", "a list of changes, not code"
    if last_part(shown.type) == "TypeError" and is_value_shown(example, page):
        return "not-executable", "a value as it is shown, and not code that makes it"
    if "ellipsis" in shown.message.lower() or leaves_out(_statements(example)) or _is_of_stub(example, shown, page):
        return "pseudo-code", f"leaves out a part of its code, and ends in {error}"
    lines = page_lines(example, shown)
    if any(_RAISES.match(line_of(example, line)) for line in lines) or raises_unasked(example, shown.line):
        return "incomplete", f"raises {error}, as its code says"
    if any(is_of_python_2(example.block.code, line - example.block.line) for line in lines):
        return "missing-toolchain", "is for Python 2, as its comment says"
    if any(means_error(example, line, error) for line in lines):
        return "incomplete", f"raises {error}, as the page says there"
    if example.expectation.kind == "nothing" and announces_error(example.block.lead, error):
        return "incomplete", f"raises {error}, as the page says above it"
    if example.expectation.kind == "nothing" and tells_error(example.block.trail):
        return "incomplete", f"raises {error}, as the page says below it"
    return None


def _is_of_stub(example: Example, shown: Shown, page: Sequence[Example]) -> bool:
    """True when the error names a class of which the example has nothing but an ellipsis: its own stands elsewhere.

    Or one that lacks methods, where the page leaves out some of them.
    """
    abstract = _ABSTRACT.search(shown.message)
    if abstract and any(abstract[1] in one.defines and leaves_out(_statements(one)) for one in page):
        return True
    named = set(re.findall(r"\b[A-Z]\w+", shown.message)) & example.defines
    return any(re.search(rf"^\s*class {name}\b.*:\s*\.\.\.", _statements(example), re.MULTILINE) for name in named)


def _loop(example: Example, shown: Shown, _: Sequence[Example]) -> Reason:
    """Code that awaits at its top level has an event loop already, and may yet start one, or mean another library's."""
    if _RUNNING_LOOP.search(shown.message) and awaits(_statements(example)):
        return "pseudo-code", "awaits at its top level, as a notebook does, and starts an event loop as well"
    if _OTHER_LOOP.search(shown.message) and awaits(_statements(example)):
        return "fragment", "stands inside a function that an event loop runs"
    return None


RULES: tuple[Callable[[Example, Shown, Sequence[Example]], Reason], ...] = (
    ends_in_setup,
    _name,
    lacks_module,
    lacks_between_packages,
    lacks_attribute,
    lacks_file,
    _input,
    _credentials,
    lacks_of_machine,
    _resources,
    _loop,
    around,
    takes_nothing,
    lacks_request,
    needs_setting,
    belongs_to_reader,
)
"""In order: the first that knows the exception answers."""
