"""Whether a shell would ask for more, told line by line: what was typed before is not looked at again."""

import re

_HERE = re.compile(r"(?<!<)<<-?[ \t]*(?:'([\w.-]+)'|\"([\w.-]+)\"|\\?([A-Za-z_][\w.-]*))")
_GOES_ON = re.compile(r"\\$|(?:\||&&)[ \t]*$")
_UNQUOTED = re.compile(r"(?>(?:\\.|(?:^|(?<=\s))#.*|[^'\"])*)")
"""Up to a quote, over what is escaped and over comments."""
_COMPOUND = re.compile(
    r"(?:^|[;&|(]|\b(?:do|then|else))[ \t]*"
    r"(?:(?P<opens>for|while|until|if|case|select)|(?:done|fi|esac))(?=[ \t;|&)<>]|$)"
)
"""Where a command of several lines begins or ends, where a command may stand."""
_TEXT = re.compile(r"'[^'\n]*'|\"(?>(?:\\.|[^\"\\\n])*)\"|(?:^|(?<=\s))#.*")
_REST_OF_QUOTE = {"'": re.compile(r"[^']*+'"), '"': re.compile(r'(?>(?:\\.|[^"\\])*)"')}


class Typed:
    """A command while it is typed."""

    def __init__(self, line: str) -> None:
        self.length = -1
        self._here = ""
        self._quote = ""
        self._last = ""
        self._depth = 0
        self.add(line)

    def add(self, line: str) -> None:
        self.length += len(line) + 1
        here = None if self._here else _HERE.search(line)
        if not (self._here or self._quote):
            self._depth += sum(1 if one["opens"] else -1 for one in _COMPOUND.finditer(_TEXT.sub("''", line)))
        self._here = (here[1] or here[2] or here[3]) if here else self._here
        self._quote = _quote_after(line, self._quote)
        self._ends_open = bool(_GOES_ON.search(line or self._last))
        self._last = line

    def is_open(self) -> bool:
        """True after `\\`, `|` or `&&`, in quotes, in a here-document, or in a loop or a condition."""
        if self._here:
            return self._last.strip() != self._here
        return self._ends_open or bool(self._quote) or self._depth > 0


def _quote_after(line: str, quote: str) -> str:
    """The quote that is open at the end of a line; `quote` is the one at its beginning."""
    at = 0
    while True:
        if quote:
            rest = _REST_OF_QUOTE[quote].match(line, at)
            if rest is None:
                return quote
            at = rest.end()
        unquoted = _UNQUOTED.match(line, at)
        at = unquoted.end() if unquoted else at
        if at == len(line):
            return ""
        quote = line[at]
        at += 1
