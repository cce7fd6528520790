"""What a shell example leaves for its reader to fill in, or notes in the style of a manual."""

import re
from collections.abc import Sequence

from docverify.languages.shell_code.printed import without_shown
from docverify.model import Example

_QUOTED = re.compile(r"'[^'\n]*'|\"(?>(?:\\.|[^\"\\\n])*)\"|\\['\"\\]|(?:^|(?<=\s))#.*", re.MULTILINE)
_HERE_DOCUMENT = re.compile(r"(?<!<)<<-?[ \t]*['\"\\]?(\w+)")
_ANGLES = re.compile(
    r"(?<![<\w&>])<[^\W\d_][\w./:-]*(?: [\w./:-]+)*>|(?<=\w)<[^\W\d_][\w./:-]*(?: [\w./:-]+)*>(?=[ \t]*$)", re.MULTILINE
)
"""Behind a word it may be two redirections, but none leads to the end of a line."""
_YOURS = re.compile(
    r"\b(?:YOUR|MY)[_-][A-Z]\w*|\b(?:your|my)[-_](?:[\w-]{0,60}[-_])?(?:token|key|secret|password|name|user|org|domain|host)\b|\bx{4,}\b|\{\{\s*\w+\s*\}\}"
)
_SUBSTITUTED = re.compile(
    r"(?<=[=\w/@-])\|(?:version|release|today)\||(?<=\s)['\"]?\|[a-z]\w*\|(?=\[|[ \t]*$)", re.MULTILINE
)
"""What Sphinx puts in from a project's configuration; nobody writes pipes so that lead to nothing."""
_DOTS = re.compile(r"(?<!\S)(?:\.\.\.|…)(?!\S)")
_MANUAL = re.compile(
    r"\[(?:--?\w[^\]\n]{0,200}|OPTIONS?|options?|ARGS?|args?|FLAGS?|flags?|COMMAND|command|FILES?|files?|[A-Z_]+(?:\.\.\.)?)\]"
    r"(?:\.\.\.|…)?|\b[A-Z_]{2,}\.\.\.|^[^\S\n]*[Uu]sage:",
    re.MULTILINE,
)
_CAPITALS = re.compile(
    r"(?<=[\s=])(?:FILE(?:NAME)?S?|PATH|DIR(?:ECTORY)?|NAME|URL|USER(?:NAME)?|PASSWORD|TOKEN|COMMAND|HOST|PORT)(?=[\s,;]|$)"
)
_BOTH_NAMES = re.compile(r"\s-\w(?: [A-Z]+)?(?:, |[/|])--\w[\w-]*")
"""An option by its short and its long name, as a manual lists it: `-l, --list`, `-l/--list`."""
_VARIABLE = re.compile(r"\$\{?([A-Z][A-Z0-9]*_[A-Z0-9_]+|[A-Z]{3,})\b(?!\[|:[-=+])")
_SMALL = re.compile(r"\$\{?([a-z][a-z_]{2,})\b(?!\[|:[-=+])")
_KNOWN = (
    "HOME PATH USER PWD OLDPWD SHELL TMPDIR EDITOR VISUAL LANG TERM HOSTNAME RANDOM UID EUID IFS SECONDS LINENO"
    " PYTHONPATH VIRTUAL_ENV BASH_VERSION BASH_SOURCE PS1 PPID COLUMNS LINES XDG_CONFIG_HOME XDG_DATA_HOME"
    " XDG_CACHE_HOME LD_LIBRARY_PATH OSTYPE PIPESTATUS REPLY OPTARG OPTIND FUNCNAME"
)
_GIVEN = frozenset(_KNOWN.split())
"""Variables that a shell sets, or that may well be empty."""
LONGEST = 50_000
"""Characters of a script that is looked through; nobody fills in a longer one by hand."""


def fill_in(code: str) -> tuple[str, str] | None:
    """Reason and detail when a reader must put something of theirs in the place of a part of the code."""
    if len(code) > LONGEST:
        return None
    bare = unquoted(code)
    if code.lstrip().startswith("-"):
        return "pseudo-code", "begins with an option, and not with a command"
    for reason, pattern, text in (
        ("placeholder", _ANGLES, bare),
        ("placeholder", _YOURS, without_shown(code)),
        ("placeholder", _SUBSTITUTED, code),
        ("pseudo-code", _BOTH_NAMES, bare),
        ("placeholder", _CAPITALS, unquoted(without_shown(code))),
        ("pseudo-code", _MANUAL, bare),
        ("pseudo-code", _DOTS, bare),
    ):
        match = pattern.search(text)
        if match:
            verb = "holds the placeholder" if reason == "placeholder" else "leaves out a part, or notes an option:"
            return reason, f"{verb} `{match[0].strip()[:60]}`"
    return None


def unset(example: Example, page: Sequence[Example]) -> tuple[str, str] | None:
    """For a variable that nothing on the page sets: its value is the reader's."""
    codes = [one.block.code for one in (*page, example)] if "$" in example.block.code else []
    found = [*_VARIABLE.findall(example.block.code), *_SMALL.findall(unquoted(example.block.code))] if codes else []
    for name in dict.fromkeys(found):
        if name not in _GIVEN and not any(_sets(name, code) for code in codes):
            return "placeholder", f"`${name}` stands for something of the reader's"
    return None


def _sets(name: str, code: str) -> bool:
    """True where it is assigned, or read, or stands for one thing after the other."""
    return name in code and bool(re.search(rf"(?<![\w$]){name}\+?=|\b(?:read|for|select)\b[^\n;|&]*\b{name}\b", code))


def unquoted(code: str) -> str:
    """The code with empty quotes, and without comments and here-documents."""
    return _QUOTED.sub("''", without_here_documents(code))


def without_here_documents(code: str) -> str:
    """What a shell hands to a command as it is leaves nothing to fill in; one that never ends is none."""
    lines = code.split("\n")
    last = {line.strip(" \t"): number for number, line in enumerate(lines)}
    kept: list[str] = []
    number = 0
    while number < len(lines):
        opening = _HERE_DOCUMENT.search(lines[number])
        if opening and last.get(opening[1], 0) > number:
            kept.append(lines[number][: opening.start()])
            number = next(below for below in range(number + 1, len(lines)) if lines[below].strip(" \t") == opening[1])
        else:
            kept.append(lines[number])
        number += 1
    return "\n".join(kept)
