"""What people write that is no JSON, and yet meant as such: comments, other quotes, elisions, names without quotes."""

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from docverify.parsed import Malformed

_TOKEN = re.compile(
    r"""
      (?P<blank>[\s\ufeff]+)
    | (?P<string>"(?>(?:[^"\\\n]|\\.)*)"?)
    | (?P<quoted>'(?>(?:[^'\\\n]|\\.|\\\n)*)'?)
    | (?P<comment>//[^\n]*|/\*(?>(?:[^*]|\*(?!/))*)(?:\*/)?)
    | (?P<template>\{\{|\{%|%\}|<%|%>|\$\{)
    | (?P<placeholder><[^<>"\n]*>)
    | (?P<elision>\.\.+|…)
    | (?P<word>(?:true|false|null)(?![\w$]))
    | (?P<number>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.]))
    | (?P<loose>[-+]?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|Infinity|NaN)(?![\w.$]))
    | (?P<sign>[\[\]{},:])
    | (?P<note>\#[^\n]*)
    | (?P<curly>[“”„‟])
    | (?P<bare>[\w$]+)
    | (?P<odd>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(Struct, frozen=True, gc=False):
    kind: str
    text: str
    at: int


SAID = (
    ("elision", "pseudo-code", "leaves out a part"),
    ("template", "pseudo-code", "is a template"),
    ("placeholder", "placeholder", "holds a placeholder"),
    ("comment", "pseudo-code", "holds comments, of which JSON has none"),
    ("note", "pseudo-code", "holds notes, of which JSON has none"),
    ("quoted", "pseudo-code", "is written as JavaScript or Python"),
    ("bare", "pseudo-code", "holds words without quotes"),
    ("loose", "pseudo-code", "holds numbers in another notation than JSON's"),
    ("odd", "pseudo-code", "holds more than JSON"),
)
"""Kind of a token that JSON does not have, with reason and detail; the first that a block holds is said."""


def tokens(code: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(code):
        yield Token(match.lastgroup or "", match[0], match.start())


def liberty(code: str) -> tuple[str, str] | None:
    """Reason and detail of the first token that JSON does not have."""
    found: dict[str, Token] = {}
    for token in tokens(code):
        found.setdefault(token.kind, token)
    for kind, reason, detail in SAID:
        if kind in found:
            return reason, f"{detail}, `{found[kind].text[:60].strip()}`"
    return None


def without_comments(code: str) -> str:
    """Strict JSON of what JSONC allows, every character in its place."""
    found = [one for one in tokens(code) if one.kind != "blank"]
    kept = [one for one in found if one.kind != "comment"]
    spare = [one for one in found if one.kind == "comment"]
    spare += [one for one, after in pairwise(kept) if one.text == "," and after.text in ("]", "}")]
    return blanked(code, spare)


def blanked(code: str, spare: list[Token]) -> str:
    """The code with blanks in place of these tokens; lines stay lines."""
    parts, end = [], 0
    for token in sorted(spare, key=lambda token: token.at):
        parts += [code[end : token.at], re.sub(r"[^\n]", " ", token.text)]
        end = token.at + len(token.text)
    return "".join([*parts, code[end:]])


def plain(code: str) -> str:
    """Strict JSON of the shape of what JSON5 allows: its strings, names and numbers are replaced by others."""
    found = [one for one in tokens(without_comments(code)) if one.kind != "blank"]
    after = [*(one.text for one in found[1:]), ""]
    return " ".join(_plain(token, follows) for token, follows in zip(found, after, strict=True))


def _plain(token: Token, follows: str) -> str:
    if token.kind in ("quoted", "string") and (len(token.text) < 2 or token.text[-1] != token.text[0]):
        raise Malformed("a quote is never closed", token.at)
    if token.kind in ("quoted", "string") or (follows == ":" and token.kind in ("bare", "word")):
        return '"x"'
    return "0" if token.kind == "loose" else token.text
