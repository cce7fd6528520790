"""What comments say that statements print, or are worth: `// 42`, `// => 42`, `// Output: 42`."""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from docverify.languages.javascript_code.intents import CHANGES
from docverify.languages.javascript_code.literals import canonical, kind, listed
from docverify.languages.javascript_code.remarks import Remark, said, value_in, without_frames
from docverify.languages.javascript_code.tokens import Statement, Token, comments, statements
from docverify.languages.javascript_code.valued import (
    changes_in_place,
    counts,
    given,
    has_value,
    is_computed,
    is_printer,
    makes,
    printer_inside,
)

_WORDS = re.compile(r"[^\n]{1,200}(?:\n[^\n]{0,200}){0,50}")
_DEPENDS = re.compile(
    r"\bplatforms?\b|\blocale\b|\bwindows\b|\bmac ?os\b|\bbrowsers?\b|time ?zone|\bolder\b|\bnode(?:\.js)? ?<? ?v?\d",
    re.IGNORECASE,
)
"""A comment which says that what is shown is so elsewhere."""
LONGEST = 50
"""Lines of a value that stands in comments."""
NEAR = 2
"""Lines below a comment on which it still speaks of what is there."""
MOST = 100
"""Comments that are asked whether they speak of something else."""
_SHOWN_SO = re.compile(r"(?P<how>const|let|var) (?P<name>[\w$]+)\s*(?::[^=\n]{1,200})?=(?!=|>)")
_PLAIN = ("string", "number", "word")
_ALONE = ("string", "[", "{", "seen")
"""Values that a comment on a line of its own may show without a word."""
_LARGE = 3
"""Digits from which a number on a line of its own is not that of a step."""
UNCERTAIN, ELSEWHERE = ("UNCERTAIN",), ("UNCERTAIN", "ELSEWHERE")
"""Flags of text that may describe something, and of text that may hold for something else or elsewhere."""


class Claim(Struct, frozen=True, gc=False):
    """What comments say of one statement."""

    statement: Statement
    text: str
    """A value in Node's notation, or words that may describe it."""
    end_line: int
    """Index of the last line that they take."""
    flags: tuple[str, ...] = ()
    mode: str = "value"
    """`exec` for what the statement prints in parts of it."""
    printed: bool = False
    """True for what the statement prints, where it prints anything, and not what it is worth."""


def claims(code: str) -> list[Claim]:
    """In order; a statement that shares a line with another one has none."""
    if "//" not in code and "/*" not in code:
        return []
    found, all_statements, spoken, lines = [], statements(code), comments(code), code.split("\n")
    below = _stand_below(all_statements, spoken)
    elsewhere = [token.end_line for token in spoken if _DEPENDS.search(token.text)]
    by_line: dict[int, Token] = {token.line: token for token in spoken}
    for index, statement in enumerate(all_statements):
        before = all_statements[index - 1].end_line if index else -1
        after = all_statements[index + 1].line if index + 1 < len(all_statements) else 1 << 30
        if not before < statement.line <= statement.end_line < after:
            continue
        claim = _beside(statement, by_line) or _below(statement, by_line, after, sure=below)
        claim = claim or _inside(statement, by_line)
        if claim:
            first = min(statement.line - NEAR, _paragraph(lines, statement.line)) if elsewhere else 0
            spoken_of = any(first <= line <= claim.end_line for line in elsewhere[:MOST])
            doubted = spoken_of or CHANGES.search(code[statement.tokens[0].start : statement.tokens[-1].end])
            found.append(replace(claim, flags=(*claim.flags, *ELSEWHERE)) if doubted else claim)
    return found


def _paragraph(lines: Sequence[str], place: int) -> int:
    """The first line of those up to this one that no blank line parts from it."""
    return next((number + 1 for number in range(place - 1, -1, -1) if not lines[number].strip()), 0)


def _beside(statement: Statement, by_line: dict[int, Token]) -> Claim | None:
    """The comment at the statement's end; a value may go on in those below it."""
    comment = by_line.get(statement.end_line)
    if comment is None or comment.start < statement.tokens[-1].end:
        return None
    remark = _of_name(statement, said(comment))
    claim = _claim(statement, remark, comment.end_line)
    if claim and not claim.flags:
        return claim
    below = _under(comment.end_line + 1, by_line)
    texts = [remark.text, *(said(line, marks=False).text for line in below)]
    for used in range(2, len(texts) + 1):
        whole = "\n".join(texts[:used])
        if kind(whole) in ("[", "{"):
            return _claim(statement, replace(remark, text=whole), below[used - 2].end_line)
    return claim


def _of_name(statement: Statement, remark: Remark) -> Remark:
    """`const cups = 3`, behind the declaration of `cups`, shows its value as editors do."""
    match = _SHOWN_SO.match(remark.text)
    if match and match["how"] == statement.tokens[0].text and match["name"] == statement.tokens[1].text:
        value = remark.text[match.end() :].strip()
        return Remark(value, marked=True) if kind(value) in _PLAIN else remark
    return remark


