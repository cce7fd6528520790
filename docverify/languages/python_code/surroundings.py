"""Errors that tell of the system, the session or the command line around an example, and not of its page."""

import re
import sys
from collections.abc import Sequence
from pathlib import PurePosixPath

from docverify.languages.python_code.intents import line_of
from docverify.languages.python_code.rebound import rebound, taken_by_loop
from docverify.model import Example, Run, Shown
from docverify.order import above
from docverify.tracebacks import last_part

Reason = tuple[str, str] | None

_CLOSED = re.compile(r"\bclosed (?:file|database|socket|connection|cursor|session)|\b(?:is|was|already) closed\b", re.I)
_RELATIVE = re.compile(r"attempted relative import")
_INTERACTIVE = re.compile(r"module 'sys' has no attribute '(ps1|ps2|last_\w+)'")
_ARGUMENT = re.compile(r"\bargv\[\d+\]")
_NO_TABLE = re.compile(r"no such table: (\S+)|(?:relation|Table) [\"']([\w.]+)[\"'] does(?:n't| not) exist")
_NO_COLUMN = re.compile(r"no such column: (\S+)|column \S+ does not exist")
_MAKES_TABLE = re.compile(r"create[ _]+table", re.IGNORECASE)
_SQL = re.compile(r'near "(\w+)": syntax error')
_SET_UP = r"\b(?:connection|session|context|engine|client|database|backend|broker|application|settings)s?\b"
_DONE = r"(?:defined|set|registered|created|opened|established|configured|available)\b"
_NOT_SET_UP = re.compile(
    rf"(?i:{_SET_UP}[^.\n]{{0,60}}\b(?:not|never) (?:yet )?(?:been )?{_DONE}"
    rf"|\b(?:not|never|n't) (?:yet )?(?:been )?{_DONE} (?:\w+ ){{0,2}}{_SET_UP}"
    rf"|\bno (?:default|active|current|open|running) {_SET_UP})|"
    r"\bmust be (?:bound|connected|initiali[sz]ed|configured|opened|started|attached)\b"
    r"|\b(?:not|never|n't) (?:yet )?(?:been )?(?:connected|initiali[sz]ed|bound to|configured|set up)\b"
)
_LOCKED = re.compile(r"database(?: table)? is locked")
_NO_OBJECT = re.compile(
    r"'(?:function|builtin_function_or_method|type)' object is not (?:an iterator|iterable|subscriptable)"
    r"|'(?:function|builtin_function_or_method)' object has no attribute"
    r"|type object '[a-z]\w*' has no attribute|object of type 'type' has no len|type '[a-z]\w*' is not subscriptable"
)
_UNDEFINED = re.compile(r"NameError: name '(\w+)' is not defined")
_LOCALE = re.compile(r"unsupported locale setting|unknown locale")
_NO_USER = re.compile(r"no such (?:user|group)|name not found: |[ug]id not found")
_NO_SOURCE = re.compile(
    r"\b(?:source|file|path|folder|directory|input|repository)\b.{0,60}"
    r"\b(?:does not exist|doesn't exist|not found|could not be found)",
    re.IGNORECASE,
)
_NO_LOOP = re.compile(
    r"no (?:running|current) event loop|[Nn]ot currently running on any async\w* event loop"
    r"|must be called from (?:an )?async context"
)
_NEWER = re.compile(
    r"(?:only|requires?|needs|supported|available)\b.{0,40}\bPython (?:>= ?)?(3\.\d{1,3})\b", re.IGNORECASE
)
_SINCE = re.compile(r"\bPython (?:>= ?)?3\.(\d{1,3})\b")
"""A release of which the page speaks above an example."""
_OF_RELEASE = re.compile(r"\bassert\b[^\n]*(?:version(?:_info)?|__version__)\b\s*(?:[<>]|[=!]=)")
"""A question for a release of something: code for another one ends there."""
_LACKING = re.compile(r"\b(?:AttributeError|ImportError|ModuleNotFoundError|TypeError|NameError): ")
_NO_DATA = re.compile(
    r"\b(?:missing|not (?:found|available|installed)|cannot find|can't find)\b.{1,300}\bdownload",
    re.IGNORECASE | re.DOTALL,
)
"""What a library says of data that it works with, and that come apart from it."""
_ALREADY = re.compile(
    r"\balready (?:been )?(?:in use|set|exists|done|made|taken|run|running|(?!await|execut)[a-z]+ed\b)"
    r"|\boverwriting an existing\b|\balready has an?\b",
    re.IGNORECASE,
)
_BARE_FILE = re.compile(r"(?:^|: )([^\s:'\"]+): No such file or directory", re.MULTILINE)


