"""Mistakes of a line that nothing around it explains: a quote or a bracket too few, a misspelt keyword, an escape."""

import re
from collections.abc import Callable, Sequence

from docverify.languages.javascript_code.intents import NEAR, STANDS_FOR, elides
from docverify.languages.javascript_code.tokens import bare, comments
from docverify.languages.script_code.near import is_typo
from docverify.model import Example, Shown

_UNENDED = re.compile(r"\s*[\w$.]+(?:\.|\s*=\s*|\()[\w$.]*\(?(['\"])[^'\"`]*\)[;,]?\s*")
_ESCAPED = re.compile(r"(?<=[\s\w])\\[*_\[\]<>#]")
_BACKWARDS = re.compile(r"\{\s*\*\s*(?:\"\"|/)")
_DECLARES_PART = re.compile(r"\s*(?:const|let|var)\s+[\w$]+(?:\.[\w$]+)+\s*=[^=]")
_HEADED = re.compile(r"\s*([a-z]+)\s+[\w$]+\s*(?:=[^=>]|\()")
_CUT = re.compile(r"[(\[{,]\s*(?:\.{3}|…)\s*[)\]}]")
"""An ellipsis that stands for the rest of a list."""
_KEYWORDS = ("const", "function", "import", "export", "return", "class", "async", "await")
_MEANT = re.compile(r"error|throws?\b|invalid|illegal|❌|✗|✘|🚫|wrong|incorrect|don't|broken", re.IGNORECASE)
_PLAIN = re.compile(r"\s*(?:(?:const|let|var)\s|[\w$]+(?:\.[\w$]+)*\s*[(=.]|import\s|export\s)")


def is_mistake(example: Example, shown: Shown) -> bool:
    """True where the interpreter stopped for one of them, and no comment there says that this is meant."""
    code = example.block.code
    lines = code.split("\n")
    place = shown.line - example.block.line
    if example.block.fidelity != "exact" or not 0 <= place <= len(lines):
        return False
    spoken = comments(code)
    if any(_MEANT.search(one.text) for one in spoken if one.line == 0 or abs(one.line - place) <= NEAR):
        return False
    place = min(place, len(lines) - 1)
    if elides(lines[place]) or _CUT.search(lines[place]) or STANDS_FOR.search(code):
        return False
    return any(rule(lines, place, shown.message) for rule in RULES)


def _is_unended(lines: Sequence[str], place: int, message: str) -> bool:
    """A text in quotes that nothing ends, in a call that is whole otherwise."""
    line = lines[place]
    return (
        message == "Invalid or unexpected token"
        and line.count("'") + line.count('"') == 1
        and bool(_UNENDED.fullmatch(line))
    )


def _is_escaped(lines: Sequence[str], place: int, message: str) -> bool:
    """A backslash before a sign that Markdown knows, outside of texts."""
    stopped = message.startswith(("Invalid ", "Unexpected ", "missing "))
    return stopped and bool(_ESCAPED.search(bare(lines[place])))


def _begins_with_its_end(lines: Sequence[str], _: int, __: str) -> bool:
    """A comment among elements that begins with the sign of its end; who reads no elements stops before it."""
    return bool(_BACKWARDS.search(bare("\n".join(lines))))


def _declares_part(lines: Sequence[str], place: int, message: str) -> bool:
    """`const` before the property of something."""
    stopped = message.startswith("Missing initializer") or message == "Unexpected token '.'"
    return stopped and bool(_DECLARES_PART.match(lines[place]))


def _is_misspelt(lines: Sequence[str], place: int, message: str) -> bool:
    match = _HEADED.match(lines[place]) if message.startswith("Unexpected identifier") else None
    return match is not None and any(is_typo(match[1], word) for word in _KEYWORDS)


def _closes_twice(lines: Sequence[str], place: int, message: str) -> bool:
    """A call with one bracket too many, on a line of its own among whole ones."""
    if message != "Unexpected token ')'" or _opened(lines[place]) != -1 or not _PLAIN.match(lines[place]):
        return False
    above, below = "\n".join(lines[:place]), "\n".join(lines[place + 1 :])
    return bare(lines[place]).rstrip().endswith((");", "))")) and _opened(above) == 0 == _opened(below)


def _is_left_open(lines: Sequence[str], place: int, message: str) -> bool:
    """A bracket that is never closed, with a body that is set in, and a statement below that is not."""
    if not message.startswith(("Unexpected end of input", "missing ) after", "Unexpected token")):
        return False
    if message == "Unexpected token '<'":  # an element, or a placeholder
        return False
    if any(line.strip() == "..." for line in lines):  # what is left out may close it
        return False
    counts = [*map(_opened, lines[:place]), _opened(lines[place]) - message.endswith("'{'")]  # which is no fault itself
    opened = [(number, count) for number, count in enumerate(counts) if count]
    open_: list[int] = []
    for number, count in opened:
        open_ = [*open_, *[number] * count] if count > 0 else open_[:count]
    if not open_ or open_[0] + 1 >= len(lines):
        return False
    first = open_[0]
    below = [line for line in lines[first + 1 :] if line.strip()]
    column = _column(lines[first])
    heads = [
        line for line in below if _column(line) <= column and _PLAIN.match(line) and not line.strip().startswith("//")
    ]
    return bool(below) and _column(below[0]) > column and bool(heads) and len(heads) * 2 <= len(below)


def _column(line: str) -> int:
    return len(line) - len(line.lstrip())


def _opened(text: str) -> int:
    """How many more brackets it opens than it closes."""
    plain = bare(text)
    return sum(map(plain.count, "([{")) - sum(map(plain.count, ")]}"))


RULES: tuple[Callable[[Sequence[str], int, str], bool], ...] = (
    _is_unended,
    _is_escaped,
    _begins_with_its_end,
    _declares_part,
    _is_misspelt,
    _closes_twice,
    _is_left_open,
)
