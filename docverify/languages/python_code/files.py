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
_LISTS = re.compile(
    r"\bos\.(?:walk|fwalk|listdir|scandir)\(\s*+(?:['\"]\.?/?['\"]|os\.(?:getcwd\(\)|curdir))?\s*\)"
    r"|\bi?glob(?:\.i?glob)?\(\s*['\"](?![/~])[^'\"\n]*[*?]"
    r"|\bPath(?:\(\s*+(?:['\"]\.?/?['\"])?\s*\)|\.cwd\(\))\.(?:iterdir|walk|r?glob)\("
    r"|\b(?P<installed>entry_points)\("
)
_MAKES_FILES = re.compile(
    r"\bopen\([^\n]*['\"][wax]b?['\"]|\.write(?:_text|_bytes)?\(|\.touch\(|mkdir|makedirs|mkdtemp|\bshutil\b"
    r"|TemporaryDirectory|tmp_path|chdir"
)


def lists_what_is_there(example: Example, page: Sequence[Example], code: str) -> Reason:
    """For `code`, up to where it is not as shown: it, or what made a name that it uses, looks for files in the folder
    that it is in, of which none is made, or for what is installed."""
    before = above(example, page)
    names = "|".join(sorted(example.needs))
    made = re.compile(rf"^[ \t]*(?:>>> )?(?:{names}) = .*", re.MULTILINE)
    listed = _LISTS.search("\n".join([code, *(line[0] for one in before for line in made.finditer(one.block.code))]))
    if listed and listed["installed"]:
        return "missing-package", "needs what it looks for among what the reader has installed"
    if listed is None or _MAKES_FILES.search("\n".join([code, *(one.block.code for one in before)])):
        return None
    return "missing-file", f"lists the reader's files: `{listed[0]}`"


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
