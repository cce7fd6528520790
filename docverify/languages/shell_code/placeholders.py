"""What a shell example leaves for its reader to fill in, or notes in the style of a manual."""

import re

_QUOTED = re.compile(r"'[^'\n]*'|\"(?:\\.|[^\"\\\n])*\"|(?:^|(?<=\s))#.*", re.MULTILINE)
_HERE_DOCUMENT = re.compile(r"<<-?[ \t]*['\"\\]?(\w+)['\"]?.*?\n(?:.*\n)*?[ \t]*\1[ \t]*$", re.MULTILINE)
_ANGLES = re.compile(r"(?<![<\w&>])<[A-Za-z][\w./:-]*(?: [\w./:-]+)*>")
_YOURS = re.compile(
    r"\b(?:YOUR|MY)[_-][A-Z]\w*|\b(?:your|my)[-_](?:\w+[-_])*(?:token|key|secret|password|name|user|org|domain|host)\b|\bx{4,}\b|\{\{\s*\w+\s*\}\}"
)
_DOTS = re.compile(r"^\s*(?:\.\.\.|…)\s*$|(?:^|\s)(?:\.\.\.|…)(?=\s|$)", re.MULTILINE)
_MANUAL = re.compile(
    r"\[(?:--?\w[\w-]*[^\]\n]*|OPTIONS?|options?|ARGS?|args?|FLAGS?|flags?|COMMAND|command|FILES?|files?|[A-Z_]+(?:\.\.\.)?)\]"
    r"(?:\.\.\.|…)?|\b[A-Z_]{2,}\.\.\.|^\s*[Uu]sage:",
    re.MULTILINE,
)
LONGEST = 50_000
"""Characters of a script that is looked through; nobody fills in a longer one by hand."""


def fill_in(code: str) -> tuple[str, str] | None:
    """Reason and detail when a reader must put something of theirs in the place of a part of the code."""
    if len(code) > LONGEST:
        return None
    bare = _QUOTED.sub("''", _HERE_DOCUMENT.sub("", code))
    if code.lstrip().startswith("-"):
        return "pseudo-code", "begins with an option, and not with a command"
    for reason, pattern, text in (
        ("placeholder", _ANGLES, bare),
        ("placeholder", _YOURS, code),
        ("pseudo-code", _MANUAL, bare),
        ("pseudo-code", _DOTS, bare),
    ):
        match = pattern.search(text)
        if match:
            verb = "holds the placeholder" if reason == "placeholder" else "leaves out a part, or notes an option:"
            return reason, f"{verb} `{match[0].strip()[:60]}`"
    return None