def around(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """Reason and detail when the error is one of the surroundings; None when it may be the page's."""
    said = "\n".join([f"{shown.type}: {shown.message}", *shown.causes])
    found = _session(example, shown, said) or _system(said, example.block.code) or _given(example, shown)
    found = found or _named_in_text(example, said)
    meant = _other_of_its_name(example, shown, page) or rebound(example, shown, page)
    return found or meant or taken_by_loop(example, page)


def _session(example: Example, shown: Shown, said: str) -> Reason:
    """Something that examples above opened, made or hold."""
    table = _NO_TABLE.search(said)
    if table:
        return "fragment", f"needs the table `{table[1] or table[2]}`, which was not made"
    if _NO_COLUMN.search(said) and not _MAKES_TABLE.search(example.block.code):
        return "fragment", "needs a table as it was not made"
    if _NOT_SET_UP.search(shown.message):
        return "fragment", f"needs something that is set up before: {shown.message.strip().splitlines()[0][:120]}"
    if _LOCKED.search(said):
        return "incomplete", "the process of an example above holds its database"
    if _CLOSED.search(shown.message):
        line = line_of(example, shown.line)
        found = next((name for name in re.findall(r"[A-Za-z_]\w*", line) if name in example.needs), "")
        return ("fragment", f"needs `{found}` open, and an example above closed it") if found else None
    if _NO_LOOP.search(shown.message):
        return "fragment", "stands inside a function that an event loop runs"
    if _RELATIVE.search(shown.message):
        return "fragment", "a file of a package that the page does not show as a whole"
    return None


def _system(said: str, code: str) -> Reason:
    """What this system does not have, and another one may."""
    sql = _SQL.search(said)
    if sql and sql[1] not in code:
        return "missing-toolchain", "needs another database: a library writes its SQL for one"
    if _LOCALE.search(said):
        return "missing-toolchain", "needs a locale that is not installed"
    newer = _NEWER.search(said.split("\n")[0])
    if newer and sys.version_info < tuple(int(part) for part in newer[1].split(".")):
        return "missing-toolchain", f"needs Python {newer[1]}"
    if _NO_DATA.search(said):
        return "missing-file", f"needs data that are downloaded apart: {said.strip().splitlines()[0][:120]}"
    user = _NO_USER.search(said)
    if user:
        return "needs-credentials", f"needs an account of the page's system: {user[0].strip(': ')}"
    source = _NO_SOURCE.search(said.split("\n")[0])
    return ("missing-file", f"needs a file that the page does not create: {source[0]}") if source else None


def _given(example: Example, shown: Shown) -> Reason:
    """What is given on a command line, or at a prompt where somebody types."""
    since = _SINCE.search(example.block.lead)
    if since and sys.version_info < (3, int(since[1])) and _LACKING.search(f"{shown.type}: {shown.traceback}"):
        return "missing-toolchain", f"needs Python 3.{since[1]}, of which the page speaks above it"
    if last_part(shown.type) == "AssertionError" and _OF_RELEASE.search(line_of(example, shown.line)):
        return "missing-package", "is for another release than the one that is installed, as it asserts itself"
    interactive = _INTERACTIVE.search(shown.message)
    if interactive:
        return "needs-input", f"`sys.{interactive[1]}` is there only where somebody types"
    asks = "argv" in line_of(example, shown.line) or _ARGUMENT.search(shown.traceback)
    if asks and last_part(shown.type) in ("IndexError", "ValueError"):
        return "needs-input", "needs arguments on its command line"
    suffix = PurePosixPath(example.block.page).suffix
    if suffix and suffix not in example.block.code and re.search(rf"(?<!\w){re.escape(suffix)}\b", shown.message):
        return "incomplete", f"takes its page for a file of code: {shown.message.strip()[:120]}"
    return None


def _named_in_text(example: Example, said: str) -> Reason:
    """A name that only a text of the example holds, which a library runs: who has it is not said there."""
    lacks = _UNDEFINED.search(said)
    if lacks is None or lacks[1] in example.needs | example.defines:
        return None
    texts = "\n".join(step.code for step in example.steps)
    is_told = re.search(rf"['\"][^'\"\n]*\b{lacks[1]}\b", texts)
    return ("fragment", f"needs `{lacks[1]}`, which a text of it names") if is_told else None


def _other_of_its_name(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """A module often holds something of its own name: who only calls it did not import what is called. A function, or a
    class, that is taken for an object is not the one that is meant."""
    if shown.message != "'module' object is not callable":
        taken = re.findall(r"[A-Za-z_]\w*", line_of(example, shown.line)) if _NO_OBJECT.match(shown.message) else []
        lacking = example.needs.difference(*(one.defines for one in above(example, page)))
        name = next((name for name in taken if name in lacking), "")
        kind = "function" if "function" in shown.message else "class"
        return ("fragment", f"its `{name}` is a {kind} here, and the page means an object") if name else None
    called = re.findall(r"(?<![\w.])([A-Za-z_]\w*)\(", line_of(example, shown.line))
    name = next((name for name in called if name in example.needs), "")
    return ("fragment", f"its `{name}` is a module here, and the page means what that holds") if name else None


_NOT_YET = re.compile(
    r"\b(?:never|not(?: yet)?)(?: been)? (activat|initiali[sz]|start|connect|open|configur|enabl|load|mount|regist)"
    r"[a-z]*\b",
    re.IGNORECASE,
)
"""What an object, or a library, says of which no example did what comes first."""


def done_above(run: Run, shown: Shown) -> Reason:
    """Of examples that are alternatives, the second finds what the first has made; alone it says so of itself."""
    if run.reading == "alone" or not _ALREADY.search(shown.message):
        return None
    return "incomplete", f"an example above has done it already: {shown.message.strip().split(chr(10))[0][:120]}"


def undone_above(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """It lacks what an example above is to do, by its own words: that one did not come so far here."""
    lacks = _NOT_YET.search(shown.message)
    if lacks is None:
        return None
    done = lacks[1].lower()
    for one in above(example, page):
        if any(done in step.code for step in one.steps):
            return "fragment", f"needs what `{one.id}` is to do: {shown.message.strip().split(chr(10))[0][:120]}"
    return None


def missed_by_command(stderr: str) -> Reason:
    """A command that the example started says that it has no such file."""
    file = _BARE_FILE.search(stderr)
    return ("missing-file", f"needs the file `{file[1]}`, which a command did not find") if file else None
