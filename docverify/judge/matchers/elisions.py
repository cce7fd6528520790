"""Elisions: what a page leaves out of the output that it shows.

`...` alone on a line stands for any number of lines; `...`, `…` and `[..]` in a line for any run of characters.
"""

import re

_ONE = r"(?:\[\.\.\]|\[\.{3}\]|(?<!\S)\(\.{3}\)|\.{3,}+|…)"
MARK = rf"(?>{_ONE}(?>(?:[ \t]*{_ONE})*))"
"""One elision, or several that stand for no more than one. Nothing is tried twice: a page may hold a million dots."""
_ALONE = re.compile(MARK)
_LINES = re.compile(rf"(?:(?<!\n)\n++[ \t]*{MARK}[ \t]*(?=\n))+\n++")
_REST = re.compile(rf"(?<![ \t])[ \t]*+{MARK}(?:[ \t]++(?=[\])}}>]))?")
"""With the space before it: where the elided text begins with a newline, that space was at a line's end."""
_SPACED = re.compile(rf"\s*{MARK}\s*")
_DOTS = re.compile(r"\.{3,}")
ANY = "\0"
"""What elisions become before the text is split at them; output that holds it is compared without it."""
_VARIES = re.compile(r"^.*(?:#|//)[ \t]*(?:may vary|random)\b.*$", re.MULTILINE | re.IGNORECASE)


def is_elision(line: str) -> bool:
    """True for a line that stands for any number of lines."""
    return _ALONE.fullmatch(line.strip()) is not None


def varying(expected: str) -> str:
    """With an elision for each line of which the page says itself that every run shows another."""
    if "vary" not in expected and "random" not in expected:
        return expected
    return _VARIES.sub("...", expected)


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


def unelided(wanted: str) -> str:
    """The text without its elisions, each of which may stand for nothing.

    Of more dots than an elision has, those stay that are left over: they may be the text's own.
    """
    if "..." not in wanted and "…" not in wanted and "[..]" not in wanted:
        return wanted
    dotless = _DOTS.sub(lambda match: "." * (len(match[0]) % 3), wanted)
    return dotless.replace("…", "").replace("[..]", "")


def joined(wanted: str) -> str:
    """The text on one line, without space around its elisions."""
    return _SPACED.sub("…", " ".join(wanted.split()))


def _start(piece: str, place: int) -> int:
    """A piece that begins a line may share its newline with the piece before: an elided line may be no line at all."""
    return place - 1 if piece.startswith("\n") else place


def _pieces(wanted: str) -> list[str]:
    """What stands between the elisions, within newlines at both ends.

    An elision that is a whole line takes the blank lines around it with it, so that it can stand for them too.
    """
    framed = _LINES.sub(f"\n{ANY}\n", f"\n{wanted}\n")
    return _REST.sub(ANY, framed).split(ANY)
