"""What comments say that statements print, or are worth, and the steps that a script becomes by that."""

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from docverify.languages.script_code.text import Comment, Text
from docverify.model import Step

_CLAIM = re.compile(
    r"(?P<mark>=>|->|==>|-->|⇒|→|>(?=\s|$))\s*(?:#\s*=>\s*)?(?P<text>.*)"
    r"|(?P<word>prints?|outputs?|returns?|result)\b\s*(?P<colon>:|=>)?\s*(?P<said>.*)",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"[^\s:]+")
_TYPES = {"string", "integer", "int", "float", "array", "hash", "bool", "boolean", "object", "void", "symbol", "list"}


class Claim(Struct, frozen=True, gc=False):
    """What the comments at one statement say of it."""

    line: int
    """Index of the line that the statement ends on."""
    text: str
    certain: bool
    """True for a literal: other text may describe the value."""
    word: bool
    """True for a single word, which is what is printed where a statement prints."""
    printed: bool
    """True when the comment speaks of output, and not of a value."""


class Claimed(Struct, frozen=True):
    """How a language writes values, and prints them."""

    printing: re.Pattern[str]
    """The beginning of a statement that prints."""
    speaks: re.Pattern[str]
    """Whatever prints inside a statement: then its value may not be what a comment means."""
    value: Callable[[str], str | None]
    """A literal as the driver shows it; None for what is none."""
    has_values: bool = True
    """False where only what is printed is compared."""


def steps(text: Text, first: int, claimed: Claimed) -> tuple[Step, ...]:
    """The script in as few steps as possible; `first` is the page's line of its first line."""
    made: list[Step] = []
    begun = 0
    for claim in claims(text, claimed):
        statement = _statement(text, begun, claim.line)
        prints = _prints(text, statement, claim, claimed)
        if (
            claim.line < begun
            or _is_literal(text, statement, claim)
            or not (prints or claimed.has_values)
            or (prints and _is_value(text, statement, claim))
        ):
            continue
        if statement > begun and _holds_code(text, begun, statement):
            made.append(Step(_between(text, begun, statement), first + begun))
        begun = statement
        flags = _flags(text, statement, claim, claimed, prints=prints)
        code = _between(text, begun, claim.line + 1)
        made.append(Step(code, first + begun, "exec" if prints else "value", claim.text, flags))
        begun = claim.line + 1
    if _holds_code(text, begun, len(text.lines)) or not made:
        made.append(Step(_between(text, begun, len(text.lines)), first + begun))
    return tuple(made)


_LITERAL = re.compile(r"(?:''|\"\"|``);?")
"""A text alone, as code without what stands in quotes has it."""
_ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}")
_STANDS_FOR = re.compile(
    r"<(?:[a-z]+[_ ][a-z_ ]+|skip|snip|omitted|path|version|id|name|time|date|pid|address|host|user)>"
)
"""A word in the place of what every reader sees in their own words."""
_ELSEWHERE = re.compile(
    r"(?:before|old|previously|until|in|with|on|up to|prior to)?\W*(?:Ruby|Perl|PHP|[A-Z]\w+)?\W*v?\d+\.\d+[\w.]*\W*$"
    r"|(?:before|old(?: \w+)?|previously|formerly|wrong|bad|incorrect|deprecated)\W*$",
    re.IGNORECASE,
)
"""What a comment says that speaks of another release, or of how not to do it."""
_WRITES = re.compile(r"\bwrite(?:_nonblock)?\b|\bsyswrite\b|\bprintf\b|\bfwrite\b")
_NOTATION = re.compile(r"inspect|^\s*(?:pp?\b|puts \(?\"|print \(?\"|echo \")|var_|print_r|json", re.MULTILINE)
"""What prints a value as code has it."""
_PRECISE = re.compile(r"\d\.\d{5,}")
"""A number of whose digits a page may show fewer than there are."""


def _flags(text: Text, statement: int, claim: Claim, claimed: Claimed, *, prints: bool) -> tuple[str, ...]:
    told = any(claimed.speaks.search(line) for line in text.bare[statement : claim.line + 1])
    certain = (claim.certain or claim.word) if prints else (claim.certain and not told)
    certain = certain and not (_ADDRESS.search(claim.text) or _STANDS_FOR.search(claim.text))
    certain = certain and not _is_elsewhere(text, statement)
    return (*(("NUMBER",) if _PRECISE.search(claim.text) else ()), *(() if certain else ("UNCERTAIN",)))


