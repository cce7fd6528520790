"""Replies in JSON, as pages document them: by structure, with placeholders for what every reader sees in their own way.

A page leaves members out with an elision, explains them with comments, and writes a placeholder for any value.
"""

import json
import re

from msgspec import Struct

from docverify.judge.matchers.elisions import MARK, agrees
from docverify.masks import mask

_TOKEN = re.compile(
    rf"(?P<text>(?<!\\)\"(?>(?:\\.|[^\"\\\n])*)\")"
    r"|(?P<left>/\*[ \t]*(?:\.{3}|…)[^*]*\*/|(?<!\S)(?://|#)[ \t]*(?:\.{3}|…)[^\n]*)"
    rf"|(?P<space>\s+|/\*[^*]*\*/|(?<!\S)(?://|#)[^\n]*)|(?P<mark>{MARK})|(?P<sign>[\[\]{{}},:])"
    r"|(?P<bare><[^<>\n]{1,60}>|\{\{[^{}\n]{1,60}\}\}|[^\s\[\]{},:\"]+|.)",
    re.DOTALL,
)
_KINDS = {"left": "mark"}
"""An elision in a comment is one."""
_ONLY_MARK = re.compile(MARK)
_BEGINS = re.compile(rf"\s*+(?:{MARK}\s*+)?[\[{{]")
_STANDS_FOR_ANY = re.compile(
    r"<[A-Za-z]+(?:[ _-][A-Za-z]+)+>|\{\{[^{}\n]+\}\}|<?(?:YOUR|MY)[_-][A-Z0-9_-]+>?"
    r"|<(?:id|uuid|token|key|secret|name|email|url|date|time|timestamp|number|string|value|integer|path)>"
)
"""What stands for any value: words in angles that are no tag of HTML."""
_OPAQUE = re.compile(r"(?P<prefix>(?:[a-z]+[_-])*)(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])[\w-]{8,}")
"""An id, with what tells of what it is the id."""
_LARGE = 100_000
"""From here on a whole number is an id or a time, where a reply is compared by its shape."""
LONGEST = 20_000
DEEPEST = 50
MOST_COMPARED = 20_000
"""Pairs of values: hostile elisions in lists in lists would take as many as there are."""


class Bare(Struct, frozen=True):
    """What stands on the page without quotes: a number, a word, a placeholder."""

    text: str


class Members(Struct, frozen=True):
    """An object."""

    pairs: tuple[tuple[str, "Documented"], ...]
    is_open: bool
    """True when members are left out."""


REST = Bare("...")
"""An elision in a list, which stands for any number of its members."""
Documented = str | Bare | Members | list["Documented"]


class _NoReply(Exception):
    """The page shows something other than JSON, or too much of it."""


def answers(wanted: str, got: str, *, by_shape: bool = False) -> bool:
    """True when the actual text is JSON with all that the page shows; values are the page's own.

    `by_shape`: ids, times and large numbers may be others of their kind.
    """
    if max(len(wanted), len(got)) > LONGEST or not (_BEGINS.match(wanted) and _BEGINS.match(got)):
        return False
    try:
        return _Comparison(by_shape=by_shape).holds(_Reader(wanted).whole(), json.loads(got))
    except (_NoReply, ValueError, RecursionError):
        return False


def documented(text: str) -> "Documented | None":
    """What the page shows as JSON; None where it shows something else."""
    if len(text) > LONGEST or not _BEGINS.match(text):
        return None
    try:
        return _Reader(text).whole()
    except (_NoReply, ValueError, RecursionError):
        return None


def stands_for_any(value: Documented) -> bool:
    """True for an elision and for a placeholder."""
    if isinstance(value, Bare):
        return bool(_ONLY_MARK.fullmatch(value.text) or _STANDS_FOR_ANY.fullmatch(value.text))
    return isinstance(value, str) and bool(_STANDS_FOR_ANY.fullmatch(value) or _ONLY_MARK.search(value))


