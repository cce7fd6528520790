"""How languages with braces are written: strings, comments, and the parts that stand at the top of a block."""

import re
from collections.abc import Iterator

from msgspec import Struct

from docverify.languages.script_code.text import Notation, Text

COMMENT = r"(?://|/\*)(?P<comment>(?:(?<=//)[^\n]*|(?<=/\*).*?(?=\*/|\Z)))(?:\*/)?"
_STRING = r'"(?>(?:[^"\\\n]|\\.)*)"'
_CHARACTER = r"'(?>(?:[^'\\\n]|\\.)+)'"
_NEVER = re.compile(r"(?!)(?P<end>)")
_ENDS = re.compile(r"[;}]$")
_GOES_ON = re.compile(r"\s*(?:else\b|catch\b|finally\b|while\b.*;\s*$|[{.?:]|\|\||&&|->)")
_GO_ENDS = re.compile(r"[\w)\]}'\"]$|\+\+$|--$")


def notation(*strings: str, ends: re.Pattern[str] = _ENDS, goes_on: re.Pattern[str] = _GOES_ON) -> Notation:
    """`strings` are the patterns of what may hold quotes, braces and slashes that mean nothing."""
    skipped = "|".join([COMMENT, *strings, r"(?P<odd>\")"])
    return Notation(re.compile(skipped, re.DOTALL), _NEVER, ends, goes_on)


C = notation(r'R"(?P<mark>[^()\s\\]{0,16})\(.*?\)(?P=mark)"', _STRING, r"(?<![0-9a-fA-F])" + _CHARACTER)
GO = notation(r"`[^`]*`", _STRING, _CHARACTER, ends=_GO_ENDS, goes_on=re.compile(r"\s*[.{]"))
JAVA = notation(r'"""(?:[^\\]|\\.)*?"""', _STRING, _CHARACTER)
RUST = notation(r'\bb?r(?P<mark>#*)".*?"(?P=mark)', r'"(?>(?:[^"\\]|\\.)*)"', r"'(?:[^'\\\n]|\\[^\n']+|\\')'")


class Part(Struct, frozen=True, gc=False):
    """A statement or a declaration of the top level, with the comments above it."""

    line: int
    """Index of its first line."""
    code: str
    bare: str
    """Without comments, and with empty strings."""


def parts(text: Text) -> Iterator[Part]:
    """All lines of the text, in order; one part when nothing is known of where its statements end."""
    begun = 0
    for number, ends in enumerate(text.boundaries):
        bare = "\n".join(text.bare[begun : number + 1]).strip()
        directive = bare.startswith("#") and not text.bare[number].rstrip().endswith("\\")
        if bare and (ends or directive):
            yield _part(text, begun, number + 1)
            begun = number + 1
    if "".join(text.bare[begun:]).strip():
        yield _part(text, begun, len(text.lines))


def _part(text: Text, first: int, end: int) -> Part:
    return Part(first, "\n".join(text.lines[first:end]), "\n".join(text.bare[first:end]))
