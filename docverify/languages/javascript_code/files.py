"""What the system tells an example that asks for a file, a command or a place that another one has."""

import re
from collections.abc import Sequence

from docverify.model import Example, Shown

Reason = tuple[str, str] | None

_NO_FILE = re.compile(
    r"Unable to open file|file or directory could not be found|[Ff]ile (?:does not exist|not found)"
    r"|\b(?:(?:UVWASI_)?ENOENT|ENOTDIR|EISDIR|ENOTEMPTY)\b|\b[Nn]o such file or directory(?:: (?P<name>\S+))?"
)
_COMMAND = re.compile(r"\bCommand failed\b")
_FORBIDDEN = re.compile(r"\b(?:EACCES|EPERM|EROFS)\b")
_SYSTEM = re.compile(r"A system error occurred: (\w+) returned")
"""Node's own words for a call of the system that the system refuses."""
_TAKEN = re.compile(
    r"\bEADDRINUSE\b|\bEEXIST\b"
    r"|\balready (?:been )?(?:registered|defined|declared|in use|exists|connected|started|booted|closed|sent"
    r"|added|replaced|patched|applied|installed|attached)"
)


def lacks_file(_: Example, shown: Shown, __: Sequence[Example]) -> Reason:
    """Reason and detail of an error that tells of a file, a command or a call that the system refuses."""
    if "spawn" in shown.message and "ENOENT" in shown.message:
        return "missing-toolchain", f"needs the command `{shown.name or 'that it runs'}`"
    if _COMMAND.search(shown.message):
        return "missing-file", "runs a command that fails in the sandbox"
    sought = _NO_FILE.search(shown.message)
    if sought:
        name = shown.name or sought["name"]
        file = f"the file `{name}`" if name else "a file"
        return "missing-file", f"needs {file}, which no example on the page creates"
    refused = _SYSTEM.match(shown.message)
    if refused:
        return "incomplete", f"asks the system for what the sandbox does not tell: `{refused[1]}`"
    if _FORBIDDEN.search(shown.message):
        return "missing-file", f"may not use `{shown.name or 'a file'}` in the sandbox"
    taken = _TAKEN.search(f"{shown.message}\n{' '.join(shown.causes)}")
    return ("incomplete", f"an example above has done it already: {taken[0]}") if taken else None
