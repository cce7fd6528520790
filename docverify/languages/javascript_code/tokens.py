"""JavaScript as tokens and top-level statements: as much of its grammar as reading a page needs."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

_PIECE = re.compile(
    r"(?P<blank>[^\S\n]+)|(?P<newline>\n)|(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z)|\A\#![^\n]*)"
    r"|(?P<word>[\w$#@][\w$]*)|(?P<string>\"(?>(?:\\.|[^\"\\\n])*)\"|'(?>(?:\\.|[^'\\\n])*)')"
    r"|(?P<operator>=>|\.\.\.|\?\.(?!\d)|\+\+|--|[-+*/%&|^=<>!?]{1,4}=|&&|\|\||\?\?|.)",
    re.DOTALL,
)
_NUMBER = re.compile(r"\.?\d[\w.]*")
_REGEX = re.compile(r"/(?![*/])(?>(?:\\.|\[(?>(?:\\.|[^\]\\\n]){0,200})\]|[^/\\\n\[]){1,500})/[a-z]*")
"""Longer ones are read as divisions: a line may hold a million slashes."""
_TEMPLATE = re.compile(r"(?>(?:\\.|\$(?!\{)|[^`\\$])*)(?:`|\$\{)?", re.DOTALL)
_BEFORE_VALUE_WORDS = "return typeof case in of delete void throw new else do instanceof yield await default extends"
_BEFORE_VALUE = frozenset(_BEFORE_VALUE_WORDS.split())
_OPENS, _CLOSES = frozenset("([{"), frozenset(")]}")
_GOES_ON_WORDS = "= + - * / % & | ^ < > ? : , . ( [ && || ?? => ?. == === != !== <= >= += -= *= /= ... in instanceof of"
_GOES_ON = frozenset(_GOES_ON_WORDS.split())
"""A line that begins with one of them goes on with the line before, and one that ends with it with the next."""
_CLAUSES = frozenset(("else", "catch", "finally"))


class Token(Struct, frozen=True, gc=False):
    """One piece of code; lines are counted from 0."""

    kind: str
    """`word`, `number`, `string`, `template`, `regex`, `operator` or `comment`."""
    text: str
    line: int
    end_line: int
    depth: int
    """How many brackets are open around it."""
    first: bool
    """True when no other token, but for comments, stands before it on its line."""
    start: int
    end: int
    """Where it stands in the code."""


class Statement(Struct, frozen=True, gc=False):
    """The tokens of a top-level statement, without comments."""

    tokens: tuple[Token, ...]

    @property
    def line(self) -> int:
        return self.tokens[0].line

    @property
    def end_line(self) -> int:
        return self.tokens[-1].end_line


@lru_cache(maxsize=16)
def tokens(code: str) -> tuple[Token, ...]:
    """All tokens, comments too. Text that is no JavaScript has tokens as well."""
    return tuple(_tokens(code))


def _tokens(code: str) -> Iterator[Token]:
    templates: list[int] = []
    at, line, depth, first = 0, 0, 0, True
    last: Token | None = None
    while at < len(code):
        kind, text = _piece(code, at, last)
        if text == "`" or (text == "}" and templates and templates[-1] == depth - 1):
            depth = templates.pop() if text == "}" else depth
            match = _TEMPLATE.match(code, at + 1)
            kind, text = "template", text + (match[0] if match else "")
        elif text in _CLOSES and depth:
            depth -= 1
        end_line = line + text.count("\n")
        if kind not in ("blank", "newline"):
            token = Token(kind, text, line, end_line, depth, first, at, at + len(text))
            yield token
            if kind != "comment":
                last, first = token, False
        if kind == "newline" or (end_line > line and kind == "comment"):
            first = True
        if kind == "template" and text.endswith("${"):
            templates.append(depth)
        depth += text in _OPENS or (kind == "template" and text.endswith("${"))
        at, line = at + len(text), end_line


def _piece(code: str, at: int, last: Token | None) -> tuple[str, str]:
    if code[at].isdigit() or code[at] == ".":
        number = _NUMBER.match(code, at)
        if number:
            return "number", number[0]
    if code[at] == "/" and _begins_value(last):
        regex = _REGEX.match(code, at)
        if regex:
            return "regex", regex[0]
    match = _PIECE.match(code, at)
    assert match is not None, "every character is a piece"
    return match.lastgroup or "", match[0]


def _begins_value(last: Token | None) -> bool:
    """True where a slash begins a regular expression and divides nothing."""
    if last is None:
        return True
    if last.kind == "word":
        return last.text in _BEFORE_VALUE
    return last.kind == "operator" and last.text not in _CLOSES


_SHOWS = re.compile(r"//\s*(?:=>|->|→|⇒)")
_OPENS_VALUE = ("[", "(")


@lru_cache(maxsize=16)
def statements(code: str) -> tuple[Statement, ...]:
    """The top-level statements, as semicolons, and lines that do not go on, divide them.

    So does a comment that shows what a line is worth: a list or a bracket below it is another value.
    """
    found: list[Statement] = []
    held: list[Token] = []
    is_shown = False
    for token in tokens(code):
        if token.kind == "comment":
            is_shown = bool(_SHOWS.match(token.text)) and not token.depth
            continue
        if held and (_begins(token, held) or (is_shown and token.first and token.text in _OPENS_VALUE)):
            found.append(Statement(tuple(held)))
            held = []
        is_shown = False
        held.append(token)
    return (*found, Statement(tuple(held))) if held else tuple(found)


def _begins(token: Token, held: Sequence[Token]) -> bool:
    last = held[-1]
    if token.depth or (last.depth and last.text not in _CLOSES):
        return False
    if last.text == ";":
        return True
    if not token.first or token.text in _GOES_ON or token.kind == "template" or token.text in (";", *_CLOSES):
        return False
    return not (last.text in _GOES_ON or last.text in _BEFORE_VALUE or token.text in _CLAUSES or _heads(last, held))


def _heads(last: Token, held: Sequence[Token]) -> bool:
    """True for `if (…)` and its like, whose body is still to come."""
    if last.text != ")" or held[0].text not in ("if", "for", "while", "with"):
        return False
    opened = max(index for index, token in enumerate(held) if token.text == "(" and token.depth == last.depth)
    return held[max(opened - 1, 0)].text in ("if", "for", "while", "with", "await")


def comments(code: str) -> list[Token]:
    return [token for token in tokens(code) if token.kind == "comment"]


def bare(code: str) -> str:
    """The code without its comments, and with empty strings."""
    parts, at = [], 0
    for token in tokens(code):
        if token.kind in ("comment", "string", "template", "regex"):
            parts += [code[at : token.start], "" if token.kind == "comment" else '""', "\n" * token.text.count("\n")]
            at = token.end
    return "".join([*parts, code[at:]])
