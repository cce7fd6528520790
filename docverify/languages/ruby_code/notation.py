"""How Ruby is written: strings, comments, blocks, and values."""

import re

from docverify.languages.script_code.claims import Claimed
from docverify.languages.script_code.text import Notation

_SKIPPED = re.compile(
    r"(?P<blank>^=begin\b.*?(?:^=end\b[^\n]*|\Z))"
    r"|(?<![\\$?])#(?!\{)(?P<comment>[^\n]*)"
    r'|"(?>(?:[^"\\]|\\.)*)"|(?<!\$)\'(?>(?:[^\'\\]|\\.)*)\'|`(?>(?:[^`\\]|\\.)*)`'
    r"|%[wWiIqQrsx]?(?:(?<=\w)\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>\n]*>|(?<=\w)\|[^|\n]*\||(?<=[\s(,=]%)\([^()]*\))"
    r"|(?:(?<=[(,=~!|&{\[;:?])|(?<=[(,=~!|&{\[;:?] )|(?<=\bif )|(?<=\bwhen )|(?<=\bunless )|(?<=\bsplit )|(?<=\n))"
    r"/(?>(?:\\.|\[(?>(?:\\.|[^\]\\\n])*)\]|[^/\\\n\[])+)/[a-z]*"
    r"|\$[^\w\s({]|(?<=[\s(,\[=])\?[^\s\w](?=[\s,)\].])"
    r"|(?P<odd>[\"'`])",
    re.DOTALL | re.MULTILINE,
)
_HERE = re.compile(r"<<(?:[~-][\"'`]?|[\"'`]?(?=[A-Z]))(?P<end>\w+)[\"'`]?")
_ENDS = re.compile(r"(?:[\w)\]}'\"]|\w[?!])(?<!\band)(?<!\bor)(?<!\bnot)$")
_GOES_ON = re.compile(r"\s*(?:&?\.(?!\.)|\|\||&&|and\b|or\b|[?:] |[+*/=] )")
_BLOCKS = re.compile(
    r"(?<![\w.:@$?!])(?:(?P<def>def)|(?P<open>class|module|begin|case|for)|(?P<test>if|unless|while|until)|(?P<do>do)"
    r"|(?P<end>end))\b(?![?!]|:(?!:)|\s*=>)"
)
_ENDLESS = re.compile(r"\s+[\w.]+[?!]?\s*(?:\([^()]*\))?\s*=\s")
_BEFORE_TEST = re.compile(r"(?:[=(\[{;|&,+!]|\b(?:then|do|else|return|and|or|not|begin|puts|p))\s*$")

LONGEST_BEFORE = 20
"""Characters before a word that tell whether a statement begins with it."""


def depth(line: str) -> int:
    """How many blocks a line opens more than it ends."""
    found, loops = 0, 0
    indent = len(line) - len(line.lstrip())
    for match in _BLOCKS.finditer(line):
        before = line[max(match.start() - LONGEST_BEFORE, 0) : match.start()]
        if match["end"]:
            found -= 1
        elif match["def"]:
            found += not _ENDLESS.match(line, match.end())
        elif match["open"]:
            found += 1
            loops += match["open"] == "for"
        elif match["do"]:
            found += loops <= 0
            loops -= 1
        elif match.start() == indent or _BEFORE_TEST.search(before):
            found += 1
            loops += match["test"] in ("while", "until")
    return found


NOTATION = Notation(_SKIPPED, _HERE, _ENDS, _GOES_ON, depth)

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[-+]?\d[\d_]*(?:\.\d+)?(?:e[-+]?\d+)?r?i?)(?![\w.])|(?P<word>nil|true|false)\b"
    r"|(?P<double>\"(?>(?:[^\"\\]|\\.)*)\")|'(?P<single>(?>(?:[^'\\]|\\.)*))'"
    r"|(?P<symbol>:(?:[A-Za-z_]\w*[?!=]?|\"(?>(?:[^\"\\]|\\.)*)\"|[-+*/<>=]+))|(?P<open>[\[{]))",
    re.IGNORECASE,
)
_KEY = re.compile(r"\s*(?:(?P<name>[A-Za-z_]\w*[?!]?)|(?P<quoted>\"(?>(?:[^\"\\]|\\.)*)\")):(?!:)\s*")
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|.)", re.DOTALL)
DEEPEST = 30


def value(text: str) -> str | None:
    """A literal in the notation of `inspect` before Ruby 3.4, whatever its own; None for what is no literal."""
    found = _value(text, 0, 0)
    return found[0] if found and not text[found[1] :].strip() else None


def _value(text: str, at: int, nested: int) -> tuple[str, int] | None:
    match = _TOKEN.match(text, at)
    if match is None or nested > DEEPEST:
        return None
    if match["open"]:
        return _collection(text, match.end(), match["open"], nested)
    if match["single"] is not None:
        plain = match["single"].replace("\\'", "'").replace('"', '\\"')
        return f'"{plain}"', match.end()
    if match["double"]:
        return _ESCAPE.sub(_character, match["double"]), match.end()
    number = match["number"]
    return (number.replace("_", "").lstrip("+") if number else match[0].strip()), match.end()


def _character(escape: re.Match[str]) -> str:
    """As `inspect` shows it: by itself where it can be seen."""
    code = int(escape[1] or escape[2] or "0", 16)
    return chr(code) if 0x20 < code < 0x110000 and chr(code).isprintable() else escape[0]


def _collection(text: str, at: int, opening: str, nested: int) -> tuple[str, int] | None:
    """An array or a hash, from behind its bracket on."""
    closing = {"[": "]", "{": "}"}[opening]
    parts: list[str] = []
    while True:
        blank = re.compile(r"[\s,]*").match(text, at)
        at = blank.end() if blank else at
        if text.startswith(closing, at):
            return f"{opening}{', '.join(parts)}{closing}", at + 1
        part = _pair(text, at, nested) if opening == "{" else _value(text, at, nested + 1)
        if part is None:
            return None
        parts.append(part[0])
        at = part[1]


def _pair(text: str, at: int, nested: int) -> tuple[str, int] | None:
    named = _KEY.match(text, at)
    if named:
        key, at = f":{named['name'] or named['quoted']}", named.end()
    else:
        found = _value(text, at, nested + 1)
        arrow = re.compile(r"\s*=>\s*").match(text, found[1]) if found else None
        if found is None or arrow is None:
            return None
        key, at = found[0], arrow.end()
    value = _value(text, at, nested + 1)
    return (f"{key}=>{value[0]}", value[1]) if value else None


PRINTING = re.compile(
    r"\s*(?:\$stdout\.|STDOUT\.|Kernel\.)?(?:puts|print|p|pp|printf|putc|write)"
    r"(?:\(| +(?![-+*/%<>&|?]?=|[-+*/%<>&|?] |\.)\S)"
)
SPEAKS = re.compile(
    r"(?<![\w.:@])(?:puts|print|printf|putc|pp?)\b(?! *[-+*/%<>&|?]?=)(?:\(| +\S)|\bwarn\b"
    r"|\.(?:puts|print|write|display|say|log)\b"
)
CLAIMED = Claimed(PRINTING, SPEAKS, value)
