"""The commands that a block shows, as words; what a shell would expand stays as it is written."""

import re
import shlex
from collections.abc import Iterator

from docverify.languages.shell_code.prompts import WINDOWS_PROMPT
from docverify.languages.shell_code.prompts import commands as transcribed
from docverify.model import Block

_CONSOLES = "console shell-session shellsession sh-session bash-session zsh-session term terminal prompt"
CONSOLES = frozenset(_CONSOLES.split())
"""Labels of transcripts, in which `#` alone is a prompt too."""
_SCRIPTS = (
    "bash bat batch bsh cmd command-line cmdline dosbatch fish ksh powershell ps1 pwsh sh shell zsh npm2yarn"
    " text txt plain plaintext none"
)
SCRIPTS = frozenset(_SCRIPTS.split())
"""Labels of blocks whose lines may be commands; those without a label are among them too."""
CELLS = frozenset({"python", "py", "python3", "ipython", "ipython3", "jupyter"})
"""Labels of blocks in which a line with a mark is a command."""

_MARK = re.compile(r"[ \t]*[!%](?=[a-z])")
_CONTINUED = re.compile(r"\\\n[ \t]*(?:>[ \t])?")
_PUNCTUATION = "&();|"


def commands(block: Block) -> Iterator[tuple[int, list[str]]]:
    """Line on the page and words of each simple command."""
    for offset, text in _typed(block):
        for line in text.split("\n"):
            for words in split(line):
                yield block.line + offset, words


def _typed(block: Block) -> Iterator[tuple[int, str]]:
    """Offset and text of what is typed: where some lines have a prompt, the others are output."""
    if block.language in CELLS:
        yield from _without(_MARK, block.code)
        return
    prompted = transcribed(block.code, root=block.language in CONSOLES)
    if prompted:
        yield from ((one.line - 1, _CONTINUED.sub(" ", one.code)) for one in prompted)
    elif WINDOWS_PROMPT.search(block.code):
        yield from _without(WINDOWS_PROMPT, block.code)
    elif block.language in SCRIPTS or not block.language:
        offset = 0
        for line in _CONTINUED.sub("\0", block.code).split("\n"):
            yield offset, line.replace("\0", " ")
            offset += 1 + line.count("\0")


def _without(prompt: re.Pattern[str], code: str) -> Iterator[tuple[int, str]]:
    for offset, line in enumerate(code.split("\n")):
        match = prompt.match(line)
        if match:
            yield offset, line[match.end() :]


def split(line: str) -> list[list[str]]:
    """The simple commands of a line; none when its quotes do not match."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=_PUNCTUATION)
    lexer.whitespace_split = True
    found: list[list[str]] = [[]]
    try:
        for word in lexer:
            if set(word) <= set(_PUNCTUATION):
                found.append([])
            else:
                found[-1].append(word)
    except ValueError:
        return []
    return [words for words in found if words]
