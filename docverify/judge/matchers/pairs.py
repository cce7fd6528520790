"""Maps that keep an order, which one release of a language writes as pairs in a list, and the next as a map."""

import re

from docverify.judge.matchers.notation import QUOTE

_TOKEN = re.compile(rf"{QUOTE}[^{QUOTE}\n]*+{QUOTE}|[\[\](){{}},]|[^\[\](){{}},{QUOTE}]+|.", re.DOTALL)
_CLOSES = {"]": "[", ")": "(", "}": "{"}
_LISTED = "([("
"""How a class begins that is made of pairs."""
DEEPEST = 50
"""Brackets in brackets; what is deeper is compared as it stands."""


def pairs_as_maps(wanted: str, got: str) -> tuple[str, str]:
    """Two texts in plain notation with `Name([(key, value)])` as `Name({key: value})`; forms.

    They stay as they are where both write pairs, or neither does: then the notation is none of what tells them apart.
    """
    if (_LISTED in wanted) == (_LISTED in got):
        return wanted, got
    return _as_maps(wanted), _as_maps(got)


def _as_maps(text: str) -> str:
    """A text whose brackets do not fit together stays as it is."""
    pairs, maps = dict[str, str](), dict[str, str]()
    open_: list[tuple[str, list[list[str]]]] = [("", [[]])]
    for said in _TOKEN.findall(text):
        if said in ("[", "(", "{"):
            open_.append((said, [[]]))
        elif said in _CLOSES:
            opener, parts = open_.pop()
            if opener != _CLOSES[said]:
                return text
            members = ["".join(part) for part in parts]
            inside = ",".join(members)
            before = open_[-1][1][-1][-1:]
            if said == ")" and before and before[0][-1].isalnum():
                inside = maps.get(inside, inside)
            whole = f"{opener}{inside}{said}"
            if said == ")" and len(members) == 2 and all(members):
                pairs[whole] = ":".join(members)
            elif said == "]" and all(one in pairs for one in members):
                maps[whole] = f"{{{','.join(pairs[one] for one in members)}}}"
            open_[-1][1][-1].append(whole)
        elif said == "," and len(open_) > 1:
            open_[-1][1].append([])
        else:
            open_[-1][1][-1].append(said)
        if len(open_) > DEEPEST:
            return text
    return "".join(open_[0][1][0]) if len(open_) == 1 else text
