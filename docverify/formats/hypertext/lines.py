"""In which lines of the page a block stands."""

import re
from html import unescape

_TAG_END = re.compile(r"(?>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*)>")
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[a-zA-Z][^<>]*>", re.DOTALL)
"""Good enough to find a line in: what is left of a value with `>` is text to it."""
_BREAKING = ("<br", "<BR", "<div", "<DIV", "<p", "<P", "<li", "<LI", "<tr", "<TR", "<!--", "line")
_SPLIT = re.compile(r"<!--|</?[a-zA-Z][^<>]*\n")
_BLANKS = re.compile(r"[\s\u200b]+")
_LINE_ENDS = ("&#1", "&#0", "&#x", "&#X", "&NewLine")
"""Begin an entity that may be a line end."""


class Lines:
    """Counts the lines of a page; places are asked for in page order, more or less."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._at = 0
        self._line = 1

    def line(self, at: int) -> int:
        """1-based line of a place in the text."""
        if at >= self._at:
            self._line += self.text.count("\n", self._at, at)
        else:
            self._line -= self.text.count("\n", at, self._at)
        self._at = at
        return self._line


def inner(text: str, start: int, end: int) -> int:
    """Where the inside of an element begins, by the place of its opening tag."""
    match = _TAG_END.match(text, start, end)
    return match.end() if match else end


def span(source: str, code: str, first: int) -> tuple[int, int]:
    """First and last line of a block, by the HTML inside its element, which begins in line `first`."""
    lines = code.split("\n")
    dropped = source.count("\n") - code.count("\n")
    has_entity = "&" in source and any(map(source.__contains__, _LINE_ENDS))
    if dropped == source.startswith("\n") and not has_entity and not _splits(source):
        return _full(first + dropped, lines)
    shown = [_BLANKS.sub("", unescape(line)) for line in _TAG.sub(_keep_lines, source).split("\n")]
    written = [_BLANKS.sub("", line) for line in lines]
    marked = [number for number, line in enumerate(written) if line]
    if not marked:
        return first, first
    begin = next((number for number, line in enumerate(shown) if written[marked[0]] in line), 0)
    end = next((number for number in range(len(shown) - 1, begin - 1, -1) if written[marked[-1]] in shown[number]), 0)
    return first + max(0, begin - marked[0]), first + max(begin, end)


def _splits(source: str) -> bool:
    """Whether a tag or a comment goes over a line end; that another tag makes up for it takes one of these."""
    return "<" in source and any(map(source.__contains__, _BREAKING)) and bool(_SPLIT.search(source))


def _full(first: int, lines: list[str]) -> tuple[int, int]:
    last = next((number for number in range(len(lines) - 1, 0, -1) if lines[number]), 0)
    return first, first + last


def _keep_lines(tag: re.Match[str]) -> str:
    return "\n" * tag[0].count("\n")
