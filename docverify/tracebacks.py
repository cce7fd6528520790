"""Errors as pages show them: a whole traceback, an excerpt of one, or its last line alone."""

import re
from itertools import takewhile

from msgspec import Struct

from docverify.model import Example, Shown

HEADER = re.compile(
    r"^\s*(?:\+ Exception Group )?Traceback \((?:most recent call last|innermost last)\)"
    r"|^(?:-{20,}\n)?[A-Za-z_][\w.]* {2,}Traceback \(most recent call last\)$",  # IPython's
    re.MULTILINE,
)
_MISUSES = (
    "TypeError AttributeError NameError ImportError ModuleNotFoundError AssertionError ReferenceError SyntaxError"
)
MISUSES = frozenset(_MISUSES.split())
"""Errors that neither the state of an object nor a lack of data explains."""
TIMED_OUT = re.compile(r"Timed?Out", re.IGNORECASE)
"""In the name of an error: it tells how long something took."""
SETS_LIMIT = re.compile(r"time_?out", re.IGNORECASE)
"""In code: it says how long it waits."""
_TYPE = r"(?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*"
_LINE = re.compile(rf"^(?: *\| )?({_TYPE})(?::\s?(.*)|\s+#\s.*)?$")
"""The last line of a traceback; of a type alone a page may say more behind it."""
_NAMED = re.compile(
    r"^(?:[a-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Interrupt|Exit|Iteration|Group|Warning|Missing|Found)(?::|$)"
)

_ELIDED = re.compile(r"\s*(?:\.{3}|…) ?[a-z][\w ]* ?(?:\.{3}|…)\s*", re.IGNORECASE)
"""A line that tells what the page leaves out there: `...stack trace...`."""
_INDENTED = re.compile(r"^[ \t]+((?:[a-z_]\w*\.)*[A-Z]\w*)(?::\s(.*))?$")
"""The last line of a traceback that the page indents like its frames."""


class ShownError(Struct, frozen=True, gc=False):
    """An error as the page shows it."""

    type: str
    """As written, with or without its module."""
    message: str
    """All that stands after the type, which may be many lines."""
    before: str
    """Output that the page shows above it."""


def ends_outside(shown: Shown) -> bool:
    """True when the error was raised by what the page calls, and not by what stands on it."""
    return shown.frames[-1:] not in ((), ("__main__",))


def shows_error(text: str) -> bool:
    """True when the page surely shows an error: a traceback's header, or a line that begins with an error's name."""
    if HEADER.search(text):
        return True
    lines = text.rstrip().split("\n")
    return bool(_NAMED.match(lines[-1]) or _NAMED.match(lines[0]))


def shown_error(text: str, type_name: str) -> ShownError | None:
    """The error in a documented output; without a traceback's header only a line that names `type_name` counts."""
    headers = list(HEADER.finditer(text))
    if headers:
        return _under_header(text, headers) or _left_out(text, headers[0], type_name)
    return _named_alone(text, type_name)


def named_error(text: str) -> ShownError | None:
    """The error that its only line names, whatever was raised."""
    match = _LINE.match(text.strip()) if _NAMED.match(text.strip()) else None
    return ShownError(match[1], match[2] or "", "") if match else None


def _under_header(text: str, headers: list[re.Match[str]]) -> ShownError | None:
    """The last of chained tracebacks is the one that reached the reader."""
    group = "+ Exception Group" in headers[0][0]
    header = headers[0] if group else headers[-1]
    lines = text[header.end() :].split("\n")[1:]
    for number, line in enumerate(lines):
        match = _LINE.match(line)
        if match and (group or not line.startswith((" ", "\t"))):
            rest = [] if group else lines[number + 1 :]
            return ShownError(match[1], _message(match[2], rest), text[: headers[0].start()].rstrip("\n"))
    last = _INDENTED.match(next((line for line in reversed(lines) if line.strip()), ""))
    above = text[: headers[0].start()].rstrip("\n")
    return ShownError(last[1], _message(last[2], []), above) if last else _above_header(above)


def _left_out(text: str, header: re.Match[str], type_name: str) -> ShownError | None:
    """A traceback that breaks off in dots, or ends with its header, tells that there is an error, and not which."""
    last = text.rstrip().rpartition("\n")[2].strip().rstrip(":")
    if not type_name or last not in ("...", "…", header[0].strip()):
        return None
    return ShownError(type_name, "", text[: header.start()].rstrip("\n"))


def _above_header(text: str) -> ShownError | None:
    """Pygments moves the last line of a traceback, when it ends the block and has no message, above its header."""
    before, _, last = text.rpartition("\n")
    return ShownError(last, "", before) if _NAMED.fullmatch(last) else None


def _named_alone(text: str, type_name: str) -> ShownError | None:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        match = _LINE.match(line)
        if match and last_part(match[1]) == last_part(type_name):
            return ShownError(match[1], _message(match[2], lines[number + 1 :]), "\n".join(_output(lines[:number])))
    return None


def _output(lines: list[str]) -> list[str]:
    """What stands above an error's last line, without the excerpt of a traceback: indented lines and marks of code."""
    return [line for line in lines if line.strip() and not line.startswith(("  ", "\t", "...", "File "))]


def _message(first: str | None, rest: list[str]) -> str:
    """What stands below a line that tells what is left out is no message."""
    kept = takewhile(lambda line: not _ELIDED.fullmatch(line), rest)
    return "\n".join([first or "", *kept]).rstrip()


def last_part(name: str) -> str:
    """`Error` for `package.module.Error`."""
    return name.rpartition(".")[2]


def page_lines(example: Example, shown: Shown) -> list[int]:
    """The lines of the example in its error: of the innermost frame there, and of the calls that led to it."""
    first, last = example.block.line, example.block.line + example.block.code.count("\n")
    return list(dict.fromkeys([shown.line, *(line for line in called_lines(example, shown) if first <= line <= last)]))


def called_lines(example: Example, shown: Shown) -> list[int]:
    """The lines of the example's page in its error, of other examples too: the innermost is the last."""
    name = re.escape((example.block.file or example.block.page).rpartition("/")[2])
    return [int(line) for line in re.findall(rf"{name}(?::|\(|\"?,? line )(\d+)", shown.traceback)]
