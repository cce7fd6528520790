"""Reads YAML, remembering lines, from its events: nothing is built, and what refers to itself ends."""

import re
from collections.abc import Iterator
from typing import Any

from docverify.formats.trees.node import DEEPEST, Malformed, Node, whole
from docverify.yamlevents import NotYaml, events, shown

MOST_MERGED = 1_000_000
"""Entries that `<<` may add to maps."""

_INTEGER = re.compile(r"[-+]?[0-9]{1,4000}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,5})?")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


def read_yaml(text: str) -> Node:
    """The first document; raises Malformed."""
    try:
        return _Builder().build(events(text))
    except NotYaml as error:
        last = text.count("\n") + 1
        raise Malformed(error.what, min(error.line + 1, last) if error.line >= 0 else _bad_line(text)) from None


class _Open:
    """A list or a map that is being read."""

    __slots__ = ("anchor", "key", "line", "merged", "value")

    def __init__(self, value: "list[Node] | dict[str, Node]", line: int, anchor: str | None) -> None:
        self.value = value
        self.line = line
        self.anchor = anchor
        self.key: str | None = None
        self.merged: list[Node] = []


class _Builder:
    """What is open is on a stack, so that depth costs no depth of ours."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self._room = MOST_MERGED
        self._done: Node | None = None

    def build(self, events: Iterator[Any]) -> Node:
        for event in events:
            step = _STEPS.get(type(event).__name__)
            if step:
                step(self, event)
            if self._done is not None:
                return self._done
        raise Malformed("it is empty", 1)

    def _scalar(self, event: Any) -> None:
        is_block = event.style in ("|", ">")
        line = event.start_mark.line + 1 + is_block
        text = shown(event.value)
        value = _resolve(text) if event.implicit[0] and not event.style else whole(text)
        self._put(Node(value, line, max(event.end_mark.line + 1, line), event.style == "|"), event.anchor)

    def _alias(self, event: Any) -> None:
        """The node itself; nothing for one that is still open, and would hold itself."""
        line = event.start_mark.line + 1
        self._put(self._anchors.get(event.anchor) or Node(None, line, line), None)

    def _list(self, event: Any) -> None:
        self._begin(_Open([], event.start_mark.line + 1, event.anchor))

    def _map(self, event: Any) -> None:
        self._begin(_Open({}, event.start_mark.line + 1, event.anchor))

    def _begin(self, opened: _Open) -> None:
        if len(self._open) >= DEEPEST:
            raise Malformed("lists and maps are nested too deep", opened.line)
        self._open.append(opened)

    def _end(self, event: Any) -> None:
        done = self._open.pop()
        for other in done.merged:
            self._merge(done, other)
        line = event.end_mark.line + (event.end_mark.column > 0)
        self._put(Node(done.value, done.line, max(line, done.line)), done.anchor)

    def _merge(self, into: _Open, other: Node) -> None:
        for one in other.nodes() or [other]:
            for key, node in one.items():
                self._room -= 1
                if self._room > 0 and isinstance(into.value, dict):
                    into.value.setdefault(key, node)

    def _put(self, node: Node, anchor: str | None) -> None:
        if anchor:
            self._anchors[anchor] = node
        if not self._open:
            self._done = node
            return
        top = self._open[-1]
        if isinstance(top.value, list):
            top.value.append(node)
        elif top.key is None:
            top.key = "" if isinstance(node.value, list | dict) else _written(node.value)
        else:
            if top.key == "<<":
                top.merged.append(node)
            else:
                top.value[top.key] = node
            top.key = None


_STEPS = {
    "ScalarEvent": _Builder._scalar,
    "AliasEvent": _Builder._alias,
    "SequenceStartEvent": _Builder._list,
    "MappingStartEvent": _Builder._map,
    "SequenceEndEvent": _Builder._end,
    "MappingEndEvent": _Builder._end,
}


def _resolve(text: str) -> bool | int | float | str | None:
    """A word as JSON knows it; YAML's other readings (`yes`, sexagesimals, dates) are text to everyone else."""
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _written(value: object) -> str:
    """A key: `200` and `true` are words there."""
    return value if isinstance(value, str) else "" if value is None else str(value).lower()


def _bad_line(text: str) -> int:
    match = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    return text.count("\n", 0, match.start()) + 1 if match else 1
