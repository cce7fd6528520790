"""Whether text that does not compile is Python with one slip in it: then one small correction makes it whole.

A slip that a page repeats from line to line counts as one. What no correction mends is something else than Python, or
leaves too much to its reader.
"""

import ast
import keyword
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from docverify.languages.python_code.syntax import FILE, UNREADABLE
from docverify.languages.script_code.near import is_typo

MOST_PARSED = 3_000_000
"""Characters that are parsed to try corrections: the code is parsed anew for each of them."""
MOST_REPEATED = 5
"""Lines of a page in which one slip is looked for."""
_OLD = re.compile(
    r"Missing parentheses in call|must be parenthesized|cannot be parenthesized|leading zeros|invalid (?:decimal|octal)"
)
"""What the compiler says of code that an older Python read, or of numbers as nothing else writes them."""
_OPEN = re.compile(r"never closed|unterminated")
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_CHAIN = re.compile(r"\s*\.[A-Za-z_]")
_HEADER = re.compile(
    r"\s*(?:async )?(?:def|class|if|elif|else|for|while|with|try|except|finally|match|case)\b|.*\blambda\b"
)
_SIGNS = (*"()[]{}'\"", " ")
"""Signs of which one may be forgotten anywhere."""
_SPARE = frozenset("()[]{},:;.*`'\"\\")
"""Signs of which one may be too many."""
_OTHERS = {
    "(": "[{",
    "[": "({",
    "{": "([",
    ")": "]}",
    "]": ")}",
    "}": ")]",
    '"': "'",
    "'": '"',
    "=": (":", ",", "=="),
    ":": "=,",
    ";": ",",
    ".": ",",
    ",": ".",
}
"""Signs that are written in the place of others."""
_TURNED = re.compile(r"=([<>!])")
"""An operator whose signs changed places."""
_TYPOGRAPHIC = str.maketrans(
    {
        **dict.fromkeys("‘’´`", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}", "-"),
        "\N{NO-BREAK SPACE}": " ",
    }
)
_REPEATED = (*(f"+{sign}" for sign in "()[]{}'\""), ": for ,", "typographic")
"""Corrections that a page may ask for in several lines: others make something of any text."""
_SHORTEST_TURNED = 4
"""Letters of a keyword from which the same letters in another order are meant for it."""


class Correction(Struct, frozen=True, gc=False):
    """The code with something put right."""

    kind: str
    """What was done, whatever the place."""
    code: str
    line: str = "("
    """The only line that changes, which may be a statement; no code where several do."""


def is_slip(code: str, error: SyntaxError) -> bool:
    """True when one small correction, in one line or repeated in several, makes Python of the code."""
    if _OLD.search(error.msg or ""):
        return True
    left = MOST_PARSED // (len(code) + 1)
    waiting = [(code, error, "", 1)]
    while waiting:
        text, stopped, kind, places = waiting.pop()
        further: dict[str, tuple[str, SyntaxError, str, int]] = {}
        for one in corrections(text, stopped):
            if kind not in ("", one.kind):
                continue
            left -= 1
            found = _problem(one.code)
            if found is None or left <= 0:
                return found is None
            if _OLD.search(found.msg or "") and _is_past(found, stopped):
                return True
            if places < MOST_REPEATED and one.kind in _REPEATED and _is_past(found, stopped) and _compiles(one.line):
                further.setdefault(one.kind, (one.code, found, one.kind, places + 1))
        waiting += further.values()
    return False


def corrections(code: str, error: SyntaxError) -> Iterator[Correction]:
    """Those that are tried, nearest to the place of the error first."""
    lines = code.split("\n")
    place = min(max((error.lineno or 1) - 1, 0), len(lines) - 1)
    if isinstance(error, IndentationError):
        yield from _of_indents(lines, place)
    yield from _of_chain(lines, place)
    for number in (place, place - 1, place + 1):
        if 0 <= number < len(lines):
            column = (error.offset or 1) - 1 if number == place else len(lines[number])
            for kind, line in _of_line(lines[number], column, "\n".join(lines[:number])):
                yield Correction(kind, _with(lines, number, line), line.strip())
    if _OPEN.search(error.msg or ""):
        for number in range(place, len(lines)):
            for sign in "')]}\"":
                yield Correction("end", _with(lines, number, lines[number].rstrip() + sign))


