"""Values as comments write them and as Node's console does: literals, and objects that name their class."""

import re
from collections.abc import Callable

from msgspec import Struct

_NUMBER = re.compile(
    r"[-+]?(?:\d[\d_]*(?:\.\d*)?(?:[eE][-+]?\d+)?n?|\.\d+|0[xXbBoO][\da-fA-F_]+n?|Infinity|NaN)(?![\w.:-]*\w)"
)
_STRING = re.compile(r"\"(?>(?:\\.|[^\"\\\n])*)\"|'(?>(?:\\.|[^'\\\n])*)'")
_TEMPLATE = re.compile(r"`[^`$\\\n]*+`")
_WORD = re.compile(r"(?:true|false|null|undefined)\b")
_SEEN = re.compile(
    r"\[(?!\w+: null prototype)(?:(?:Async|Generator)?Function|class|Object|Array|[GS]etter|Circular|Symbol)"
    r"\b[^\[\]\n]{0,80}\]"
    r"|Symbol\([^()\n]{0,80}\)|<Buffer(?: [\da-f]{2})*(?: \.\.\. \d+ more bytes)?>"
    r"|(?:Date )?[-+]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z"
    r"|/(?![/*])(?>(?:\\.|\[(?>(?:\\.|[^\]\\\n ]){0,200})\]|[^/\\\[\n ])+)/[dgimsuvy]*"
)
"""What has no literal, and is shown by a text of its own."""
_CLASS = re.compile(
    r"(?:\[(?P<null>[\w$]+): null prototype\]|(?P<name>[A-Z$_][\w$.]*)(?P<size>\(\d+\))?) ?(?=[\[{])|\(\d+\) ?(?=\[)"
)
_GAP = re.compile(r"\.{3}(?: \d+ more items?)?|…")
_KEY = re.compile(r"[A-Za-z_$][\w$]*|\d+")
_PROPERTY = re.compile(r"([A-Za-z_$][\w$]*):(?= )")
_SYMBOL = re.compile(r"\[(?:Symbol\([^()\n]*\)|[\w.]+)\](?=\s*:)")
_COMPUTED = re.compile(r"\[(['\"])([\w$]+)\1\](?=\s*:)")
"""How consoles write a property that a literal would not make one of: `['__proto__']`."""
_SPACE = re.compile(r"\s*")
_SCALAR = re.compile(r"(?:\"(?>(?:\\.|[^\"\\\n])*)\"|'(?>(?:\\.|[^'\\\n])*)'|[^\s,:\[\]{}'\"]+)(?!\s*:)")
DEEPEST = 20


class Value(Struct, frozen=True, gc=False):
    """One value of a text."""

    kind: str
    """`number`, `string`, `word`, `seen`, `[`, `{` or `gap`."""
    text: str
    """Of what has no members; of an array or an object its class, when the text names one."""
    members: tuple["Value", ...] = ()
    keys: tuple[str, ...] = ()
    """Of an object's members, in their order; of a set they are empty."""

    def __str__(self) -> str:
        """As Node's console writes it."""
        if self.kind not in ("[", "{"):
            return self.text
        inside = ", ".join(map(_member, self.keys or ("",) * len(self.members), self.members))
        begin, end = (self.text + " " if self.text else "") + self.kind, {"[": "]", "{": "}"}[self.kind]
        return f"{begin} {inside} {end}" if inside else begin + end


def _member(key: str, value: Value) -> str:
    return f"{key}{value}" if key.endswith(" => ") or not key else f"{key}: {value}"


def value_of(text: str) -> Value | None:
    """The value that the text is, and nothing else; None for what is none."""
    found, rest = leading(text)
    return found if not rest else None


def leading(text: str) -> tuple[Value | None, str]:
    """The value with which a text begins, and the rest of the text."""
    reader = _Reader(text.strip())
    found = reader.value(0)
    return found, reader.text[reader.at :] if found else text


def canonical(text: str) -> str | None:
    """The value as Node writes it; None for what is none."""
    found = value_of(text)
    return None if found is None else str(found)


