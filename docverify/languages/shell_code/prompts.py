"""Reads transcripts of a shell's prompts: commands, their continuation lines and here-documents, and their output."""

import re

from msgspec import Struct

from docverify.languages.shell_code.typed import Typed

_WHERE = r"(?:\([\w.+-]+\) ?)?(?:\[?[\w.-]+@[\w.-]+(?:[: ][^$#%>\n]*?)?\]?|~[\w/.-]*|[\w.-]*:[~/][\w/.-]*)? ?"
DOLLAR = re.compile(rf"^[ \t]*{_WHERE}\$[ \t]+(?=\S)(.*)|^[ \t]*{_WHERE}\$$")
_PERCENT = re.compile(rf"^[ \t]*{_WHERE}[%❯➜][ \t]+(?=\S)(.*)")
_ARROW = re.compile(rf"^[ \t]*{_WHERE}[❯➜][ \t]+(?=\S)")
"""A prompt with a sign that no command begins with."""
_ROOT = re.compile(r"^[ \t]*(?:\[?[\w.-]+@[\w.-]+(?:[: ][^$#%>\n]*?)?\]? ?)#[ \t]+(?=\S)(.*)")
_HASH = re.compile(r"^# (?=[a-z./])(.*)")
_ANGLE = re.compile(r"^[ \t]*>[ \t]+(?=\S)(.*)")
_TOOL = re.compile(
    r"[ \t]*>[ \t]+"
    r"(?:sudo|npm|npx|yarn|pnpm|bun|git|cd|pip3?|python3?|cargo|gem|docker|brew|apt(?:-get)?|curl|mkdir) +\S"
)
"""A command of a shell after a bare `>`, the prompt of many programs: nobody writes to a file of that name."""
_MORE = re.compile(r"^[ \t]*>(?: (.*)|)$")
_REMARK = re.compile(r"# |\s*$")
"""A line between two commands that says what is done, and is no output."""
_SHOWS_TEXT = re.compile(r"\b(?:cat|head|tail|echo|printf|grep|sed|awk)\b")
LONGEST = 20_000
"""Characters of a command up to which a further line may belong to it."""
OTHER_PROMPT = re.compile(
    r"^[ \t]*(?:>>>(?: |$)|\((?:gdb|Pdb|lldb|ipdb)\) |In ?\[\d+\]: |\d+\.\d+\.\d+\.\d+:\d+> |\w+=[#>] "
    r"|(?:mysql|redis|sqlite|irb|psql|postgres|mongo|ghci|iex|julia|scala|node|ftp)\S*[>#] "
    r"|\$ (?:node|deno|ts-node|tsx|mongosh?|sqlite3|R)(?: -[\w=-]+)*[ \t]*\n[ \t]*> )",
    re.MULTILINE,
)
"""A prompt of some program that the page started from the shell; of one that is as the shell's for a further line, with
what started it."""
_NAMED_PROMPT = re.compile(r"[ \t]*\([A-Za-z][\w.-]*\) (?=[\w./!?-])")
"""A prompt of whatever program: no command of a shell has a word behind a parenthesis."""
WINDOWS_PROMPT = re.compile(r"^[ \t]*(?:PS )?[A-Z]:\\[^>\n]*>", re.MULTILINE)


class Command(Struct, gc=False):
    """A command as typed, and the text that stands under it."""

    code: str
    line: int
    """1-based, within the block."""
    under: list[str]

    def shown(self) -> str | None:
        """What the page shows under it; None when that is nothing."""
        text = "\n".join(self.under).strip("\n").rstrip()
        return text if text.strip() else None

    @property
    def is_apart(self) -> bool:
        """True where a blank line parts it from the text below, which need not be its output then."""
        return bool(self.under) and not self.under[0].strip()


def is_transcript(code: str) -> bool:
    """True when the first line that is neither blank nor a comment has a `$` prompt or an arrow, or a `>` before a
    command."""
    first = next((line for line in code.split("\n") if not _REMARK.match(line)), "")
    return bool(DOLLAR.match(first) or _ARROW.match(first) or _TOOL.match(first))


def _first_of(code: str) -> str:
    return next((line for line in code.split("\n") if line.strip()), "")


def other_program(code: str) -> tuple[str, str] | None:
    """Reason and detail when the text begins at the prompt of some program, and the page labels it as a shell's."""
    first = _first_of(code)
    is_one = OTHER_PROMPT.match(first) or _NAMED_PROMPT.match(first)
    return ("not-executable", "a transcript of another program") if is_one else None


def commands(code: str, *, root: bool) -> list[Command]:
    """The commands in order; text before the first prompt belongs to none. `root`: `#` alone may be a prompt too."""
    prompt = _prompt_of(code, root=root)
    found: list[Command] = []
    typed, indent = Typed(""), 0
    lines = iter(enumerate(code.split("\n"), 1))
    for number, line in lines:
        text = None if found and _is_shown(found, line, indent) else _typed(prompt, line)
        if text is not None:
            indent = indent if found else _indent_of(line)
            found.append(Command(text, number, []))
            typed = Typed(text)
        elif found and not found[-1].under and _continues(typed, found[-1], line):
            continue
        elif found:
            found[-1].under.append(line)
    for command in found[:-1]:
        if not _SHOWS_TEXT.search(command.code) and all(map(_REMARK.match, command.under)):
            command.under = []
    return [command for command in found if command.code.strip()]


def _is_shown(found: list[Command], line: str, indent: int) -> bool:
    """A prompt further right than the first one, below output: a program's own help shows some."""
    return _indent_of(line) > indent and any(text.strip() for text in found[-1].under)


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip())


def _prompt_of(code: str, *, root: bool) -> tuple[re.Pattern[str], ...]:
    """The prompts that this transcript uses: the first kind that occurs, so that output cannot pose as a prompt."""
    lines = code.split("\n")
    for patterns in ((DOLLAR, _ROOT), (_PERCENT,)):
        if any(pattern.match(line) for pattern in patterns for line in lines):
            return patterns
    if _TOOL.match(_first_of(code)):
        return (_ANGLE,)
    return (_HASH,) if root else ()


def _typed(prompts: tuple[re.Pattern[str], ...], line: str) -> str | None:
    for prompt in prompts:
        match = prompt.match(line)
        if match:
            return match[1] or ""
    return None


def _continues(typed: Typed, command: Command, line: str) -> bool:
    """Adds the line to a command that is not whole; True when it was."""
    more = _MORE.match(line)
    if typed.length > LONGEST or (not more and not typed.is_open()):
        return False
    text = (more[1] or "") if more else line
    typed.add(text)
    command.code += "\n" + text
    return True
