"""Document attributes: what `:name: value` sets, what a build sets before it, and `{name}` in text."""

import re

from docverify.model import Page

LONGEST_VALUE = 10_000
"""Characters of a value: values hold each other, and a dozen lines could ask for more than a machine has."""

MOST_FILLED = 5_000_000
"""Characters that one page may gain from its attributes."""

ENTRY = re.compile(r":(?P<off>!?)(?P<name>\w[\w-]*)(?P<off_too>!?):(?:[ \t]+(?P<value>.*))?")
_REFERENCE = re.compile(r"(\\?)\{(\w[\w-]*)\}")
_PASS = re.compile(r"pass:[a-z,]*\[(.*)\]", re.DOTALL)

_CHARACTERS = {
    "amp": "&", "apos": "'", "asterisk": "*", "backslash": "\\", "backtick": "`", "blank": "", "brvbar": "¦",
    "caret": "^", "cpp": "C++", "cxx": "C++", "deg": "°", "empty": "", "endsb": "]", "gt": ">", "hash": "#",
    "ldquo": "“", "lsquo": "‘", "lt": "<", "nbsp": "\u00a0", "plus": "+", "pp": "++", "quot": '"',
    "rdquo": "”", "rsquo": "’", "sp": " ", "space": " ", "startsb": "[", "tilde": "~", "two-colons": "::",
    "two-semicolons": ";;", "vbar": "|", "wj": "\u2060", "zwsp": "\u200b",
}  # fmt: skip
_BUILD = {
    "asciidoctor": "", "attribute-missing": "skip", "backend": "html5", "backend-html5": "", "basebackend": "html",
    "basebackend-html": "", "doctype": "article", "doctype-article": "", "docdir": ".", "filetype": "html",
    "filetype-html": "", "outfilesuffix": ".html",
}  # fmt: skip
"""As a build to HTML sets them, which is what readers see."""


class Attributes:
    """The attributes that are set at one place of a page."""

    def __init__(self, page: Page) -> None:
        self._values: dict[str, str | None] = {**_CHARACTERS, **_BUILD}
        self._left = MOST_FILLED
        self._values["docname"] = page.path.rpartition("/")[2].rpartition(".")[0]

    def get(self, name: str) -> str | None:
        """The value; None for one that is not set."""
        return self._values.get(name.lower())

    def is_set(self, name: str) -> bool | None:
        """None when the page never speaks of it: then it is for each build to say."""
        known = name.lower() in self._values
        return self._values[name.lower()] is not None if known else None

    def enter(self, entry: re.Match[str], value: str) -> None:
        """Sets or unsets what an entry names; `value` is all of it, where it goes on over several lines."""
        name = entry["name"].lower()
        if entry["off"] or entry["off_too"]:
            self._values[name] = None
            return
        wrapped = _PASS.fullmatch(value)
        text = wrapped[1] if wrapped else self.fill(value)
        if name == "leveloffset" and text[:1] in ("+", "-"):
            text = str(whole(self._values.get(name)) + whole(text))
        self._values[name] = text[:LONGEST_VALUE]

    def fill(self, text: str) -> str:
        """The text with the value of each attribute that is set; others stay as they are written."""
        return _REFERENCE.sub(self._value, text) if "{" in text else text

    def _value(self, match: re.Match[str]) -> str:
        if match[1]:
            return match[0][1:]
        value = self._values.get(match[2].lower())
        if value is None or len(value) > self._left:
            return match[0]
        self._left -= len(value)
        return value


def missing(text: str) -> str:
    """The first attribute that a filled text still names; empty when there is none."""
    match = _REFERENCE.search(text)
    return match[2] if match else ""


def whole(text: str | None) -> int:
    """A short whole number; 0 for what is none."""
    return int(text) if text and re.fullmatch(r"[+-]?[0-9]{1,4}", text) else 0
