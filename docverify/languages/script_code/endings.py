"""Ends of a run that say nothing against a page, in whatever language: files, services, input, rights."""

import re
from collections.abc import Sequence

from docverify.languages.endings.bounds import bounded, exhausted
from docverify.languages.endings.network import unreachable
from docverify.model import Example, Run
from docverify.order import above, below

Reason = tuple[str, str] | None

_FILE = tuple(
    re.compile(pattern)
    for pattern in (
        r"No such file or directory(?: @ \w+)? - \(?([^\n,)]+)",
        r"([^\s(:'\"]+)\)?: (?:[Ff]ailed to open (?:stream|directory): )?No such file or directory",
        r"[\"'`]([^\"'`\n]+)[\"'`][^\n\"'`]{0,40}No such file or directory",
        r"(?:file|directory|path) [\"'`]?([^\s\"'`]+)[\"'`]? (?:does not exist|not found|doesn't exist)",
    )
)
_NO_FILE = re.compile(
    r"No such file or directory|\bENOENT\b|Errno::ENO|(?:file|directory) (?:does not exist|not found)|Is a directory"
    r"|unable to open database file|open: No such|[Cc]ould not open|Cannot open",
)
_RIGHTS = re.compile(r"Permission denied|Operation not permitted|Read-only file system|EACCES|EPERM|must be root")
_INPUT = re.compile(
    r"not a tty|not a terminal|Inappropriate ioctl|end of file reached|input stream is exhausted"
    r"|No such device or address",
    re.I,
)
_DISPLAY = re.compile(r"(?:cannot|can't|couldn't|unable to) (?:open|connect to) (?:X )?display|\$DISPLAY", re.I)
_CREDENTIALS = re.compile(
    r"(?:api[_ -]?key|credentials?|access[_ ]token|auth[_ ]?token|secret[_ ]key|password)\b.{0,80}"
    r"(?:must|missing|not|no\b|required|invalid|provide)|\b401\b|Unauthorized|authentication (?:failed|required)",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:extracted|moved|split)(?: out)? (?:in)?to (?:its|their|a) (?:own|separate)"
    r" (?:gem|package|library|module|distribution)",
    re.IGNORECASE,
)
_SYSTEM = re.compile(
    r"can't find (?:user|group) for|user \S+ doesn't exist|no such service|defined in eval|[Uu]nknown (?:user|group)\b"
)
"""What a machine of the reader's own would know."""
_SETUP = re.compile(
    r"\bNo \w+ is available|\bnot (?:been )?(?:configured|initiali[sz]ed|set up|started|connected|registered|booted)\b"
    r"|\bmust (?:first )?(?:be (?:set|configured|initiali[sz]ed|defined)\b|(?:call|configure|initiali[sz]e)\b)"
    r"|\bcall \S+ first\b"
)
"""What a library says to who has not begun as its manual tells."""
_COMMAND = re.compile(r"(?:sh: \d+: |sh: )?([\w.+-]+): (?:command )?not found")


def around(run: Run, code: str, text: str) -> Reason:
    """Reason and detail when a bound of the sandbox, or something around the example, explains how it ended."""
    found = bounded(run, code) or unreachable(run, text, code) or exhausted(text)
    return found or _missing(text) or _person(text)


def said(run: Run) -> str:
    """What the run says of its trouble."""
    shown = run.exception
    spoken = [] if shown is None else [f"{shown.type}: {shown.message}", *shown.causes]
    return "\n".join([*spoken, *(step.stderr for step in run.steps[-1:])])


def exited(run: Run) -> Reason:
    """Ends by itself and by no error: early, or with a status that its own code asks for."""
    if run.ended == "exit" and not run.exit_code:
        return "incomplete", "exits before its last statement"
    if run.ended in ("exit", "end") and run.exit_code:
        return exhausted(said(run)) or ("incomplete", f"exits with status {run.exit_code}, as its code says")
    return None


def _missing(text: str) -> Reason:
    command = _COMMAND.search(text)
    if command:
        return "missing-toolchain", f"needs the command `{command[1]}`"
    if not _NO_FILE.search(text):
        return None
    for pattern in _FILE:
        match = pattern.search(text)
        if match:
            return "missing-file", f"needs `{match[1].strip()}`, which the page does not create"
    return "missing-file", "needs a file that the page does not create"


def _person(text: str) -> Reason:
    for pattern, reason, detail in (
        (_RIGHTS, "needs-credentials", "needs rights that the sandbox does not give"),
        (_DISPLAY, "needs-display", "needs a display"),
        (_INPUT, "needs-input", "reads input that the page does not give"),
        (_CREDENTIALS, "needs-credentials", "needs credentials"),
        (_MOVED, "missing-package", "needs what is a package of its own now"),
        (_SYSTEM, "incomplete", "asks for something of its system"),
        (_SETUP, "fragment", "needs something that the page sets up elsewhere"),
    ):
        match = pattern.search(text)
        if match:
            return reason, f"{detail}: {match[0][:120]}"
    return None


SHORT = 2
"""Letters of a name up to which every section of a page may have one of its own."""


def rebound(example: Example, page: Sequence[Example]) -> Reason:
    """It uses what the page defines more than once, or in another section under a name that says little."""
    others = [one for one in page if one.id != example.id and one.session == example.session]
    for name in sorted(example.needs):
        makers = [one for one in others if name in one.defines]
        far = bool(makers) and makers[0].block.slug != example.block.slug and len(name.lstrip("$@%")) <= SHORT
        if far or len({one.block.code for one in makers}) > 1:
            return "fragment", f"its `{name}` may not be the one that `{makers[0].id}` defines"
    return None


def needed(name: str, example: Example, page: Sequence[Example]) -> str:
    """The detail of a fragment that needs a name."""
    by = defined_by(name, example, page)
    return f"needs `{name}`, which " + (f"`{by}` defines" if by else "no example on the page defines")


def defined_by(name: str, example: Example, page: Sequence[Example]) -> str:
    """Id of the nearest other example that defines the name; empty when none does."""
    found = [*reversed(above(example, page)), *below(example, page)]
    return next((one.id for one in found if name in one.defines), "")
