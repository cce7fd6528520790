"""Maps that keep an order, which one release of a language writes as pairs in a list, and the next as a map."""

from collections.abc import Sequence

from docverify.judge.matchers.brackets import bracketed, rewritten

_LISTED = "([("
"""How a class begins that is made of pairs."""


def pairs_as_maps(wanted: str, got: str) -> tuple[str, str]:
    """Two texts in plain notation with `Name([(key, value)])` as `Name({key: value})`; forms.

    They stay as they are where both write pairs, or neither does: then the notation is none of what tells them apart.
    """
    if (_LISTED in wanted) == (_LISTED in got):
        return wanted, got
    return _as_maps(wanted), _as_maps(got)


def _as_maps(text: str) -> str:
    pairs, maps = dict[str, str](), dict[str, str]()

    def write(opener: str, members: Sequence[str], before: str) -> str:
        makes_one = opener == "(" and len(members) == 1 and before[-1:].isalnum()
        whole = bracketed(opener, [maps.get(one, one) for one in members] if makes_one else members)
        if opener == "(" and len(members) == 2 and all(members):
            pairs[whole] = ":".join(members)
        elif opener == "[" and all(one in pairs for one in members):
            maps[whole] = bracketed("{", [pairs[one] for one in members])
        return whole

    return rewritten(text, write)
