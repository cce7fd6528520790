"""What an example finds on its machine, and in the process that it runs in: variables, commands and workers."""

import re
from collections.abc import Iterator, Sequence

from docverify.languages.javascript_code.intents import line_of
from docverify.languages.javascript_code.tokens import comments, statements
from docverify.model import Example, Shown

Reason = tuple[str, str] | None

_FROM_OUTSIDE = re.compile(r"[^\n]*(?:\n(?![ \t]+at )[^\n]*)*\n[ \t]+at [^\n]*(?:/node_modules/|\(node:)")
"""An error whose first frame is in a package, or in Node."""
_VARIABLE = re.compile(r"\bprocess\.env(?:\.([A-Za-z_]\w*)|\[\s*['\"]([A-Za-z_]\w*)['\"]\s*\])(?!\s*=[^=])")
_TAKES = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]*)\s*[=:]\s*process\.env\b")
_SETS = r"\bprocess\.env(?:\.{0}|\[\s*['\"]{0}['\"]\s*\])\s*=(?!=)"
_OF_NULL = re.compile(r"Cannot (?:read|set) propert(?:y|ies) .*\bof null\b")
_WORKER = re.compile(r"\b(?:parentPort|workerData)\b")
_COMMAND = re.compile(
    r"(?:could ?n.t|can ?not|can't|unable to|failed to) (?:find|locate|execute|run)\b[^\n]{0,40}?"
    r"(?:[`'\"](?P<name>[\w.-]+)[`'\"][^\n]{0,10})?\b(?:binary|executable|command)\b"
    r"|\b(?:apt(?:-get)?|brew|dnf|yum|apk|pacman) (?:install|add|-S) (?P<installed>[\w.-]+)",
    re.IGNORECASE,
)


_SYSTEM = re.compile(r"\b(?:Windows|macOS|OS X|Darwin)\b")
"""A system that a comment names: those that run examples are none of these."""
_OPTION = re.compile(
    r"\b(?:run|runs|started?|enabled?|available|invoked|requires?|needs?|without|flag|option)\b[^\n]{0,40}?"
    r"(?<!\w)(--[a-z][\w-]+)"
)
"""An option of the program that runs the code, where an error or a comment asks for it."""
_GATE = re.compile(r"(?<![\w-])--(?:experimental|expose|harmony)[\w-]*")
"""An option of Node without which something is not there."""
_NOT_THERE = re.compile(r"is not a (?:constructor|function)$|does not provide an export named|is not defined$")


_TERMINAL = re.compile(r"\bprocess\.std(?:in|out|err)\.\w+ is not a function$")
_READING = re.compile(r"^Cannot read properties of undefined \(reading '(\w+)'\)")
_OF_PROCESS = r"\bprocess\.([A-Za-z]\w*)\.{}(?!\w)"
"""A part of something of Node's own process, of which what is not there is for who asks Node for it."""
_GIVEN = re.compile(r"(?<![\w$])argv\s*\[\s*\d")


def of_machine(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """Reason and detail of an error that only the reader's machine, or other code that starts this, can spare."""
    line = line_of(example, shown.line)
    if _OF_NULL.match(shown.message) and _WORKER.search(line):
        return "fragment", "is for a worker, which other code starts"
    if "process.send is not a function" in shown.message:
        return "fragment", "is for a process that another one starts"
    if _TERMINAL.search(shown.message):
        return "needs-display", "needs a terminal"
    if shown.message.endswith("Received undefined") and _GIVEN.search(example.block.code):
        return "needs-input", "needs arguments on its command line"
    found = _of_process(shown.message, line) or _system(example, shown.line) or _option(example, shown, page)
    if found or not _FROM_OUTSIDE.match(shown.traceback):
        return found
    command = _COMMAND.search(shown.message)
    if command:
        name = command["name"] or command["installed"]
        return "missing-toolchain", f"needs the command `{name}`" if name else "needs a command of the machine"
    variable = _unset(example, shown.line, page)
    return ("needs-credentials", f"needs the variable `{variable}` of the environment") if variable else None


def _of_process(message: str, line: str) -> Reason:
    part = _READING.search(message)
    found = re.search(_OF_PROCESS.format(re.escape(part[1])), line) if part else None
    return ("incomplete", f"`process.{found[1]}` is not there: Node may need an option for it") if found else None


def _system(example: Example, line: int) -> Reason:
    """For a line whose own comment says that it is for another system."""
    beside = (one for one in comments(example.block.code) if one.line == line - example.block.line)
    named = next(filter(None, (_SYSTEM.search(one.text) for one in beside)), None)
    return ("incomplete", f"its comment there speaks of {named[0]}") if named else None


def _option(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """For what an option of Node has to allow; of what is not there at all, any example of the page may name it."""
    named = next(filter(None, map(_OPTION.search, (shown.message, *_said(example)))), None)
    if named:
        return "incomplete", f"needs Node to be run with `{named[1]}`"
    others = (text for one in page for text in _said(one)) if _NOT_THERE.search(shown.message) else ()
    gate = next(filter(None, map(_GATE.search, others)), None)
    return ("incomplete", f"may need Node to be run with `{gate[0]}`") if gate else None


def _said(example: Example) -> Iterator[str]:
    """What the page says right above the example, and in its comments."""
    yield example.block.lead
    if example.language in ("javascript", "typescript"):
        yield from (one.text for one in comments(example.block.code))


def _unset(example: Example, line: int, page: Sequence[Example]) -> str:
    """A variable of the environment that the statement there reads and nothing on the page sets; empty for none."""
    place, code = line - example.block.line, example.block.code
    around = next((one for one in statements(code) if one.line <= place <= one.end_line), None)
    if around is None:
        return ""
    text = code[around.tokens[0].start : around.tokens[-1].end]
    taken = [name for name in _TAKES.findall(code) if re.search(rf"(?<![\w$.]){re.escape(name)}(?![\w$])", text)]
    read = _VARIABLE.findall(code if taken else text)
    names = (one or other for one, other in read)
    codes = [one.block.code for one in (*page, example)]
    return next((name for name in names if not any(re.search(_SETS.format(name), one) for one in codes)), "")
