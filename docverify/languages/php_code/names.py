"""Which names a piece of PHP code binds, and which it uses without binding them."""

import re

_BINDS = re.compile(
    r"(\$\w+)\s*(?:\[[^\]\n]*\]\s*)*(?:[-+*/.|&]|\?\?|\*\*)?=(?![=>])|\bas\s+(?:(\$\w+)\s*=>\s*)?&?(\$\w+)"
    r"|\bcatch\s*\([^)$]*(\$\w+)"
    r"|\b(?:function|class|interface|trait|enum)\s+&?(\w+)|\b(?:static|global)\s+(\$\w+)|\bconst\s+(\w+)"
    r"|\[((?:\s*\$\w+\s*,?)+)\]\s*=|\blist\s*\(([^()]*)\)|[(,]\s*[?\w|\\]*\s*&?\.{0,3}(\$\w+)\s*(?=[,)=])"
)
_NAME = re.compile(r"\$\w+|\w+")
_USED = re.compile(r"(?<![\w:])\$[A-Za-z_]\w*|(?<![\w>:$\\])\b[A-Za-z_]\w*(?=\s*\()|\bnew\s+(\w+)|\b([A-Z]\w*)::")
_GIVEN = re.compile(
    r"\$(?:this|argv|argc|_[A-Z]+|GLOBALS)|if|for|foreach|while|switch|match|array|isset|empty|unset|list|function|fn"
    r"|catch|echo|print|return|exit|die|elseif|and|or"
)


def names(bare: str) -> tuple[frozenset[str], frozenset[str]]:
    """`bare` is code without its comments and with empty strings; variables have their dollar."""
    bound = {name for match in _BINDS.finditer(bare) for part in match.groups() if part for name in _NAME.findall(part)}
    used = {match[1] or match[2] or match[0] for match in _USED.finditer(bare)}
    return frozenset(bound), frozenset(name for name in used - bound if not _GIVEN.fullmatch(name))
