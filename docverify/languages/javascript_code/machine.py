"""What an example finds on its machine, and in the process that it runs in: variables, commands and workers."""

import re
from collections.abc import Sequence

from docverify.languages.javascript_code.intents import line_of
from docverify.languages.javascript_code.tokens import statements
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


def of_machine(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """Reason and detail of an error that only the reader's machine, or other code that starts this, can spare."""
    line = line_of(example, shown.line)
    if _OF_NULL.match(shown.message) and _WORKER.search(line):
        return "fragment", "is for a worker, which other code starts"
    if "process.send is not a function" in shown.message:
        return "fragment", "is for a process that another one starts"
    if not _FROM_OUTSIDE.match(shown.traceback):
        return None
    command = _COMMAND.search(shown.message)
    if command:
        name = command["name"] or command["installed"]
        return "missing-toolchain", f"needs the command `{name}`" if name else "needs a command of the machine"
    variable = _unset(example, shown.line, page)
    return ("needs-credentials", f"needs the variable `{variable}` of the environment") if variable else None


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
