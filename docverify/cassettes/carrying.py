"""What has another value now than when it was recorded: learnt where both stand side by side, and put in elsewhere."""

import re
from collections.abc import Mapping
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from docverify.cassettes.written import Said

SHORTEST, FEWEST = 4, 6
"""Characters of a text, and digits of a number, that are known again wherever they stand."""
_WORD = r"[\w-]"


class Uncarried(Exception):
    """A value differs that could not be told from others elsewhere, or is of another kind."""


def learnt(then: Any, now: Any) -> dict[str, str]:
    """Values of JSON that differ, at the same place in both; what cannot be known again elsewhere is left out."""
    return dict(_pairs(then, now, strict=False))


def all_learnt(then: Any, now: Any) -> dict[str, str]:
    """The same where nothing may be left out; raises Uncarried."""
    return dict(_pairs(then, now, strict=True))


def carry(text: str, known: Mapping[str, str]) -> str:
    """The text with what the values are now."""
    if not known:
        return text
    either = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return re.sub(rf"(?<!{_WORD})(?:{either})(?!{_WORD})", lambda match: known[match[0]], text)


def carry_value(value: Any, known: Mapping[str, str]) -> Any:
    """The same of a value of JSON; what its members are called stays."""
    if isinstance(value, str):
        return carry(value, known)
    if isinstance(value, dict):
        return {name: carry_value(one, known) for name, one in value.items()}
    if isinstance(value, list):
        return [carry_value(one, known) for one in value]
    now = known.get(str(value), "") if isinstance(value, int) and not isinstance(value, bool) else ""
    return int(now) if now.removeprefix("-").isdecimal() else value


def carried(side: Said, known: Mapping[str, str]) -> Said:
    """One side of a recorded exchange with what is now in the place of what was."""
    if not known:
        return side
    headers, url = tuple(carry(one, known) for one in side.headers), carry(side.url, known)
    if side.json is not UNSET:
        return replace(side, url=url, headers=headers, json=carry_value(side.json, known))
    text = tuple(carry(line, known) for line in side.text)
    return replace(side, url=url, headers=headers, text=text)


def _pairs(then: Any, now: Any, *, strict: bool) -> list[tuple[str, str]]:
    if isinstance(then, dict) and isinstance(now, dict):
        if strict and then.keys() != now.keys():
            raise Uncarried
        return [pair for name in then if name in now for pair in _pairs(then[name], now[name], strict=strict)]
    if isinstance(then, list | tuple) and isinstance(now, list | tuple):
        if strict and len(then) != len(now):
            raise Uncarried
        return [pair for one, other in zip(then, now, strict=False) for pair in _pairs(one, other, strict=strict)]
    if type(then) is type(now) and then == now:
        return []
    if _is_known_again(then) and type(then) is type(now):
        return [(str(then), str(now))]
    if strict:
        raise Uncarried
    return []


def _is_known_again(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) >= SHORTEST
    return isinstance(value, int) and not isinstance(value, bool) and len(str(abs(value))) >= FEWEST