def _of_line(line: str, column: int, above: str) -> Iterator[tuple[str, str]]:
    """Signs and keywords of one line, from its column outwards; `above` it stands the rest of the code."""
    if line != line.translate(_TYPOGRAPHIC):
        yield "typographic", line.translate(_TYPOGRAPHIC)
    if _TURNED.search(line):
        yield "turned", _TURNED.sub(r"\1=", line)
    tokens = [(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(line)]
    end, is_header = len(line.rstrip()), bool(_HEADER.match(line))
    for gap in sorted({0, end, *(start for start, _, _ in tokens)}, key=lambda gap: abs(gap - column)):
        for sign in (*_SIGNS, *(",:" if _is_open(above + line[:gap]) else ":" if is_header else "")):
            yield f"+{sign}", line[:gap] + sign + line[gap:]
    for start, stop, token in sorted(tokens, key=lambda one: abs(one[0] - column)):
        if token in _SPARE:
            yield f"-{token}", line[:start] + line[stop:]
        for other in (*_OTHERS.get(token, ()), *_words(token)):
            if (token, other, stop) != (":", ",", end):  # a header is no element
                yield f"{token} for {other}", line[:start] + other + line[stop:]


def _is_open(code: str) -> bool:
    """True where more brackets were opened than closed."""
    return sum(code.count(sign) for sign in "([{") > sum(code.count(sign) for sign in ")]}")


def _words(token: str) -> Iterator[str]:
    """The keywords that a word may be meant for; of one that is a keyword, a name that is like it."""
    if keyword.iskeyword(token):
        yield f"{token}_"
        return
    for word in keyword.kwlist if token.isalpha() else ():
        turned = len(word) >= _SHORTEST_TURNED and sorted(token) == sorted(word)
        if turned or is_typo(token, word):
            yield word


def _of_indents(lines: Sequence[str], place: int) -> Iterator[Correction]:
    """The line, or all from it on, at another indent of the code; or a body that was forgotten."""
    widths = {len(line) - len(line.lstrip()) for line in lines}
    for number in (place, place - 1) if place else (place,):
        line = lines[number]
        now = len(line) - len(line.lstrip())
        for width in sorted({*widths, now + 2, now + 4}):
            yield Correction("indent", _with(lines, number, " " * width + line.lstrip()))
            moved = [_indented(one, width - now) for one in lines[number:]]
            yield Correction("indents", "\n".join([*lines[:number], *moved]))
        yield Correction("body", _with(lines, number, f"{line} pass"))


def _of_chain(lines: Sequence[str], place: int) -> Iterator[Correction]:
    """Calls in lines that begin with a dot, with nothing around them that lets them go on."""
    end = next((number for number in range(place, len(lines)) if not _CHAIN.match(lines[number])), len(lines))
    if 0 < place < end:
        head = lines[place - 1]
        joined = "".join([head.rstrip(), *(line.strip() for line in lines[place:end])])
        yield Correction("chain", "\n".join([*lines[: place - 1], joined, *lines[end:]]))


def _with(lines: Sequence[str], number: int, line: str) -> str:
    return "\n".join([*lines[:number], line, *lines[number + 1 :]])


def _indented(line: str, more: int) -> str:
    bare = line.lstrip()
    return " " * max(0, len(line) - len(bare) + more) + bare


def _is_past(error: SyntaxError, other: SyntaxError) -> bool:
    return (error.lineno or 0) > (other.lineno or 0)


def _compiles(code: str) -> bool:
    return _problem(code) is None


def _problem(code: str) -> SyntaxError | None:
    """As `syntax.problem`, and cheaper: it does not ask whether a statement may stand where it stands."""
    try:
        compile(code + "\n", FILE, "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        return error
    except UNREADABLE as error:
        return SyntaxError(str(error), (FILE, 1, 1, ""))
    return None
