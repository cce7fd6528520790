"""Puts another text in place of what a cell showed, and leaves every other character of the notebook as it is."""

import json
import re
from collections.abc import Callable, Iterator

from docverify.formats.jupyter.outputs import visible
from docverify.formats.jupyter.reading import read_cells
from docverify.formats.trees.json_text import read_json
from docverify.formats.trees.node import Malformed, Node
from docverify.formats.trees.text import read_text

_PRETTY = re.compile(r"\[(?P<before>\s*\n\s*)\".*\"(?P<after>\s*)\]", re.DOTALL)
_DECODER = json.JSONDecoder(strict=False)
_BEGINS = re.compile(r"[\[\"]")


def rewritten(text: str, line: int, old: str, new: str) -> str | None:
    """The notebook with the text that stands on this line; None where it is not one piece, or not the only one."""
    try:
        notebook = read_json(text)
    except Malformed:
        return None
    found = [node for node in _texts(notebook) if _begins_at(node) == line and _shown(node) == old.rstrip()]
    return _replaced(text, found[0], new) if len(found) == 1 else None


def changed(text: str, line: int, change: Callable[[str, int], str | None]) -> str | None:
    """The notebook with a change in the source of the cell that the line belongs to."""
    try:
        notebook = read_json(text)
    except Malformed:
        return None
    sources = (cell.get("source") or cell.get("input") for cell in read_cells(notebook))
    for node, written in ((one, read_text(one)) for one in sources if one is not None):
        if written and line in written.lines and "\r" not in written.text:
            new = change(written.text, written.lines.index(line) + 1)
            return None if new is None else _replaced(text, node, new)
    return None


def _replaced(text: str, node: Node, new: str) -> str | None:
    places = list(_places(text, node))
    if len(places) != 1:
        return None
    start, end = places[0]
    return text[:start] + _encoded(text[start:end], new) + text[end:]


def _texts(notebook: Node) -> Iterator[Node]:
    """What cells printed, and the text of their values."""
    for cell in read_cells(notebook):
        for output in (cell.get("outputs") or cell).nodes():
            data = output.get("data") or output
            yield from (node for node in (output.get("text"), data.get("text/plain")) if node is not None)


def _begins_at(node: Node) -> int:
    return node.nodes()[0].line if node.nodes() else node.line


def _shown(node: Node) -> str:
    text = read_text(node)
    return visible(text).text.rstrip() if text else ""


def _places(text: str, node: Node) -> Iterator[tuple[int, int]]:
    """Where the value stands among the lines that it is known to stand on."""
    starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text) + 1]
    value = [one.value for one in node.nodes()] if node.nodes() else node.value
    for match in _BEGINS.finditer(text, starts[node.line - 1], starts[node.end_line]):
        try:
            found, end = _DECODER.raw_decode(text, match.start())
        except ValueError:
            continue
        if found == value:
            yield match.start(), end


def _encoded(old: str, new: str) -> str:
    """The text as JSON in the manner of the old one: a list of lines or a string, in one line or in several."""
    was = _DECODER.decode(old)
    ends = (was[-1] if isinstance(was, list) else was).endswith("\n")
    whole = new.rstrip("\n") + "\n" * ends
    is_ascii = old.isascii() and "\\u" in old
    if isinstance(was, str):
        return json.dumps(whole, ensure_ascii=is_ascii)
    lines = [json.dumps(line, ensure_ascii=is_ascii) for line in re.findall(r"[^\n]*\n|[^\n]+", whole)]
    pretty = _PRETTY.fullmatch(old)
    if pretty is None:
        return "[" + ", ".join(lines) + "]"
    return "[" + pretty["before"] + ("," + pretty["before"]).join(lines) + pretty["after"] + "]"
