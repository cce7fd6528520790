"""What pages write where readers put a value of their own: the styles of it, and the names in them."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property

from msgspec import Struct

_WORD = r"[A-Za-z][\w-]{0,59}"
_NAME = r"[A-Za-z_]\w{0,59}"
LONGEST = 200_000
"""Characters of code that is looked through."""


class Style(Struct, frozen=True):
    """One way to write a placeholder."""

    name: str
    """As it is listed, for instance `<name>`."""
    pattern: str
    """With one group, the word; it says also where such a text is meant for a reader."""
    interpolates: bool = False
    """True where languages write their own variables so."""


STYLES = (
    Style("{{name}}", rf"\{{\{{\s*({_WORD}(?: [\w-]+){{0,5}})\s*\}}\}}"),
    Style("${name}", rf"\$\{{({_WORD})\}}", interpolates=True),
    Style("<name>", rf"(?<![\w<&:\\])(?<!include )<({_WORD}(?: [\w-]+){{0,5}})>"),
    Style("{YOUR_NAME}", r"\{((?:YOUR|your)[_-][\w-]{1,60})\}"),
    Style("[YOUR_NAME]", r"(?<![\w\])])\[((?:YOUR|your)[_ -][\w -]{1,60})\]"),
    Style(
        "{name}",
        rf"(?:(?<=[/=:@&\"'])|(?<= )(?=\{{[\w-]+\}}[\"']))\{{({_WORD})\}}(?=[/?&\"'#.,\s]|\Z)",
        interpolates=True,
    ),
    Style(":name", r"(?<=/):([A-Za-z]\w{0,59})"),
    Style("YOUR_NAME", r"\bYOUR[_-]([A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*)(?![\w-])"),
    Style(
        "your-name", r"(?:(?<![\w-])(?=your-)|(?<=[\"'/])(?=your_))your[-_]([a-z][a-z0-9]*(?:[-_][a-z0-9]+)*)(?![\w-])"
    ),
)
_EITHER = "|".join(one.pattern for one in STYLES)
_BEFORE = {":name": "/", "{name}": "/", "your-name": "/"}
"""What makes a text alone stand in its place."""
_LEAD = r"(?i:your|my)[_ -]+"
_TELLING = r".*(?:[_ -]|[a-z][A-Z]).*|[A-Z_]{2,}|.*(?:id|ids|key|token|secret|password|name|user|email|host|url|value)"
"""Words in angles that are no tag, no type and no module."""


class Placeholder(Struct, frozen=True):
    """One as it stands in code."""

    text: str
    style: Style
    word: str
    """What it calls the value, as written."""

    @property
    def name(self) -> str:
        """Alike in all styles: of `<cupId>`, `{cup_id}` and `YOUR_CUP_ID` it is `cupid`."""
        return re.sub(r"[\W_]+", "", re.sub(_LEAD, "", self.word, count=1)).lower()


def find(code: str, above: frozenset[str] = frozenset()) -> Iterator[Placeholder]:
    """Those that code leaves to its reader, in order; `above` names the variables that code above it gave a value."""
    own = Variables(code[:LONGEST], above)
    for match in re.finditer(_EITHER, own.code):
        found = _of_match(match)
        if _is_telling(found) and not own.holds(found):
            yield found


def given(code: str) -> frozenset[str]:
    """Names of the variables that code gives a value."""
    assigned = re.findall(rf"(?<![\w.?&/$\"'-])({_NAME})(?:\s*:[^=\n]{{1,80}})?\s*:?=(?!=)", code)
    unpacked = re.findall(r"\{([^{}\n]{1,200})\}\s*(?:=(?!=)|\)\s*=>|of\b)", code)
    return frozenset((*assigned, *(name for part in unpacked for name in re.findall(_NAME, part))))


class Variables:
    """What code calls by a name of its own, and so leaves to nobody."""

    def __init__(self, code: str, above: frozenset[str]) -> None:
        self.code = code
        self.above = above

    @cached_property
    def names(self) -> frozenset[str]:
        begun = re.findall(rf"(?:\b(?:for|as|let|const|var|read)\s+|[(,|]\s*)(?=({_NAME})\b(?![\"']))", self.code)
        ended = re.findall(rf"(?<![\w{{<\"'])({_NAME})\s*(?:[,)|]|=>)", self.code)
        return self.above | given(self.code) | {*begun, *ended}

    def holds(self, found: Placeholder) -> bool:
        """True for a tag that is closed, and for a variable where languages write theirs so."""
        if found.style.name == "<name>":
            return f"</{found.word}" in self.code
        return found.style.interpolates and found.word in self.names


@cache
def read(text: str) -> Placeholder | None:
    """A text that is a placeholder from its beginning to its end; None for any other."""
    for style in STYLES:
        before = _BEFORE.get(style.name, "")
        match = re.compile(style.pattern).fullmatch(before + text, len(before))
        if match:
            return Placeholder(text, style, match[1])
    return None


class Filling:
    """The placeholders of a site, with their values."""

    def __init__(self, values: Mapping[str, str]) -> None:
        """By text as it is declared: one that has a style is meant in every style."""
        self.values = values
        declared = [found for text in values if (found := read(text))]
        self.names = {found.name: values[found.text] for found in reversed(declared)}
        literal = [_literal(text) for text in sorted(values, key=len, reverse=True)]
        self.pattern = re.compile("|".join([*filter(None, literal), *([_EITHER] if declared else [])]) or r"(?!)")

    def fill(self, code: str, above: frozenset[str] = frozenset()) -> str:
        """The code with the values; what one of them brings in is not looked at again."""
        own = Variables(code, above)
        return self.pattern.sub(lambda match: self._value(match, own), code)

    def _value(self, match: re.Match[str], own: Variables) -> str:
        text = match[0]
        found = _of_match(match) if match.lastindex else read(text)
        if found and own.holds(found):
            return text
        return self.values[text] if text in self.values else self.names.get(found.name if found else "", text)


def _of_match(match: re.Match[str]) -> Placeholder:
    number = match.lastindex or 1
    return Placeholder(match[0], STYLES[number - 1], match[number])


def _is_telling(found: Placeholder) -> bool:
    return found.style.name != "<name>" or re.fullmatch(_TELLING, found.word) is not None


def _literal(text: str) -> str:
    """Pattern of a declared text where it stands whole; empty where its place is what tells."""
    found = read(text)
    if found and found.style.name == ":name":
        return ""
    braced = found is not None and found.style.name == "{name}"
    before = r"(?<![\w${])" if braced else r"(?<!\w)" if text[:1].isalnum() else ""
    dashes = "-" if found and found.style.name in ("YOUR_NAME", "your-name") else ""
    after = r"(?!\})" if braced else rf"(?![\w{dashes}])" if text[-1:].isalnum() else ""
    return f"{before}{re.escape(text)}{after}"
