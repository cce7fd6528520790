"""Replies as Redis's console writes them: on a terminal, raw, and in older releases."""

import re

from docverify.languages.redis_code.words import words_of

_TOOK = re.compile(r"\(\d+\.\d\ds\)")
"""How long a slow command took, on a line of its own."""
_PLACES = re.compile(r"[ \t]*(?P<marks>(?:\d+[)#~] *)*)(?P<value>.*)")
_KIND = re.compile(r"\((?:integer|double|boolean)\) ")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"")
_EMPTY = re.compile(r"\(empty (?:list or set|list|set|hash|array)\)")
_CLOCK = re.compile(r"\b\d{13}(?:-\d+)?\b")
"""A time in milliseconds, and the id that a stream makes of it."""
_UNORDERED = frozenset({"SMEMBERS", "SINTER", "SUNION", "SDIFF", "KEYS", "HKEYS", "HVALS", "PUBSUB"})
_PAIRS = frozenset({"HGETALL", "CONFIG"})
REPLY = re.compile(
    r"^(?:\(integer\) -?\d+|\(nil\)|\(error\) .+|[ \t]*1\) .+|\(empty \w+[^)\n]*\))[ \t]*$", re.MULTILINE
)
"""A line that only Redis's console writes."""
EXCHANGE = re.compile(r"> ?[A-Z]{2,} \S.*\n(?:OK|\".*\")[ \t]*$", re.MULTILINE)
"""A command, and a reply that others write too."""


def is_same(command: str, shown: str, said: str) -> bool:
    """True when two replies to one command are the same value, however each is written."""
    one, other = _values(shown), _values(said)
    name = next(iter(words_of(command)), "").upper()
    if name in _UNORDERED:
        return sorted(one) == sorted(other)
    if name in _PAIRS and len(one) == len(other):
        return sorted(zip(one[::2], one[1::2], strict=False)) == sorted(zip(other[::2], other[1::2], strict=False))
    return one == other


def _values(reply: str) -> list[str]:
    lines = [line for line in reply.strip().split("\n") if not _TOOK.fullmatch(line.strip())]
    return [_value(line) for line in lines]


def _value(line: str) -> str:
    """How deep it stands in lists, and the value itself."""
    match = _PLACES.fullmatch(line.rstrip())
    marks, value = (match["marks"], match["value"]) if match else ("", line)
    value = _EMPTY.sub("(empty array)", _KIND.sub("", value, count=1))
    bare = value[1:-1] if _QUOTED.fullmatch(value) else value
    return "-" * len(re.findall(r"[)#~]", marks)) + _CLOCK.sub("<TIME>", bare)
