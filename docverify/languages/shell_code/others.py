"""Code of other shells than the one that runs it: zsh and fish write things that bash has not, or reads otherwise."""

import re

from docverify.languages.shell_code.placeholders import LONGEST, unquoted, without_here_documents
from docverify.model import Example, Run

ZSH = frozenset({"zsh", "zsh-session"})
"""Labels of blocks that are for zsh, even where all of their words are bash's too."""
_BEGIN = r"(?:^|[;&|({]|\b(?:then|do|else))[ \t]*"
_WORDS = re.compile(
    rf"{_BEGIN}((?:setopt|unsetopt|zmodload|zstyle|zle|compinit|compdef|promptinit|bindkey|vared)\b"
    r"|autoload -\w*[Uz]\w*|print -\w*[Pl]\w*|repeat \w+|foreach \w+|alias -\w*[gs]\w*|for \w+ ?\((?!\()"
    r"|(?:typeset|declare|local|export|readonly) -\w*[UTZLR]\w*|\(\)[ \t]*\{)",
    re.MULTILINE,
)
"""Commands of zsh, and options that bash's commands of the same name have not."""
_SIGNS = re.compile(
    r"(?<=\s)=\(|\*\((?:[./@=*%ND]|[oO][nLamc]|[rwx]\))[^()|\s]{0,40}\)?|<\d*-\d*>|\$[A-Za-z_]\w*\[-?\d+\]|&![ \t]*$"
    r"|>![ \t]",
    re.MULTILINE,
)
"""What zsh reads otherwise: `=(list)`, globs with qualifiers, ranges of numbers, elements of arrays, `&!`, `>!`."""
_IN_QUOTES = re.compile(r"\$\{\([\w@#%~^.:/-]{1,20}\)|\$\{\w+:[hrtelu]\}")
"""Flags and modifiers of a parameter: they mean the same in double quotes."""
_LITERAL = re.compile(r"'[^'\n]*'|(?:^|(?<=\s))#.*", re.MULTILINE)
_FISH = re.compile(
    rf"{_BEGIN}(set (?:-[gxl]*[gU][gUxl]*|--(?:global|universal|export))(?= ))"
    r"|^[ \t]*(function [\w-]+[ \t]*$)(?=(?:\n(?![ \t]*[{(]).*)*\n[ \t]*end[ \t]*$)",
    re.MULTILINE,
)


def other_shell(code: str) -> tuple[str, str] | None:
    """Reason and detail when the code is certainly another shell's."""
    if len(code) > LONGEST:
        return None
    bare = unquoted(code)
    literal = _LITERAL.sub("''", without_here_documents(code))
    for name, pattern, text in (
        ("zsh", _WORDS, bare),
        ("zsh", _SIGNS, bare),
        ("zsh", _IN_QUOTES, literal),
        ("fish", _FISH, bare),
    ):
        match = pattern.search(text)
        if match:
            return "missing-toolchain", f"needs {name}: `{(match[match.lastindex or 0]).strip()}`"
    return None


def instead_of(example: Example, run: Run) -> tuple[str, str] | None:
    """Reason and detail of a block for zsh that did not do in bash what its page says of it."""
    if example.block.language not in ZSH:
        return None
    failed = run.ended != "end" or bool(run.exit_code) or any(done.exit_code for done in run.steps)
    claims = example.expectation.kind != "nothing" or any(step.expected is not None for step in example.steps)
    return (
        ("missing-toolchain", "needs zsh: it ran in bash, which reads some of it otherwise")
        if failed or claims
        else None
    )
