"""Anchors of headings, as GitHub makes them: what a reader's link to the section ends with."""

import re
from unicodedata import category

_ASCII_REMOVED = re.compile(r"[^\w\- ]", re.ASCII)
_KEPT = frozenset({"Ll", "Lu", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"})


def slug(text: str) -> str:
    """The anchor of a heading with this text, as the first of its page: letters of every script stay."""
    lowered = text.lower()
    if lowered.isascii():
        return _ASCII_REMOVED.sub("", lowered).replace(" ", "-")
    kept = (char for char in lowered if char in "- " or category(char) in _KEPT)
    return "".join(kept).replace(" ", "-")


class Slugs:
    """The anchors of one page: a repeated heading gets `-1`, `-2` and so on."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def add(self, text: str) -> str:
        """The anchor of the page's next heading."""
        first = unique = slug(text)
        while unique in self._seen:
            self._seen[first] += 1
            unique = f"{first}-{self._seen[first]}"
        self._seen[unique] = 0
        return unique
