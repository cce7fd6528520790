"""Notation: which quotes stand around a text, and how a value is broken into lines inside its brackets.

Releases of one language quote and space in different ways what is the same; pages wrap what a prompt shows in one line.
"""

import re
from collections import Counter
from itertools import accumulate

from docverify.judge.matchers.elisions import MARK

QUOTE = "\1"
"""What stands for either quote around a text."""
_ALONE = {"'": "\2", '"': "\3", QUOTE: "\4"}
"""For a quote without another: what is joined to its line by this form makes no text of it."""
_TOKEN = re.compile(
    rf"(?P<text>(?<![\w\\])[A-Za-z]{{0,2}}(?:'(?>(?:\\.|[^'\\\n])*)'|\"(?>(?:\\.|[^\"\\\n])*)\")|{QUOTE}[^{QUOTE}\n]*+{QUOTE})"
    rf"|(?P<space>\s+)|(?P<mark>{MARK})|(?P<sign>=>|[\[\](){{}},:=])"
    rf"|(?P<word>(?>(?:(?!\.\.\.)[^\s\[\](){{}},:='\"…{QUOTE}])+)|.)",
    re.DOTALL,
)
"""A quote behind a backslash begins no text: else each of them would be looked at up to the end of its line."""
_ESCAPED = re.compile(r"\\(['\"])")
_PAIRS = {"]": "[", ")": "(", "}": "{"}

Token = tuple[str, str]
"""Its kind, a group of the pattern, and its text."""


def plain(text: str) -> str:
    """The text in one notation; a form.

    Space next to a bracket, comma, colon or elision inside brackets is none; other space there is one blank. A comma
    before a closing bracket goes, unless it makes a tuple. Inside quotes nothing changes but the quotes.
    """
    tokens = [(match.lastgroup or "", match[0]) for match in _TOKEN.finditer(text)]
    pairs = _pairs(tokens)
    inside, closing = _inside(tokens, pairs), _closing(tokens, pairs)
    made: list[str] = []
    for place, (kind, said) in enumerate(tokens):
        if kind == "text":
            made.append(_requoted(said))
        elif kind == "space" and inside[place]:
            made.append("" if _is_loose(tokens, place) else " ")
        elif said == "," and inside[place] and closing[place]:
            continue
        else:
            made.append(_ALONE.get(said, said))
    return "".join(made)


def _pairs(tokens: list[Token]) -> dict[int, int]:
    """The places of closing brackets, with those of the ones that they close."""
    pairs: dict[int, int] = {}
    open_: list[tuple[str, int]] = []
    for place, (kind, said) in enumerate(tokens):
        if kind == "sign" and said in "[({":
            open_.append((said, place))
        elif said in _PAIRS and open_ and open_[-1][0] == _PAIRS[said]:
            pairs[place] = open_.pop()[1]
    return pairs


def _inside(tokens: list[Token], pairs: dict[int, int]) -> list[bool]:
    """Of each token, whether it stands between brackets that belong together."""
    change = Counter(pairs.values())
    change.subtract(pairs.keys())
    return [depth > 0 for depth in accumulate(change[place] for place in range(len(tokens)))]


def _requoted(said: str) -> str:
    if said.startswith(QUOTE):
        return said
    mark = min(place for place in (said.find("'"), said.find('"')) if place >= 0)
    prefix, said = said[:mark], _ESCAPED.sub(r"\1", said[mark + 1 : -1]).replace(QUOTE, "")
    return ("" if prefix in ("u", "U") else prefix) + QUOTE + said + QUOTE


def _is_loose(tokens: list[Token], place: int) -> bool:
    """True for space beside a sign or an elision."""
    near = [tokens[beside][0] for beside in (place - 1, place + 1) if 0 <= beside < len(tokens)]
    return "sign" in near or "mark" in near


def _closing(tokens: list[Token], pairs: dict[int, int]) -> list[bool]:
    """Of each token, whether nothing but space and commas stands between it and the end of a list, a map or a call."""
    found, ahead = [], False
    for place in range(len(tokens) - 1, -1, -1):
        found.append(ahead)
        kind, said = tokens[place]
        called = place in pairs and pairs[place] > 0 and tokens[pairs[place] - 1][0] == "word"
        ahead = said in ("]", "}") or (said == ")" and called) or (ahead and (kind == "space" or said == ","))
    return found[::-1]
