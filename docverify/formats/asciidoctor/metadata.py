"""What stands in brackets and behind a dot above a block: style, language, attributes, title, id."""

import re
from collections.abc import Iterator

from msgspec import Struct

LONGEST = 2_000
"""Characters of an attribute list that are looked at."""

ANCHOR = re.compile(r"\[\[(?P<id>[^\W\d][\w:.-]*)(?:,[^\]]*)?\]\]")
ATTRIBUTES = re.compile(r"\[(?P<list>|[\w.#%{,\"'].*)\]")
TITLE = re.compile(r"\.(?P<title>\.?[^ \t.].*)")

_ITEM = re.compile(
    r"""[ \t]*(?:(?P<name>[\w:][\w.:-]*)[ \t]*=[ \t]*)?"""
    r"""(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)'|(?P<bare>[^,]*))[ \t]*(?:,|\Z)"""
)
_SHORTHAND = re.compile(r"([#.%])")
_ESCAPE = re.compile(r"\\([\"'])")


_ENDS_IN_ANCHOR = re.compile(r"(?P<text>[^\[]*)\[\[(?P<id>[^\W\d][\w:.-]*)(?:,[^\]]*)?\]\]")


class AttributeList(Struct):
    """What one or several attribute lists say together; a later one wins."""

    positional: dict[int, str] = {}
    """By place, from 1; the first is the style."""
    named: dict[str, str] = {}
    id: str = ""
    roles: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


class Metadata(AttributeList):
    """All that stands above a block."""

    title: str = ""
    written: str = ""
    """The attribute lists as written, without their brackets."""

    @property
    def style(self) -> str:
        return self.positional.get(1, "")

    def add(self, text: str) -> None:
        """One more attribute list."""
        read = read_list(text)
        self.positional = {**self.positional, **read.positional}
        self.named = {**self.named, **read.named}
        self.id, self.roles = read.id or self.id, (*self.roles, *read.roles)
        self.options += read.options
        self.written = f"{self.written},{text}" if self.written else text

    def attributes(self) -> dict[str, str]:
        """As a block has them: a bare word maps to the empty string."""
        words = [word for place, word in sorted(self.positional.items()) if place > 2 and word]
        found = {"title": self.title} if self.title else {}
        found |= dict.fromkeys([*words, *self.options], "") | self.named
        return found | ({"role": " ".join(self.roles)} if self.roles else {})


def split_anchor(heading: str) -> tuple[str, str]:
    """The text of a heading, and the id that stands at its end; empty when there is none."""
    match = _ENDS_IN_ANCHOR.fullmatch(heading)
    return (match["text"].rstrip(), match["id"]) if match and match["text"].strip() else (heading, "")


def read_list(text: str) -> AttributeList:
    """An attribute list without its brackets; any text is one."""
    found = AttributeList({}, {})
    place = 0
    for name, value in _items(text[:LONGEST]):
        if not name:
            place += 1
            _position(found, place, value)
        elif name in ("role", "roles"):
            found.roles += tuple(value.split())
        elif name in ("opts", "options"):
            found.options += tuple(word for word in re.split(r"[,\s]+", value) if word)
            found.named["opts"] = value
        elif name == "id":
            found.id = value
        else:
            found.named[name] = value
    return found


def _position(found: AttributeList, place: int, value: str) -> None:
    if place > 1 or not value:
        if value:
            found.positional[place] = value
        return
    style, *rest = _SHORTHAND.split(value.strip())
    if style:
        found.positional[1] = style.strip()
    for mark, word in zip(rest[::2], rest[1::2], strict=True):
        if mark == "#":
            found.id = word
        elif mark == ".":
            found.roles += (word,)
        else:
            found.options += (word,)


def _items(text: str) -> Iterator[tuple[str, str]]:
    """Names and values in order; the name is empty for a value that has only its place."""
    position = 0
    while position < len(text):
        match = _ITEM.match(text, position)
        if match is None:  # text behind a closing quote
            end = text.find(",", position)
            position = len(text) if end < 0 else end + 1
            continue
        quoted = match["double"] if match["double"] is not None else match["single"]
        value = _ESCAPE.sub(r"\1", quoted) if quoted is not None else match["bare"].strip()
        yield match["name"] or "", value
        position = match.end()