def _stand_below(all_statements: Sequence[Statement], spoken: Sequence[Token]) -> bool:
    """True when values on lines of their own tell of what is above them: they end the code, and do not begin it."""
    values = [token for token in spoken if token.first and canonical(said(token).text)]
    printers = [statement for statement in all_statements if is_printer(statement)]
    if not values or not printers or values[0].line < printers[0].line:
        return False
    return values[-1].line == all_statements[-1].end_line + 1


def _below(statement: Statement, by_line: dict[int, Token], after: int, *, sure: bool) -> Claim | None:
    """Comments on lines of their own under the statement: marked, or a value that nothing follows.

    With `sure`, values stand under what prints them throughout.
    """
    lines = _under(statement.end_line + 1, by_line)
    if not lines:
        return _apart(statement, by_line, after)
    first, end = said(lines[0]), lines[-1].end_line
    if len(lines) > 1 and first.marked and (not first.text or said(lines[1]).marked):
        return _several(statement, lines)
    texts = [first.text, *(said(line, marks=False).text for line in lines[1:])]
    for used in range(1, len(lines) + 1):
        last, whole = lines[used - 1].end_line, "\n".join(texts[:used])
        claim = _claim(statement, replace(first, text=whole), last) if canonical(whole) else None
        if claim and sure and is_printer(statement) and used == len(lines):
            return claim
        if claim and (first.marked or (_stands_alone(whole) and last + 1 != after and used == len(lines))):
            return claim
    if not first.marked and end + 1 == after:
        return None
    claim = _claim(statement, replace(first, text="\n".join(texts)), end)
    return claim and (claim if first.marked else replace(claim, flags=claim.flags or UNCERTAIN))


def _apart(statement: Statement, by_line: dict[int, Token], after: int) -> Claim | None:
    """An object or an array below a blank line, which nothing follows."""
    lines = _under(statement.end_line + 2, by_line) if after > statement.end_line + 2 else []
    whole = "\n".join(said(line, marks=number == 0).text for number, line in enumerate(lines))
    if kind(whole) not in ("[", "{") or lines[-1].end_line + 1 == after:
        return None
    return _claim(statement, Remark(whole), lines[-1].end_line)


def _stands_alone(whole: str) -> bool:
    return kind(whole) in _ALONE or (kind(whole) == "number" and sum(map(str.isdigit, whole)) >= _LARGE)


def _several(statement: Statement, lines: Sequence[Token]) -> Claim | None:
    """Comments that show lines, one each: of this statement, or of several above it."""
    if not is_printer(statement):
        return _inside(statement, {line.line: line for line in lines})
    shown = _lines(lines)
    return Claim(statement, canonical(shown) or shown, lines[-1].end_line, (*UNCERTAIN, "SINCE"))


def _inside(statement: Statement, by_line: dict[int, Token]) -> Claim | None:
    """Comments that show what a loop, or whatever else has a body, prints: below its end, or what prints in it."""
    printer = None if is_printer(statement) else printer_inside(statement)
    if printer is None:
        return None
    places = (printer.end_line + 1, statement.end_line + 1)
    lines = next((found for found in (_under(place, by_line) for place in places) if found), [])
    if not lines or not (said(lines[0]).marked or len(lines) > 1):
        return None
    return Claim(statement, _lines(lines), max(statement.end_line, lines[-1].end_line), UNCERTAIN, "exec")


def _lines(lines: Sequence[Token]) -> str:
    return "\n".join(said(line).text for line in lines).strip("\n")


def _under(line: int, by_line: dict[int, Token]) -> list[Token]:
    """The comments from a line on that have their lines to themselves; one between asterisks is alone."""
    found: list[Token] = []
    while line in by_line and by_line[line].first and len(found) < LONGEST:
        found.append(by_line[line])
        if not by_line[line].text.startswith("//"):
            break
        line += 1
    return found


def _claim(statement: Statement, remark: Remark, end_line: int) -> Claim | None:
    printer, list_ = is_printer(statement), statement.tokens
    if not printer and not (has_value(list_) and (remark.marked or is_computed(list_) or makes(list_))):
        return None
    several = given(list_) if printer else 1
    if several > 1 and len(listed(remark.text)) == several:
        return Claim(statement, remark.text, end_line)
    found = value_in(remark.text)
    if found is None:
        words = _WORDS.fullmatch(remark.text) and not (changes_in_place(list_) and not printer)
        return Claim(statement, without_frames(remark.text), end_line, UNCERTAIN) if words else None
    value, certain = found
    if kind(value) == "number" and printer and counts(list_) and not remark.marked:
        return None
    plain = printer or remark.marked or is_computed(list_)
    if changes_in_place(list_) and not printer and kind(value) not in ("string", "word"):
        plain = False
    text = certain and kind(value) == "string" and makes(list_)
    flags = () if certain and plain else UNCERTAIN if text else ELSEWHERE
    return Claim(statement, value, end_line, flags, printed=remark.printed and not printer)
