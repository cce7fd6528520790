"""Values as comments write them, in the notation of Node's console."""

import re

_NUMBER = re.compile(r"[-+]?(?:\d[\d_]*(?:\.\d*)?(?:[eE][-+]?\d+)?n?|\.\d+|0[xXbBoO][\da-fA-F_]+n?|Infinity|NaN)")
_STRING = re.compile(r"\"(?>(?:\\.|[^\"\\\n])*)\"|'(?>(?:\\.|[^'\\\n])*)'")
_TEMPLATE = re.compile(r"`[^`$\\\n]*+`")
_WORD = re.compile(r"(?:true|false|null|undefined)\b")
_KEY = re.compile(r"[A-Za-z_$][\w$]*|\d+")
_SPACE = re.compile(r"\s*")
_SCALAR = re.compile(r"(?:\"(?>(?:\\.|[^\"\\\n])*)\"|'(?>(?:\\.|[^'\\\n])*)'|[^\s,:\[\]{}'\"]+)(?!\s*:)")
DEEPEST = 20


def canonical(text: str) -> str | None:
    """The literal as Node writes it; None for what is none."""
    reader = _Reader(text.strip())
    found = reader.value(0)
    return found if found is not None and reader.is_at_end() else None


def kind(text: str) -> str:
    """Of which kind a literal is: `number`, `string`, `word`, `[` or `{`; empty for what is none."""
    found = canonical(text)
    if found is None:
        return ""
    if found[0] in "[{":
        return found[0]
    return "string" if found[0] in "'\"" else "word" if _WORD.fullmatch(found) else "number"


def shape(text: str) -> list[str]:
    """The kinds of the values in a literal, in their order, those in quotes told from those without."""
    return ["string" if one[0] in "'\"" else "plain" for one in _SCALAR.findall(text)]


class _Reader:
    """Reads one literal from the beginning of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def is_at_end(self) -> bool:
        return self.at == len(self.text)

    def take(self, pattern: re.Pattern[str]) -> str | None:
        match = pattern.match(self.text, self.at)
        if match is None:
            return None
        self.at = match.end()
        return match[0]

    def skip(self, mark: str) -> bool:
        """True when the mark comes next; it is taken then."""
        self.take(_SPACE)
        found = self.text.startswith(mark, self.at)
        self.at += len(mark) if found else 0
        return found

    def value(self, depth: int) -> str | None:
        self.take(_SPACE)
        if depth > DEEPEST:
            return None
        if self.skip("["):
            return self.members("[", "]", depth)
        if self.skip("{"):
            return self.members("{", "}", depth)
        return self.take(_WORD) or self.take(_NUMBER) or self.take(_STRING) or self.template()

    def template(self) -> str | None:
        found = self.take(_TEMPLATE)
        return found and "'" + found[1:-1].replace("'", "\\'") + "'"

    def members(self, begin: str, end: str, depth: int) -> str | None:
        found: list[str] = []
        while not self.skip(end):
            one = self.pair(depth) if begin == "{" else self.value(depth + 1)
            if one is None:
                return None
            found.append(one)
            if not self.skip(",") and self.text[self.at : self.at + 1] != end:
                return None
        inside = ", ".join(found)
        return f"{begin} {inside} {end}" if found else begin + end

    def pair(self, depth: int) -> str | None:
        self.take(_SPACE)
        quoted = self.take(_STRING)
        key = quoted or self.take(_KEY)
        if key is None or not self.skip(":"):
            return None
        value = self.value(depth + 1)
        bare = quoted[1:-1] if quoted and _KEY.fullmatch(quoted[1:-1]) else key
        return None if value is None else f"{bare}: {value}"
