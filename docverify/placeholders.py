"""What pages write where readers put a value of their own: the styles of it, and the names in them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

_WORD = r"[A-Za-z][\w-]{0,59}"
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
    Style("{name}", rf"(?<=[/=:@&\"'])\{{({_WORD})\}}(?=[/?&\"'#.,\s]|\Z)", interpolates=True),
    Style(":name", r"(?<=/):([A-Za-z]\w{0,59})"),
    Style("YOUR_NAME", r"\bYOUR[_-]([A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*)(?![\w-])"),
    Style("your-name", r"(?<![\w-])your[-_]([a-z][a-z0-9]*(?:[-_][a-z0-9]+)*)(?![\w-])"),
)
_EITHER = "|".join(one.pattern for one in STYLES)
_BEFORE = {":name": "/", "{name}": "/"}
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


def find(code: str, above: Sequence[str] = ()) -> Iterator[Placeholder]:
    """Those that code leaves to its reader, in order; `above` is the code that ran before it."""
    for match in re.finditer(_EITHER, code[:LONGEST]):
        found = _of_match(match)
        if _is_telling(found) and not is_codes_own(found, code, above):
            yield found


@cache
def read(text: str) -> Placeholder | None:
    """A text that is a placeholder from its beginning to its end; None for any other."""
    for style in STYLES:
        before = _BEFORE.get(style.name, "")
        match = re.compile(style.pattern).fullmatch(before + text, len(before))
        if match:
            return Placeholder(text, style, match[1])
    return None


def is_codes_own(found: Placeholder, code: str, above: Sequence[str] = ()) -> bool:
    """True for a tag that is closed, and for a variable that the code, or code above, gives a value."""
    if found.style.name == "<name>":
        return f"</{found.word}" in code
    if not found.style.interpolates:
        return False
    word = re.escape(found.word)
    unpacked = rf"\{{[^{{}}\n]{{0,200}}(?<![\w.]){word}(?!\w)[^{{}}\n]{{0,200}}\}}\s*(?:=(?!=)|\)\s*=>|of\b)"
    given = rf"(?<![\w.?&/$-]){word}(?:\s*:[^=\n]{{1,80}})?\s*:?=(?!=)|{unpacked}"
    bound = rf"(?:\b(?:for|as|let|const|var|read)\s+|[(,|]\s*){word}\b(?![\"'])|(?<![\w{{<\"']){word}\s*(?:[,)|]|=>)"
    return bool(re.search(f"{given}|{bound}", code)) or any(re.search(given, one) for one in above)


class Filling:
    """The placeholders of a site, with their values."""

    def __init__(self, values: Mapping[str, str]) -> None:
        """By text as it is declared: one that has a style is meant in every style."""
        self.values = values
        declared = [found for text in values if (found := read(text))]
        self.names = {found.name: values[found.text] for found in reversed(declared)}
        literal = [_literal(text) for text in sorted(values, key=len, reverse=True)]
        self.pattern = re.compile("|".join([*filter(None, literal), *([_EITHER] if declared else [])]) or r"(?!)")

    def fill(self, code: str, above: Sequence[str] = ()) -> str:
        """The code with the values; what one of them brings in is not looked at again."""
        return self.pattern.sub(lambda match: self._value(match, code, above), code)

    def _value(self, match: re.Match[str], code: str, above: Sequence[str]) -> str:
        text = match[0]
        found = _of_match(match) if match.lastindex else read(text)
        if found and is_codes_own(found, code, above):
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