def _is_literal(text: Text, statement: int, claim: Claim) -> bool:
    """True for a text alone: what comes of it is what something else makes of it, which the page speaks of."""
    return bool(_LITERAL.fullmatch("\n".join(text.bare[statement : claim.line + 1]).strip()))


def _is_value(text: Text, statement: int, claim: Claim) -> bool:
    """True when the comment at a statement that prints shows a value, and not how it is printed."""
    if claim.text in ("nil", "null"):
        return True
    code = "\n".join(text.lines[statement : claim.line + 1])
    if claim.text.isdigit() and _WRITES.search(code):
        return True  # how much was written
    return claim.text.startswith(("[", "{")) and not _NOTATION.search(code)


def _is_elsewhere(text: Text, statement: int) -> bool:
    """True below a comment on a line of its own that tells of another release, up to the next such comment."""
    above = [comment.text for comment in text.comments if comment.own_line and comment.line < statement]
    headings = [said for said in above if not _CLAIM.match(said)]
    return bool(headings) and bool(_ELSEWHERE.match(headings[-1]))


def claims(text: Text, claimed: Claimed) -> Iterator[Claim]:
    """Those at the end of a statement, or directly under it on a line of their own."""
    comments = {comment.line: comment for comment in text.comments}
    above = _may_stand_above(text)
    for comment in text.comments:
        if above and comment.own_line:
            continue
        line = comment.line - 1 if comment.own_line else comment.line
        if line < 0 or not text.boundaries[line] or (comment.own_line and line in comments):
            continue
        claim = _claim(comment, _below(comment, comments), line, claimed)
        if claim:
            yield claim


def _may_stand_above(text: Text) -> bool:
    """True where comments on lines of their own may tell of what is below them: the last one has a statement there, of
    which nothing else tells."""
    claiming = [comment for comment in text.comments if _CLAIM.match(comment.text)]
    own = [comment.line for comment in claiming if comment.own_line and comment.text.lstrip().startswith("=>")]
    below = own[-1] + 1 if own else len(text.bare)
    told = any(comment.line == below for comment in claiming)
    return not told and bool("".join(text.bare[below : below + 1]).strip())


def _claim(comment: Comment, below: Sequence[str], line: int, claimed: Claimed) -> Claim | None:
    match = _CLAIM.match(comment.text)
    if match is None:
        return None
    said = match["text"] if match["mark"] else match["said"]
    value = claimed.value(said)
    for number in range(1, len(below) + 1):
        if value is not None:
            break
        value = claimed.value("\n".join([said, *below[:number]]))
    if not said.strip() or (match["word"] and not match["colon"] and value is None):
        return None
    plain = said.strip()
    single = bool(_WORD.fullmatch(plain)) and plain.lower() not in _TYPES and not below
    printed = bool(match["word"]) and match["word"].lower().startswith(("print", "output"))
    return Claim(line, plain if value is None else value, value is not None, single, printed)


def _below(comment: Comment, comments: dict[int, Comment]) -> list[str]:
    """The comments on lines of their own directly under this one."""
    found: list[str] = []
    line = comment.line + 1
    while line in comments and comments[line].own_line:
        found.append(comments[line].text)
        line += 1
    return found


def _statement(text: Text, begun: int, last: int) -> int:
    """Index of the first line of the statement that ends on the last one."""
    line = last
    while line > begun and not text.boundaries[line - 1]:
        line -= 1
    while line < last and not text.bare[line].strip():
        line += 1
    return line


def _prints(text: Text, statement: int, claim: Claim, claimed: Claimed) -> bool:
    """True for a statement that prints, and for a block that does where the comment speaks of output."""
    last = claim.line if claim.printed else statement
    return any(claimed.printing.match(line) for line in text.bare[statement : last + 1])


def _holds_code(text: Text, first: int, end: int) -> bool:
    return any(line.strip() for line in text.bare[first:end])


def _between(text: Text, first: int, end: int) -> str:
    return "\n".join(text.lines[first:end])
