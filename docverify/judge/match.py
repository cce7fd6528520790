"""Whether documented output agrees with actual output: the one comparison that everything uses.

White space at line ends and blank lines at either end never matter, and a tab is the spaces that it is shown as.
`...` alone on a line stands for any number of lines; `...`, `…` and `[..]` in a line for any run of characters.
Memory addresses, and the module `__main__` in front of a class, never tell two outputs apart.
"""

import re
from collections import Counter
from collections.abc import Collection

from docverify.judge.numbers import rounded

_ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_ADDRESS = re.compile(
    r"(?<=\bat )(?:0x[0-9A-Fa-f.…]+|(?=[a-f]*\d)[0-9a-f]{6,16}(?=>))|(?<=\bid=')\d{9,}(?=')", re.IGNORECASE
)
_WARNED = re.compile(r"^[^\s:][^:\n]*:\d+: (?=(?:\w+\.)*\w*Warning: )", re.MULTILINE)
"""Where the line of a warning stands, which the reader's own file has in a place of its own."""
_ONE = r"(?:\[\.\.\]|\[\.{3}\]|(?<!\S)\(\.{3}\)|\.{3,}+|…)"
_MARK = rf"(?>{_ONE}(?:[ \t]*{_ONE})*+)"
"""One elision, or several that stand for no more than one. Nothing is tried twice: a page may hold a million dots."""
_LINES = re.compile(rf"(?:(?<!\n)\n++[ \t]*{_MARK}[ \t]*(?=\n))+\n++")
_REST = re.compile(rf"(?<![ \t])[ \t]*+{_MARK}(?:[ \t]++(?=[\])}}>]))?")
"""With the space before it: where the elided text begins with a newline, that space was at a line's end."""
_ANY = "\0"
"""What elisions become before the text is split at them; output that holds it is compared without it."""
BLANK_LINE = "<BLANKLINE>"


def matches(expected: str, actual: str, flags: Collection[str] = ()) -> bool:
    """True when the output is what the page shows. `flags` are doctest's, and these.

    `UNORDERED`: lines may come in another order. `TAIL`: the page shows only the last lines. `SOME`: it shows some
    of the lines, in whatever order.
    """
    if expected == actual:
        return True
    wanted, got = tidy(_blanked(expected)), tidy(actual)
    if "NORMALIZE_WHITESPACE" in flags:
        wanted = re.sub(rf"\s*{_MARK}\s*", "...", " ".join(wanted.split()))
        got = " ".join(got.split())
    if "NUMBER" in flags or "FLOAT_CMP" in flags:
        got = rounded(wanted, got)
    if agrees(wanted, got) or (("\t" in wanted or "\t" in got) and agrees(wanted.expandtabs(), got.expandtabs())):
        return True
    if "UNORDERED" in flags and sorted(wanted.split("\n")) == sorted(got.split("\n")):
        return True
    if "SOME" in flags and not Counter(wanted.split("\n")) - Counter(got.split("\n")):
        return True
    return "TAIL" in flags and agrees("...\n" + wanted, got)


def tidy(text: str) -> str:
    """The text without what never matters."""
    text = _ANSI.sub("", text.replace("\r\n", "\n").replace(_ANY, ""))
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    if "Warning: " in text:
        text = _WARNED.sub("", text)
    return _ADDRESS.sub("0x", text.strip("\n")).replace("__main__.", "")


def _blanked(expected: str) -> str:
    if BLANK_LINE not in expected:
        return expected
    return "\n".join("" if line.strip() == BLANK_LINE else line for line in expected.split("\n"))


def agrees(wanted: str, got: str) -> bool:
    """Both tidy. Looks for the pieces between elisions one after the other: its time is linear in the two lengths."""
    if wanted == got:
        return True
    pieces = _pieces(wanted)
    if len(pieces) == 1:
        return False
    text = f"\n{got}\n"
    if not text.startswith(pieces[0]):
        return False
    place = len(pieces[0])
    for piece in pieces[1:-1]:
        found = text.find(piece, _start(piece, place))
        if found < 0:
            return False
        place = found + len(piece)
    last = pieces[-1]
    return text.endswith(last) and len(text) - len(last) >= _start(last, place)


def _start(piece: str, place: int) -> int:
    """A piece that begins a line may share its newline with the piece before: an elided line may be no line at all."""
    return place - 1 if piece.startswith("\n") else place


def _pieces(wanted: str) -> list[str]:
    """What stands between the elisions, within newlines at both ends.

    An elision that is a whole line takes the blank lines around it with it, so that it can stand for them too.
    """
    framed = _LINES.sub(f"\n{_ANY}\n", f"\n{wanted}\n")
    return _REST.sub(_ANY, framed).split(_ANY)
