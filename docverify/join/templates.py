"""Text that a site fills in: the source holds a name in place of what the reader sees, and both are right."""

import re
from collections.abc import Iterator

from docverify.join.losses import read_lines

_TOKEN = re.compile(
    r"\{\{.{0,300}?\}\}|\{%.{0,300}?%\}|\{#.{0,300}?#\}|<%.{0,300}?%>"  # templates and shortcodes
    r"|\[\[.{0,300}?\]\]|<\?.{0,300}?\?>"
    r"|\$\{[^}\n]{0,300}\}|\$\([\w.]+\)|\$[A-Za-z_]\w*\$?|#\{[^}\n]{0,300}\}"  # variables
    r"|\|[^|\s](?:[^|\n]*[^|\s])?\|"  # substitutions
    r"|\{[A-Za-z_][\w.:-]*\}|@[\w.]+@|%[A-Za-z_]\w*%?|__[A-Z]\w*__|<[\w. -]+>"
    r"|\\[`${}]"  # escapes of a language that the page is written in
    r"|--8<--.*|!?include::?.*"
)
"""What a generator may replace. It counts only where the site shows something else in its place."""
LONGEST = 200_000
SAYS_ENOUGH = 6
"""Letters and digits around the names, from which one text is known in the other."""


def is_filled_in(source: str, site: str) -> bool:
    """True when the source holds what a generator replaces, and the site does not show that."""
    shown = " ".join(read_lines(site))
    return any(token not in shown for token in _tokens(source[:LONGEST]))


def is_pattern_of(source: str, site: str) -> bool:
    """True when the site's text is the source's with something put in the place of each name."""
    text = "\n".join(read_lines(source[:LONGEST]))
    pieces = [" ".join(piece.split()) for piece in _TOKEN.sub("\0", text).split("\0")]
    shown, place = " ".join(read_lines(site)), 0
    for piece in pieces:
        found = shown.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return len(pieces) > 1 and sum(map(str.isalnum, "".join(pieces))) >= SAYS_ENOUGH


def _tokens(source: str) -> Iterator[str]:
    text = "\n".join(read_lines(source))
    return (" ".join(match[0].split()) for match in _TOKEN.finditer(text))


def fill_in(source: str, site: str) -> str:
    """The site's text, with the source's exact lines wherever the two say the same."""
    written, shown = source.split("\n"), site.split("\n")
    if len(written) != len(shown):
        return site
    pairs = zip(written, shown, strict=True)
    return "\n".join(line if read_lines(line) == read_lines(other) else other for line, other in pairs)
