"""Reads JSON, remembering lines. The standard library reads it faster, and forgets them."""

import re
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # what `json.loads` itself reads strings with

from docverify.formats.trees.node import DEEPEST, Malformed, Node, whole

_TOKEN = re.compile(
    r"[ \t\n\r\ufeff]*(?:(?P<mark>[{}\[\],:\"])|(?P<number>-?(?:0|[1-9]\d{0,4000})(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])"
    r"|(?P<word>true|false|null|NaN|-?Infinity)\b)"
)
_WORDS = {"true": True, "false": False, "null": None}
_BLANK = re.compile(r"[ \t\n\r]*\Z")


def read_json(text: str) -> Node:
    """The document; raises Malformed. Text behind a list or map that is not closed was cut off, and is an error too."""
    return _Reader(text).read()


class _Open:
    """A list or a map that is being read."""

    __slots__ = ("key", "line", "value")

    def __init__(self, value: "list[Node] | dict[str, Node]", line: int) -> None:
        self.value = value
        self.line = line
        self.key: str | None = None


class _Reader:
    """Reads token after token; what is open is on a stack, so that depth costs no depth of ours."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self._line = 1
        self._counted = 0
        self._open: list[_Open] = []
        self._done: Node | None = None

    def read(self) -> Node:
        needs_value = True
        while self._done is None:
            needs_value = self._value() if needs_value else self._between()
        if not _BLANK.match(self._text, self._position):
            raise Malformed("more text stands behind its end", self._line)
        return self._done

    def _value(self) -> bool:
        """Reads a value, or the start of one, or a key; True when another value must follow."""
        match = self._token("a value")
        mark, container = match["mark"], self._open[-1] if self._open else None
        if container and mark in ("]", "}") and not container.value and container.key is None:
            return self._close(mark)
        if container and isinstance(container.value, dict) and container.key is None:
            return self._key(mark)
        if mark in ("[", "{"):
            if len(self._open) >= DEEPEST:
                raise Malformed("lists and maps are nested too deep", self._line)
            self._open.append(_Open([] if mark == "[" else {}, self._line))
            return True
        if mark == '"':
            return self._put(Node(self._string(), self._line, self._line))
        if mark:
            raise Malformed(f"a value is missing before `{mark}`", self._line)
        return self._put(Node(_scalar(match), self._line, self._line))

    def _between(self) -> bool:
        """Reads what stands behind a value."""
        mark = self._token("`,`")["mark"]
        if mark == ",":
            self._open[-1].key = None
            return True
        if mark in ("]", "}"):
            return self._close(mark)
        raise Malformed("a `,` is missing", self._line)

    def _key(self, mark: str | None) -> bool:
        if mark != '"':
            raise Malformed("a key is missing", self._line)
        key = self._string()
        if self._token("`:`")["mark"] != ":":
            raise Malformed("a `:` is missing", self._line)
        self._open[-1].key = key
        return True

    def _close(self, mark: str) -> bool:
        done = self._open.pop()
        if (mark == "]") != isinstance(done.value, list):
            raise Malformed(f"`{mark}` closes what was not opened", self._line)
        return self._put(Node(done.value, done.line, self._line))

    def _put(self, node: Node) -> bool:
        if not self._open:
            self._done = node
            return False
        container = self._open[-1]
        if isinstance(container.value, dict):
            container.value[container.key or ""] = node
        else:
            container.value.append(node)
        return False

    def _token(self, wanted: str) -> re.Match[str]:
        match = _TOKEN.match(self._text, self._position)
        if match is None:
            rest = self._text[self._position : self._position + 2_000].lstrip()
            what = f"`{rest[:20].split(chr(10))[0]}` stands where {wanted} should" if rest else "it ends too early"
            raise Malformed(what, self._line)
        self._advance(match.end())
        return match

    def _string(self) -> str:
        """The string whose opening quote was read last."""
        try:
            value, end = scanstring(self._text, self._position, False)
        except JSONDecodeError as error:
            raise Malformed(error.msg[:1].lower() + error.msg[1:], self._line) from None
        self._position = end
        return whole(value)

    def _advance(self, position: int) -> None:
        self._line += self._text.count("\n", self._counted, position)
        self._position = self._counted = position


def _scalar(match: re.Match[str]) -> bool | int | float | None:
    if match["word"]:
        return _WORDS[match["word"]] if match["word"] in _WORDS else float(match["word"])
    number = match["number"]
    return int(number) if number.lstrip("-").isdecimal() else float(number)
