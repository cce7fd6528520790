"""Files that an example asks for and that are not there: whose they are."""

import re
from collections.abc import Sequence

from docverify.model import Example, Shown
from docverify.order import above
from docverify.tracebacks import last_part

Reason = tuple[str, str] | None

_NO_FILE = re.compile(
    r"(?:(?:No such file or directory|does not exist|not found|can't open file).{0,9}"
    r"|(?:[Cc]an(?:no|')t|[Cc]ould not) (?:locate|find|load|open|read)\b[^'\"\n]{0,40})"
    r"['\"]([^'\"\n./\\]*+[./\\][^'\"\n]*+)['\"]"
)


def lacks_file(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """Reason and detail of an error that tells of a file, or of a command, that is not there."""
    kinds = {last_part(shown.type), *shown.bases}
    if (
        "FileNotFoundError" in kinds
        or any(one.startswith("FileNotFoundError: ") for one in shown.causes)
        or "unable to open database file" in shown.message
    ):
        if "subprocess" in shown.frames:
            return "missing-toolchain", f"needs the command `{shown.name or 'that it runs'}`"
        return "missing-file", _whose_file(shown.name, example, page)
    if (
        kinds & {"PermissionError", "NotADirectoryError", "IsADirectoryError"}
        or "Read-only file system" in shown.message
    ):
        return "missing-file", f"may not use `{shown.name or 'a file'}` in the sandbox"
    match = _NO_FILE.search(shown.message)
    return ("missing-file", _whose_file(match[1], example, page)) if match else None


def _whose_file(path: str, example: Example, page: Sequence[Example]) -> str:
    if not path:
        return "needs a file that the page does not create"
    base = path.replace("\\", "/").rstrip("/").rpartition("/")[2]
    for other in above(example, page):
        if base and base in other.block.code:
            return f"needs the file `{path}`, which may come from `{other.id}`"
    return f"needs the file `{path}`, which no example on the page creates"
