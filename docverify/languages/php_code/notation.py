"""How PHP is written: strings, comments, values, and what of it prints."""

import re

from docverify.languages.script_code.claims import Claimed
from docverify.languages.script_code.text import Notation

_SKIPPED = re.compile(
    r"(?P<blank>/\*.*?\*/|\A\s*<\?php\b|\?>\s*\Z)"
    r"|(?://|#(?!\[))(?P<comment>(?:(?!\?>)[^\n])*)"
    r'|"(?>(?:[^"\\]|\\.)*)"|\'(?>(?:[^\'\\]|\\.)*)\'|`(?>(?:[^`\\]|\\.)*)`'
    r"|(?P<odd>[\"'`]|\?>|<\?|/\*|\bend(?:if|while|foreach|for|switch)\b)",
    re.DOTALL,
)
_HERE = re.compile(r"<<<[ \t]*[\"']?(?P<end>[A-Za-z_]\w*)[\"']?")
_ENDS = re.compile(r"[;}]$")
_GOES_ON = re.compile(r"\s*(?:else|catch\b|finally\b|while\b|\??->|[.?:&|=+*/)\]},-]|and\b|or\b)")
NOTATION = Notation(_SKIPPED, _HERE, _ENDS, _GOES_ON)

_SCALAR = r"[-+]?\d[\d_]*(?:\.\d+)?(?:e[-+]?\d+)?|true|false|null|'[^'\\\n]*'|\"[^\"\\$\n]*\""
_LITERAL = re.compile(rf"(?:{_SCALAR})|\[\s*(?:(?:{_SCALAR})\s*,?\s*)*\]", re.IGNORECASE)
_DUMPED = re.compile(r"(?:int|float|bool)\([-\w.]+\)|string\(\d+\) \"[^\"\n]*\"|NULL")


def value(text: str) -> str | None:
    """A literal, or a scalar as `var_dump` shows it; None for anything else."""
    plain = text.strip().rstrip(";")
    if _DUMPED.fullmatch(plain):
        return plain
    return _spelled(plain) if _LITERAL.fullmatch(plain) else None


def _spelled(literal: str) -> str:
    """As the driver spells it: words in small letters, strings in single quotes, one blank behind a comma."""
    parts = re.findall(rf"{_SCALAR}|[\[\]]", literal, re.IGNORECASE)
    spelled = [_scalar(part) for part in parts if part not in "[]"]
    return f"[{', '.join(spelled)}]" if literal.startswith("[") else spelled[0]


def _scalar(part: str) -> str:
    if part[0] in "'\"":
        plain = part[1:-1].replace("'", "\\'")
        return f"'{plain}'"
    return part.lower() if part[0].isalpha() else part.replace("_", "").lstrip("+")


PRINTING = re.compile(r"\s*(?:echo|print|printf|vprintf|var_dump|print_r|var_export|dump|dd)\b")
CLAIMED = Claimed(PRINTING, re.compile(r"\b(?:echo|print|printf|var_dump|print_r)\b"), value)

_STATEMENT = re.compile(
    r"\s*(?:if|for|foreach|while|do|switch|try|return|function|class|abstract|final|interface|trait|enum|namespace|use"
    r"|const|static|global|unset|throw|break|continue|declare|require|include|goto|readonly|#\[|\{|exit|die)\b"
)


def is_expression(bare: str) -> bool:
    """True for one statement that is an expression. `bare` has no comments, and its strings are empty."""
    plain = bare.strip()
    return plain.endswith(";") and plain.count(";") == 1 and not _STATEMENT.match(plain) and "{" not in plain