class _Reader:
    """Reads what a page shows as JSON."""

    def __init__(self, text: str) -> None:
        found = (
            (_KINDS.get(match.lastgroup or "", match.lastgroup or ""), match[0]) for match in _TOKEN.finditer(text)
        )
        self.tokens = [token for token in found if token[0] != "space"]
        self.place = 0

    def whole(self) -> Documented:
        value = self._value(0)
        self._skip()
        if self.place < len(self.tokens):
            raise _NoReply
        return value

    def _peek(self) -> tuple[str, str]:
        if self.place >= len(self.tokens):
            raise _NoReply
        return self.tokens[self.place]

    def _take(self) -> tuple[str, str]:
        token = self._peek()
        self.place += 1
        return token

    def _skip(self) -> bool:
        """Goes past elisions; True when there was one."""
        begun = self.place
        while self.place < len(self.tokens) and self.tokens[self.place][0] == "mark":
            self.place += 1
        return self.place > begun

    def _value(self, depth: int) -> Documented:
        """An elision beside a value stands for nothing; alone it is any value."""
        elided = self._skip()
        kind, said = self._peek()
        if elided and said in (",", "}", "]"):
            return REST
        if depth > DEEPEST:
            raise _NoReply
        self.place += 1
        if said in ("{", "["):
            return self._members(depth) if said == "{" else self._items(depth)
        if kind not in ("text", "bare"):
            raise _NoReply
        return str(json.loads(said)) if kind == "text" else Bare(said)

    def _members(self, depth: int) -> Members:
        pairs: list[tuple[str, Documented]] = []
        is_open = False
        while not self._closes("}"):
            if self._skip():
                is_open = True
                continue
            kind, said = self._take()
            if kind != "text":
                raise _NoReply
            self._skip()
            if self._take()[1] != ":":
                raise _NoReply
            pairs.append((str(json.loads(said)), self._value(depth + 1)))
        return Members(tuple(pairs), is_open)

    def _items(self, depth: int) -> list[Documented]:
        items: list[Documented] = []
        while not self._closes("]"):
            items.append(REST if self._skip() else self._value(depth + 1))
        return items

    def _closes(self, bracket: str) -> bool:
        """True at the bracket, which is taken; a comma before it, or between members, is none of them."""
        if self._peek()[1] == ",":
            self.place += 1
        if self._peek()[1] == bracket:
            self.place += 1
            return True
        return False


class _Comparison:
    """One comparison of what a page shows with a value."""

    def __init__(self, *, by_shape: bool) -> None:
        self.by_shape = by_shape
        self.left = MOST_COMPARED

    def holds(self, wanted: Documented, got: object) -> bool:
        self.left -= 1
        if self.left < 0:
            raise _NoReply
        if isinstance(wanted, Members):
            return isinstance(got, dict) and self._has_members(wanted, got)
        if isinstance(wanted, list):
            return isinstance(got, list) and self._has_items(wanted, got)
        if isinstance(wanted, Bare):
            return self._is_bare(wanted.text, got)
        if _STANDS_FOR_ANY.fullmatch(wanted):
            return True
        return isinstance(got, str) and (agrees(wanted, got) or (self.by_shape and _is_like(wanted, got)))

    def _has_members(self, wanted: Members, got: dict[str, object]) -> bool:
        names = {name for name, _ in wanted.pairs if not _ONLY_MARK.search(name)}
        if not names <= got.keys() or (len(names) < len(got) and not self._is_open(wanted)):
            return False
        return all(self.holds(value, got[name]) for name, value in wanted.pairs if name in names)

    def _is_open(self, wanted: Members) -> bool:
        return wanted.is_open or any(_ONLY_MARK.search(name) for name, _ in wanted.pairs)

    def _has_items(self, wanted: list[Documented], got: list[object]) -> bool:
        """The pieces between elisions one after the other, each as early as it can be; the last one at the end."""
        pieces: list[list[Documented]] = [[]]
        for one in wanted:
            if one == REST:
                pieces.append([])
            else:
                pieces[-1].append(one)
        first, *between = pieces
        if not between:
            return len(first) == len(got) and self._is_at(first, got, 0)
        if len(first) + len(between[-1]) > len(got) or not self._is_at(first, got, 0):
            return False
        place, end = len(first), len(got) - len(between[-1])
        for piece in between[:-1]:
            found = next((at for at in range(place, end - len(piece) + 1) if self._is_at(piece, got, at)), None)
            if found is None:
                return False
            place = found + len(piece)
        return place <= end and self._is_at(between[-1], got, end)

    def _is_at(self, piece: list[Documented], got: list[object], place: int) -> bool:
        return all(self.holds(one, got[place + number]) for number, one in enumerate(piece))

    def _is_bare(self, wanted: str, got: object) -> bool:
        if _ONLY_MARK.fullmatch(wanted) or _STANDS_FOR_ANY.fullmatch(wanted):
            return True
        if isinstance(got, (str, dict, list)):
            return False
        if agrees(wanted, json.dumps(got)):
            return True
        large = isinstance(got, int) and got >= _LARGE and wanted.isdigit() and int(wanted[:20]) >= _LARGE
        return self.by_shape and large


def _is_like(wanted: str, got: str) -> bool:
    """True for two times, two addresses, two ids of one kind: words have to be the same."""
    if mask(wanted) == mask(got):
        return True
    one, other = _OPAQUE.fullmatch(wanted), _OPAQUE.fullmatch(got)
    return one is not None and other is not None and one["prefix"] == other["prefix"] and len(wanted) == len(got)
