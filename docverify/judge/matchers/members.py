"""Members of sets and maps, which come in no order: of JSON's objects always, else where the language has none."""

import re

from docverify.judge.matchers.notation import QUOTE

_TOKEN = re.compile(rf"{QUOTE}[^{QUOTE}\n]*+{QUOTE}|[\[\](){{}},]|[^\[\](){{}},{QUOTE}]+|.", re.DOTALL)
_KEYED = re.compile(rf"\s*+{QUOTE}[^{QUOTE}\n]*+{QUOTE}:")
_CLOSES = {"]": "[", ")": "(", "}": "{"}
DEEPEST = 50
"""Brackets in brackets; what is deeper is compared as it stands."""


def in_order(text: str, *, unordered: bool = False) -> str:
    """A text in plain notation with the members of its braces sorted, which are objects of JSON or `unordered`; a form.

    A text whose brackets do not fit together stays as it is.
    """
    open_: list[tuple[str, list[list[str]]]] = [("", [[]])]
    for said in _TOKEN.findall(text):
        if said in ("[", "(", "{"):
            open_.append((said, [[]]))
        elif said in _CLOSES:
            opener, members = open_.pop()
            if opener != _CLOSES[said]:
                return text
            whole = _sorted(opener, ["".join(member) for member in members], unordered=unordered)
            open_[-1][1][-1].append(opener + ",".join(whole) + said)
        elif said == "," and len(open_) > 1:
            open_[-1][1].append([])
        else:
            open_[-1][1][-1].append(said)
        if len(open_) > DEEPEST:
            return text
    return "".join(open_[0][1][0]) if len(open_) == 1 else text


def _sorted(opener: str, members: list[str], *, unordered: bool) -> list[str]:
    if opener != "{" or not (unordered or all(map(_KEYED.match, members))):
        return members
    return sorted(members)
