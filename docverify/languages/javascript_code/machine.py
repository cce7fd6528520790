"""What an example finds on its machine, and in the process that it runs in: variables, commands and workers."""

import re
from collections.abc import Iterator, Sequence

from docverify.languages.javascript_code.imports import bound
from docverify.languages.javascript_code.intents import line_of
from docverify.languages.javascript_code.surroundings import BUILTIN
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
_LACKING = re.compile(r"(?:The requested module '(?:node:)?)?([A-Za-z_$][\w$]*)(?:[./][\w$]+)*(?:'| is not a )")
"""The module, or the name, that lacks a part."""
_TERMINAL = re.compile(
    r"\bprocess\.std(?:in|out|err)\.(?:clear(?:Line|ScreenDown)|cursorTo|moveCursor|getColorDepth|getWindowSize|hasColors"
    r"|setRawMode) is not a function$"
)
"""What the streams of Node's process have at a terminal alone."""
_READING = re.compile(r"^Cannot read properties of undefined \(reading '(\w+)'\)")
_PERMISSION = r"\bprocess\.permission\.{}(?!\w)"
"""A part of what Node's process has for who asks for it alone."""
_GIVEN = re.compile(r"(?<![\w$])argv\s*\[\s*[2-9]")


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
    found = _permission(shown.message, line) or _system(example, shown) or _option(example, shown, page)
    if found or not _FROM_OUTSIDE.match(shown.traceback):
        return found
    command = _COMMAND.search(shown.message)
    if command:
        name = command["name"] or command["installed"]
        return "missing-toolchain", f"needs the command `{name}`" if name else "needs a command of the machine"
    variable = _unset(example, shown.line, page)
    return ("needs-credentials", f"needs the variable `{variable}` of the environment") if variable else None


def _permission(message: str, line: str) -> Reason:
    part = _READING.search(message)
    found = re.search(_PERMISSION.format(part[1]), line) if part else None
    return ("incomplete", "needs Node to be run with `--permission`") if found else None


def _system(example: Example, shown: Shown) -> Reason:
    """For a line whose own comment says that it is for another system; what is not there is there on none."""
    spoken = () if _NOT_THERE.search(shown.message) else comments(example.block.code)
    beside = (one for one in spoken if one.line == shown.line - example.block.line)
    named = next(filter(None, (_SYSTEM.search(one.text) for one in beside)), None)
    return ("incomplete", f"its comment there speaks of {named[0]}") if named else None


def _option(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """For what an option of Node has to allow.

    What is not there at all few options bring; of what Node itself lacks, any example of the page may name them.
    """
    is_lacking = _NOT_THERE.search(shown.message)
    said = () if is_lacking else _said(example)
    named = next(filter(None, map(_OPTION.search, (shown.message, *said))), None)
    if named or not is_lacking:
        return ("incomplete", f"needs Node to be run with `{named[1]}`") if named else None
    lacking = _LACKING.match(shown.message)
    others = page if lacking and _is_of_node(lacking[1], example, page) else ()
    gate = next(filter(None, (_GATE.search(text) for one in (example, *others) for text in _said(one))), None)
    return ("incomplete", f"may need Node to be run with `{gate[0]}`") if gate else None


def _is_of_node(name: str, example: Example, page: Sequence[Example]) -> bool:
    """True for a module of Node's own, its globals, and what the page takes of such a module."""
    if name in BUILTIN or name in ("global", "globalThis"):
        return True
    ways = (way for one in (*page, example) for each in statements(one.block.code) for way in bound(each))
    return any(local == name and module.removeprefix("node:") in BUILTIN for local, (module, _) in ways)


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
