"""Maps that keep an order, and sets: one release of a language writes them as a list in a call, the next does not."""

from collections.abc import Sequence

from docverify.judge.matchers.brackets import bracketed, rewritten

_LISTED = "([("
"""How a class begins that is made of pairs."""
_LISTED_SET = "set(["
_NAMELESS = "\5"
"""Behind the name of a class that goes."""


def sets_in_braces(wanted: str, got: str) -> tuple[str, str]:
    """Two texts in plain notation with `set([1])` as `{1}` and `frozenset([1])` as `frozenset({1})`; forms.

    They stay as they are where both write lists, or neither does.
    """
    if (_LISTED_SET in wanted) == (_LISTED_SET in got):
        return wanted, got
    return _in_braces(wanted), _in_braces(got)


def _in_braces(text: str) -> str:
    def write(opener: str, members: Sequence[str], before: str) -> str:
        if opener != "(" or len(members) != 1 or members[0][:1] != "[" or not before.endswith("set"):
            return bracketed(opener, members)
        inner = members[0][1:-1]
        if not inner:
            return "()"
        return f"({{{inner}}})" if before.endswith("frozenset") else f"{_NAMELESS}{{{inner}}}"

    return rewritten(text, write).replace(f"set{_NAMELESS}", "")


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
