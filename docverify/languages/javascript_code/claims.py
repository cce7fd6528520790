"""What comments say that statements print, or are worth: `// 42`, `// => 42`, `// Output: 42`."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from docverify.languages.javascript_code.literals import canonical, kind
from docverify.languages.javascript_code.tokens import Statement, Token, comments, statements

_MARK = re.compile(
    r"(?:(?P<arrow>=>|->|==>|-->|⇒|→|➜|⟶|>(?=\s))"
    r"|(?:(?:expected )?outputs?|prints?|logs|returns?|results?(?: is)?|evaluates to|(?:is )?equal to)\b"
    r"\s*(?P<colon>:|=>)?)\s*",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[\w .,!?'-]{1,200}")
_IN_PLACE_WORDS = (
    "push unshift splice sort reverse fill copyWithin pop shift set add delete clear append assign defineProperty"
    " forEach remove insert then catch finally on once subscribe"
)
_IN_PLACE = frozenset(_IN_PLACE_WORDS.split())
"""Methods whose comments speak of the object that they change, or of what they will call."""
_CHANGES = re.compile(
    r"\bMath\.random|(?i:\brandom\w*\(|uuid|nanoid)|\bDate\b|\bperformance\.|\bhrtime|\bcrypto\."
    r"|\w\\\\\w|\bprocess\.|__dirname|__filename"  # paths of Windows, and what else is another elsewhere
)
_DEPENDS = re.compile(
    r"\bplatforms?\b|\blocale\b|\bwindows\b|\bmac ?os\b|\bbrowsers?\b|time ?zone|\bolder\b|\bnode(?:\.js)? ?<? ?v?\d",
    re.IGNORECASE,
)
"""A comment which says that what is shown is so elsewhere."""


LONGEST = 50
"""Lines of a value that stands in comments."""


class Claim(Struct, frozen=True, gc=False):
    """What comments say of one statement."""

    statement: Statement
    text: str
    """A value in Node's notation, or words that may describe it."""
    certain: bool
    end_line: int
    """Index of the last line that they take."""


def claims(code: str) -> list[Claim]:
    """In order; a statement that shares a line with another one has none."""
    if "//" not in code and "/*" not in code:
        return []
    found, all_statements, spoken = [], statements(code), comments(code)
    if any(_DEPENDS.search(token.text) for token in spoken):
        return []
    by_line: dict[int, Token] = {token.line: token for token in spoken}
    for index, statement in enumerate(all_statements):
        before = all_statements[index - 1].end_line if index else -1
        after = all_statements[index + 1].line if index + 1 < len(all_statements) else 1 << 30
        if not before < statement.line <= statement.end_line < after or _CHANGES.search(_source(code, statement)):
            continue
        claim = _beside(statement, by_line) or _below(statement, by_line, after)
        if claim:
            found.append(claim)
    return found


def _source(code: str, statement: Statement) -> str:
    return code[statement.tokens[0].start : statement.tokens[-1].end]


def _beside(statement: Statement, by_line: dict[int, Token]) -> Claim | None:
    comment = by_line.get(statement.end_line)
    if comment is None or comment.start < statement.tokens[-1].end or comment.end_line != comment.line:
        return None
    marked, text = _said(comment)
    return _claim(statement, text, comment.line, marked=marked)


def _below(statement: Statement, by_line: dict[int, Token], after: int) -> Claim | None:
    """Comments on lines of their own under the statement: marked, or a string or brackets that nothing follows."""
    lines = list(_under(statement.end_line + 1, by_line))
    if not lines:
        return None
    marked, text = _said(lines[0])
    texts = [text, *(_said(line, marks=False)[1] for line in lines[1:])]
    for used in range(1, min(len(lines), LONGEST) + 1):
        last = lines[used - 1].line
        whole = "\n".join(texts[:used])
        claim = _claim(statement, whole, last, marked=marked) if canonical(whole) else None
        if claim and (marked or (kind(whole) in ("string", "[", "{") and last + 1 != after and used == len(lines))):
            return claim
    return None


def _under(line: int, by_line: dict[int, Token]) -> Iterator[Token]:
    while line in by_line and by_line[line].first and by_line[line].text.startswith("//"):
        yield by_line[line]
        line += 1


def _said(comment: Token, *, marks: bool = True) -> tuple[bool, str]:
    """Whether the comment says that a value follows, and what it says."""
    text = comment.text.removeprefix("//").removeprefix("/*").removesuffix("*/").strip()
    match = _MARK.match(text) if marks else None
    if match is None:
        return False, text
    return bool(match["arrow"] or match["colon"]), text[match.end() :].strip()


def _claim(statement: Statement, text: str, end_line: int, *, marked: bool) -> Claim | None:
    prints, list_ = is_printer(statement), statement.tokens
    value = canonical(text)
    if value is None:
        words = prints and bool(_WORDS.fullmatch(text)) and " " in text + " "
        return Claim(statement, text, certain=False, end_line=end_line) if words else None
    if not prints and not (_has_value(list_) and (marked or _is_computed(list_))):
        return None
    if kind(value) == "number" and prints and _counts(list_) and not marked:
        return None
    return Claim(statement, value, certain=True, end_line=end_line)


def is_printer(statement: Statement) -> bool:
    """True for one call of `console.log` and nothing else."""
    words = [token.text for token in statement.tokens[:4]]
    if words[:2] != ["console", "."] or words[2:3] not in (["log"], ["info"]) or words[3:] != ["("]:
        return False
    closes = [index for index, token in enumerate(statement.tokens) if token.text == ")" and token.depth == 0]
    rest = statement.tokens[closes[0] + 1 :] if closes else ()
    return bool(closes) and all(token.text == ";" for token in rest)


def _counts(list_: Sequence[Token]) -> bool:
    """True when text is printed: a number beside it tells in which order the lines run."""
    return len(list_) > 4 and list_[4].kind in ("string", "template")


def _has_value(list_: Sequence[Token]) -> bool:
    """True for an expression, or the declaration of one name, that is no method that changes its object."""
    words = [token.text for token in list_]
    if words[0] in ("const", "let", "var"):
        return len(words) > 3 and list_[1].kind == "word" and words[2] == "=" and not _is_list(list_)
    if list_[0].kind == "word" and words[0] in _STATEMENTS:
        return False
    if list_[0].text in ("{", "@", ";") or _is_list(list_):
        return False
    return not any(words[index] in (".", "?.") and words[index + 1] in _IN_PLACE for index in range(len(words) - 1))


_NO_READING = frozenset(("=", "=>", "+=", "-=", "new"))


def _is_list(list_: Sequence[Token]) -> bool:
    return any(token.text == "," and token.depth == 0 for token in list_)


def _is_computed(list_: Sequence[Token]) -> bool:
    """True when something is called, read or compared: what a literal is worth needs no comment."""
    plain = [token for token in list_ if token.text != ";"]
    if plain[0].text in ("const", "let", "var"):
        return any(token.text in ("(", "[", ".") for token in plain[3:]) and plain[3].text not in ("[", "{", "new")
    return len(plain) > 1 and not any(token.text in _NO_READING and not token.depth for token in plain)


_STATEMENTS_WORDS = (
    "import export function class if for while do switch try throw return break continue async interface type enum"
    " declare namespace debugger with var let const else case default abstract using"
)
_STATEMENTS = frozenset(_STATEMENTS_WORDS.split())
