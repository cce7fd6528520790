"""Which names a piece of Ruby code binds, and which it uses without binding them: coarse, and enough to name causes."""

import re

_BINDS = re.compile(
    r"(?<![\w.@$])(?:(?:def +(?:self\.)?|class +|module +)([\w?!]+)"
    r"|([a-z_]\w*|[A-Z]\w*)(?= *(?:[-+*/|&]|\|\||&&)?=(?![=~>]))|((?:[a-z_]\w*, *)+[a-z_]\w*)(?= *=(?![=~>])))"
)
_BLOCK = re.compile(r"\|([^|\n]*)\|")
_WORD = re.compile(r"(?<![\w.:@$])[A-Za-z_]\w*+[?!]?+(?!:(?!:))")
_NAME = re.compile(r"[\w?!]+")
_GIVEN = re.compile(
    r"alias|and|begin|break|case|class|def|defined\?|do|else|elsif|end|ensure|false|for|if|in|module|next|nil|not|or"
    r"|redo|rescue|retry|return|self|super|then|true|undef|unless|until|when|while|yield|puts|print|p|pp|printf|require"
    r"|require_relative|raise|loop|lambda|proc|attr_\w+|include|extend|private|public|format|gets|sleep|rand"
    r"|String|Array|Hash|Integer|Float|Symbol|Object|Class|Module|Struct|Comparable|Enumerable|Kernel|Math|Time|File"
    r"|Dir|\w+Error|Range|Proc|Regexp|Exception|IO"
)


def names(bare: str) -> tuple[frozenset[str], frozenset[str]]:
    """`bare` is code without its comments and with empty strings."""
    bound = {name for match in _BINDS.finditer(bare) for part in match.groups() if part for name in _NAME.findall(part)}
    inner = {name for match in _BLOCK.finditer(bare) for name in re.findall(r"\w+", match[1])}
    used = set(_WORD.findall(bare)) - bound - inner
    return frozenset(bound), frozenset(name for name in used if not _GIVEN.fullmatch(name))
