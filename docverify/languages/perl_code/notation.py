"""How Perl is written: strings, comments, quoting operators, and what of it prints."""

import re

from docverify.languages.script_code.claims import Claimed
from docverify.languages.script_code.text import Notation

_PAIRS = r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>"
_SKIPPED = re.compile(
    r"(?P<blank>^=[A-Za-z]\w*\b.*?(?:^=cut\b[^\n]*|\Z))"
    r"|(?<![\\$@%&\w])#(?P<comment>[^\n]*)"
    r"|\$[#$](?=[\w${])|[$@%][^\w\s({$@\[<:]"
    r'|"(?>(?:[^"\\]|\\.)*)"|(?<![\w$])\'(?>(?:[^\'\\]|\\.)*)\'|`(?>(?:[^`\\]|\\.)*)`'
    rf"|(?<![\w$@%&>{{-])(?:q[qwrx]?|m)(?!\s*(?:=|,|;))\s*(?:{_PAIRS}|(?P<mark>[/|!#'\"~^+])(?>(?:\\.|(?!(?P=mark))[^\\])*)(?P=mark))\w*"
    rf"|(?<![\w$@%&>{{-])(?:s|tr|y)(?:(?:{_PAIRS})\s*(?:{_PAIRS})"
    r"|(?P<other>[/|!#~])(?>(?:\\.|(?!(?P=other))[^\\])*)(?P=other)(?>(?:\\.|(?!(?P=other))[^\\])*)(?P=other))\w*"
    r"|(?:(?<=[=!]~)|(?<=[=!]~ )|(?<=[(,!{;&|])|(?<=[(,{;&|] )|(?<=\bsplit )|(?<=\bif )|(?<=\bgrep )|(?<=\bunless ))"
    r"/(?>(?:\\.|\[(?>(?:\\.|[^\]\\\n])*)\]|[^/\\\n\[])+)/\w*"
    r"|(?P<odd>[\"`]|(?<!\w)')",
    re.DOTALL | re.MULTILINE,
)
_HERE = re.compile(r"<<~?(?:(?P<quote>[\"'])|(?=[A-Z_]))(?P<end>\w+)[\"']?")
_ENDS = re.compile(r"[;}]$")
_GOES_ON = re.compile(r"\s*(?:else\b|elsif\b|continue\b|while\b|until\b|->|[.?:&|=+*/)\]},-]|and\b|or\b)")

NOTATION = Notation(_SKIPPED, _HERE, _ENDS, _GOES_ON)

_LITERAL = re.compile(r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?|\"[^\"$@]*\"|'[^']*'", re.IGNORECASE)


def value(text: str) -> str | None:
    """A number or a string; None for what is none."""
    plain = text.strip()
    return plain if _LITERAL.fullmatch(plain) else None


PRINTING = re.compile(r"\s*(?:print|say|printf)\b(?!\s*(?:STDERR|\{?\s*\$\w+\}?\s+[\"'$]|[A-Z]{2,}\s))")
CLAIMED = Claimed(PRINTING, re.compile(r"\b(?:print|say|printf)\b"), value, has_values=False)
