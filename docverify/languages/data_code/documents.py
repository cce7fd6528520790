"""YAML: what is valid, what is a piece or a template of it, and which slips are surely slips."""

import re
from collections.abc import Iterator
from itertools import pairwise
from textwrap import dedent
from typing import Any

from docverify.parsed import Malformed, Repair, signs
from docverify.yamlevents import NotYaml, events

_BLANK_LINES = re.compile(r"\n(?:[ \t]*(?:#[^\n]*)?\n)+")
_ENTRY = re.compile(r"[ \t]*(?:- )?[\w./\"'-]+:(?:[ \t]|$)|[ \t]*- ")
_VALUE = re.compile(r"([ \t]*(?:- +)*(?:[\w./-]+: +)?)(\S.*?)[ \t]*")
_KEY = re.compile(r"[ \t]+(?:- +)?[\w./-]+: |(?:- +)?[a-z][\w./-]*: ")
"""A line of a log begins with a word in upper case, and holds colons too."""
_TABS = re.compile(r"^[ \t]*\t[ \t]*", re.MULTILINE)
_FEWEST = 2
"""Entries that surely are YAML's, besides the line that is wrong, before a block is called wrong."""


def load(code: str) -> str:
    """Any number of documents, of which one holds a list or a map: any text at all is a word of YAML."""
    try:
        seen = list(events(code))
    except NotYaml as error:
        raise Malformed(error.what, max(error.at, 0)) from None
    names = {type(event).__name__ for event in seen}
    if "DocumentStartEvent" not in names:
        raise Malformed("holds nothing but comments", 0, "not-executable")
    if names.isdisjoint({"MappingStartEvent", "SequenceStartEvent"}):
        raise Malformed("holds neither a list nor a map", 0, "fragment")
    if any(_is_template(one, after) for one, after in pairwise(seen)):
        raise Malformed("is a template, `{{`", 0, "pseudo-code")
    return ""


def _is_template(one: Any, after: Any) -> bool:
    """A map as the first key of a map, as only the braces of templates make one."""
    both = type(one).__name__ == type(after).__name__ == "MappingStartEvent"
    return both and bool(one.flow_style and after.flow_style) and after.start_mark.index == one.start_mark.index + 1


def explain(code: str, _: Malformed) -> tuple[str, str] | None:
    said = signs(code)
    if said:
        return said
    pieces = [piece for piece in _BLANK_LINES.split(f"\n{code}\n") if piece.strip()]
    if len(pieces) > 1 and all(_is_valid(dedent(piece.strip("\n"))) for piece in pieces):
        return "fragment", "holds several pieces"
    lines = [line for line in code.split("\n") if line.strip()]
    if any(_indent(line) < _indent(lines[0]) for line in lines):
        return "fragment", "is cut out of something larger"
    return None


def _is_valid(code: str) -> bool:
    try:
        list(events(code))
    except NotYaml:
        return False
    return True


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def repairs(code: str, fault: Malformed) -> Iterator[Repair]:
    """What may be missing or wrong where the parser stopped, on a page that surely shows YAML."""
    start = code.rfind("\n", 0, fault.at) + 1
    end = code.find("\n", fault.at)
    end = len(code) if end < 0 else end
    line, here = code[start:end], code[fault.at : fault.at + 1]
    if not _is_yaml(code[:start].split("\n") + code[end:].split("\n")):
        return
    if here == "\t" and "cannot start" in fault.what:
        yield Repair("a tab indents", _TABS.sub(lambda tabs: tabs[0].replace("\t", "  "), code), fault.at)
    value = _VALUE.fullmatch(line)
    if value is None or value[2][0] in "\"'|>{[#&!":
        return
    quoted = f"{code[:start]}{value[1]}'{value[2].replace(chr(39), chr(39) * 2)}'{code[end:]}"
    if here in ("@", "`", "%") and "cannot start" in fault.what:
        yield Repair(f"a value that begins with `{here}` stands without quotes", quoted, fault.at)
    if value[2][0] == "*" and "alphabetic" in fault.what:
        yield Repair("a value that begins with `*` stands without quotes", quoted, fault.at)
    if ": " in value[2] and _KEY.match(line) and "mapping values" in fault.what:
        yield Repair("a value that holds `: ` stands without quotes", quoted, fault.at)


def _is_yaml(lines: list[str]) -> bool:
    return sum(bool(_ENTRY.match(line)) for line in lines) >= _FEWEST