def kind(text: str) -> str:
    """Of which kind a value is; empty for what is none."""
    found = value_of(text)
    return found.kind if found else ""


def listed(text: str) -> tuple[Value, ...]:
    """The values that the text is, with commas between them; empty for any other text."""
    found = value_of(f"[{text}]")
    return found.members if found and "gap" not in {one.kind for one in found.members} else ()


def shape(text: str) -> list[str]:
    """The kinds of the values in a literal, in their order, those in quotes told from those without."""
    return ["string" if one[0] in "'\"" else "plain" for one in _SCALAR.findall(text)]


def unquotes(text: str, other: str) -> bool:
    """True for two literals that differ in kind only where one has a number bare which the other has in quotes, though
    it has quotes elsewhere: its author tells text from numbers."""
    pairs = list(zip(_SCALAR.findall(text), _SCALAR.findall(other), strict=True))
    apart = (pair for pair in pairs if shape(pair[0]) != shape(pair[1]))
    quotes = any(one[0] in "'\"" for one, _ in pairs)
    return quotes and all(_NUMBER.fullmatch(one) and two[1:-1] == one for one, two in apart)


class _Reader:
    """Reads one value from the beginning of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return match

    def skip(self, mark: str) -> bool:
        """True when the mark comes next; it is taken then."""
        self.take(_SPACE)
        found = self.text.startswith(mark, self.at)
        self.at += len(mark) if found else 0
        return found

    def value(self, depth: int) -> Value | None:
        self.take(_SPACE)
        if depth > DEEPEST:
            return None
        start = self.at
        for name, pattern in _SCALARS:
            match = self.take(pattern)
            if match:
                return Value(name, _written(name, match[0]))
        named = self.take(_CLASS)
        name = _class_name(named) if named else ""
        if self.skip("["):
            return self.members("[", name, depth, self.item)
        if self.skip("{"):
            return self.members("{", name, depth, self.pair)
        self.at = start
        return None

    def members(
        self, begin: str, name: str, depth: int, read: Callable[[int], tuple[str, Value | None]]
    ) -> Value | None:
        keys, values = [], []
        end = "]" if begin == "[" else "}"
        while not self.skip(end):
            key, value = ("", Value("gap", "...")) if self.take(_GAP) else read(depth + 1)
            if value is None:
                return None
            if begin == "{" or not key:
                keys.append(key)
                values.append(value)
            if not self.skip(",") and self.text[self.at : self.at + 1] != end:
                return None
        return Value(begin, name, tuple(values), tuple(keys) if begin == "{" else ())

    def item(self, depth: int) -> tuple[str, Value | None]:
        """A member of an array, or a property that it has besides, as what matches a regular expression has them."""
        self.take(_SPACE)
        key = self.take(_PROPERTY)
        return key[1] if key else "", self.value(depth)

    def pair(self, depth: int) -> tuple[str, Value | None]:
        """A property, an entry of a map, or a member of a set."""
        start = self.at
        self.take(_SPACE)
        computed = self.take(_COMPUTED)
        if computed and self.skip(":"):
            return computed[2], self.value(depth)
        quoted = self.take(_STRING)
        key = quoted or self.take(_SYMBOL) or self.take(_KEY)
        if key and self.skip(":"):
            bare = key[0][1:-1] if quoted and _KEY.fullmatch(key[0][1:-1]) else key[0]
            return bare, self.value(depth)
        self.at = start
        first = self.value(depth)
        if first and self.skip("=>"):
            return f"{first} => ", self.value(depth)
        return "", first


_SCALARS = (
    ("word", _WORD),
    ("seen", _SEEN),
    ("number", _NUMBER),
    ("string", _STRING),
    ("string", _TEMPLATE),
)


def _written(name: str, text: str) -> str:
    if name == "string" and text[0] == "`":
        return "'" + text[1:-1].replace("'", "\\'") + "'"
    return text


def _class_name(match: re.Match[str]) -> str:
    return (match["name"] or "") + (match["size"] or "")
