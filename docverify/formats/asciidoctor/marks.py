"""What lines begin: delimited blocks, lists, headings, and what else is not prose."""

import re

from msgspec import Struct

KINDS = {
    "--": "open",
    "----": "listing",
    "....": "literal",
    "```": "fence",
    "====": "example",
    "****": "sidebar",
    "____": "quote",
    "++++": "pass",
    "////": "comment",
    "|===": "table",
    ",===": "table",
    ":===": "table",
    "!===": "table",
}
"""The shortest delimiter of each kind of block."""

VERBATIM = frozenset({"listing", "literal", "source"})
"""Styles whose lines are code, whatever delimits them."""

TEXT = frozenset({"comment", "pass", "verse", "stem", "latexmath", "asciimath"})
"""Styles whose lines are neither code nor AsciiDoc."""

COMPOUND = frozenset({"open", "example", "sidebar", "quote"})
"""Kinds of blocks that hold further blocks."""

KNOWN_STYLES = VERBATIM | TEXT | COMPOUND | {"abstract", "discrete", "float", "normal", "partintro", "tabs", "tabset"}
"""Any other is an extension's, and says what the code is: a diagram, for the most part."""

_ITEM = re.compile(
    r"[ \t]*(?:-|\*{1,10}|•|\.{1,10}|\d+\.|[a-zA-Z]\.|[ivxIVX]+\))[ \t]+(?P<text>.*)"  # bullets and numbers
    r"|<(?:\d+|\.)>[ \t]+(?P<callout>.*)"
)
_TERM = re.compile(r"[ \t]*(?P<term>[^ \t].*?)(?::{2,4}|;;)(?:[ \t]+(?P<text>.*)|\Z)")
_ATX = re.compile(r"(?P<marks>={1,6}|#{1,6})[ \t]+(?P<title>.*)")
_LETTER = re.compile(r"[^\W_]")
_MACRO = re.compile(r"(?P<name>[\w-]+)::(?P<target>[^\[\s]*)\[.*\]")
_CODE_MACRO = re.compile(r"code|snippet|operation|gist")
_BREAKS = frozenset({"'''", "<<<", "---", "***", "- - -", "* * *"})
_UNDERLINES = "=-~^+"
_LONGEST_TITLE = 1_000
_BLOCK_ATTRIBUTES = re.compile(r"\[(?:|[\w.#%{,\"'].*|\[(?:|[^\W\d][\w:.-]*(?:, *.+)?)\])\]")


class Item(Struct, frozen=True, gc=False):
    """The first line of an item of a list."""

    text: str
    term: str = ""
    """What the item describes, in a list of descriptions."""


class Title(Struct, frozen=True, gc=False):
    """A heading; `level` counts from 1, which is the title of the document."""

    level: int
    text: str


class Macro(Struct, frozen=True, gc=False):
    """A block that one line stands for."""

    name: str
    shows_code: bool
    """By its name: what an extension does with it is not known."""


def delimited(line: str) -> str:
    """The kind of block that the line begins or ends; empty for another line."""
    if len(line) < 2 or line[:2] not in _HEADS:
        return ""
    if line.startswith("```"):
        return "fence" if not line.startswith("````") else ""
    head = line[:4]
    kind = KINDS.get(head, "")
    return kind if len(line) < 5 or not line[4:].strip(head[-1]) else ""


_HEADS = frozenset(delimiter[:2] for delimiter in KINDS)


def item(line: str) -> Item | None:
    match = _ITEM.match(line)
    if match:
        return Item(match["text"] if match["text"] is not None else match["callout"])
    if ("::" in line or ";;" in line) and not line.startswith("//"):
        term = _TERM.match(line)
        return Item(term["text"] or "", term["term"]) if term else None
    return None


def title(line: str, below: str | None) -> Title | None:
    """A heading of one line, or of two: `below` is the line under it."""
    match = _ATX.match(line)
    if match:
        words, _, marks = match["title"].rpartition(" ")
        text = words if marks == match["marks"] else match["title"]
        return Title(len(match["marks"]), text.strip()) if text.strip() else None
    if below is None or not below or below[0] not in _UNDERLINES or len(line) > _LONGEST_TITLE:
        return None
    if abs(len(line) - len(below)) > 1 or below.strip(below[0]) or line.startswith(".") or not _LETTER.search(line):
        return None
    return Title(_UNDERLINES.index(below[0]) + 1, line.strip())


def may_be_underlined(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and not _ATX.match(line)


def is_break(line: str) -> bool:
    return line in _BREAKS


def macro(line: str) -> Macro | None:
    match = _MACRO.fullmatch(line) if line.endswith("]") else None
    return Macro(match["name"], bool(_CODE_MACRO.search(match["name"]))) if match else None


def ends_paragraph(line: str) -> bool:
    """Whether the line, right below a paragraph, is no part of it."""
    if not line or line == "+":
        return True
    return (line[0] == "[" and bool(_BLOCK_ATTRIBUTES.fullmatch(line))) or bool(delimited(line))
