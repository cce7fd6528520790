"""Brackets in brackets, as values are written: who compares them writes each pair anew, from the inside out."""

import re
from collections.abc import Callable, Sequence

from docverify.judge.matchers.notation import QUOTE

Write = Callable[[str, Sequence[str], str], str]
"""How a pair is written: from its opening bracket, the members between its commas and what stands right before it."""
_TOKEN = re.compile(rf"{QUOTE}[^{QUOTE}\n]*+{QUOTE}|[\[\](){{}},]|[^\[\](){{}},{QUOTE}]+|.", re.DOTALL)
CLOSING = {"[": "]", "(": ")", "{": "}"}
DEEPEST = 50
"""Brackets in brackets; what is deeper is compared as it stands."""


def rewritten(text: str, write: Write) -> str:
    """A text in plain notation with each pair of brackets as `write` has it.

    A text whose brackets do not fit together stays as it is.
    """
    open_: list[tuple[str, list[list[str]]]] = [("", [[]])]
    for said in _TOKEN.findall(text):
        if said in CLOSING:
            open_.append((said, [[]]))
        elif said in CLOSING.values():
            opener, parts = open_.pop()
            if CLOSING.get(opener) != said:
                return text
            beside = open_[-1][1][-1]
            beside.append(write(opener, ["".join(part) for part in parts], beside[-1] if beside else ""))
        elif said == "," and len(open_) > 1:
            open_[-1][1].append([])
        else:
            open_[-1][1][-1].append(said)
        if len(open_) > DEEPEST:
            return text
    return "".join(open_[0][1][0]) if len(open_) == 1 else text


def bracketed(opener: str, members: Sequence[str]) -> str:
    return f"{opener}{','.join(members)}{CLOSING[opener]}"
