"""How an example ended in SQLite, when that does not show that its page is wrong.

Most SQL on pages is meant for another database: what SQLite does not know is then no fault of the page.
"""

import re
from collections.abc import Sequence

from docverify.languages.endings.bounds import bounded, exhausted
from docverify.languages.script_code.near import is_typo
from docverify.languages.sql_code.notation import BARE, KEYWORDS, is_sqlite
from docverify.model import Example, Run, Shown
from docverify.order import above

Reason = tuple[str, str] | None

_TABLE = re.compile(r"no such (?:table|view): (\S+)")
_COLUMN = re.compile(r"no such column: (?:[\w]+\.)*(\w+)|has no column named (\w+)")
_UNKNOWN = re.compile(
    r"no such (?:function|collation sequence|module|database|index|trigger|savepoint)|unknown database"
)
_OWN = re.compile(r"reserved for internal use|may not be modified|unknown tokenizer|not authorized|may only be used")
_AGAIN = re.compile(r"already exists|within a transaction|no transaction is active|already another table")
_BINDINGS = re.compile(r"number of bindings|did not supply a value for binding|parameters")
_SYNTAX = re.compile(r"near \"(.*?)\": syntax error|unrecognized token|incomplete input|syntax error")
_MEANT = re.compile(
    r"error|fail|reject|violat|duplicate|not allowed|invalid|wrong|cannot|can't|won't|illegal", re.IGNORECASE
)
_FIRST = re.compile(r"\s*([A-Za-z]+)")
_STATEMENTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "REPLACE", "BEGIN", "COMMIT", "ROLLBACK")
"""Words that begin a statement in every dialect, and nearly so only by mistake."""
_NEWER = re.compile(
    r"\b(?:RETURNING|STRICT|MATERIALIZED|FILTER|jsonb?_\w+|RIGHT JOIN|FULL JOIN|IS DISTINCT)|->>?", re.IGNORECASE
)


def reason(example: Example, run: Run, page: Sequence[Example]) -> Reason:
    """Reason and detail when the run's end does not show that the page is wrong; None when it does."""
    shown = run.exception
    found = bounded(run, example.block.code)
    if found or shown is None:
        return found or _rows(example, page)
    message = shown.message
    table = _TABLE.search(message)
    if table:
        return "fragment", f"needs the table `{table[1]}`, which no example above it makes"
    if _BINDINGS.search(message):
        return "placeholder", "holds parameters that a program fills in"
    if _AGAIN.search(message):
        return "incomplete", f"follows from what an example above has done: {message[:100]}"
    if _UNKNOWN.search(message) or _OWN.search(message):
        return "unsupported-by-backend", f"SQLite does not have it: {message[:100]}"
    return _failed(example, shown, page) or exhausted(message)


def _failed(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    about = (example.block.lead, *example.block.heading[-1:], example.expectation.text)
    if _MEANT.search(" ".join((_comments(example.block.code), *about))):
        return "incomplete", f"ends in an error, as the page says there: {shown.message[:100]}"
    if _sketches(example.block.code):
        return "pseudo-code", "leaves out a part of its code, or shows it in columns"
    if _SYNTAX.search(shown.message):
        return _syntax(example, shown)
    column = _COLUMN.search(shown.message)
    if column:
        return _column(example, column[1] or column[2], page)
    unique = shown.message.startswith("UNIQUE constraint failed")
    if _makes_tables(example) and (is_sqlite(example) or unique):
        return None
    return "unsupported-by-backend", f"SQLite says, and another database may not: {shown.message[:100]}"


def _sketches(code: str) -> bool:
    """True for a comment instead of columns, rows or comments of another language, and statements side by side."""
    left_out = re.search(r"--[^\n]*(?:\bother\b|omitted|elided|\.{3}|…|\betc\b|\bmore\b|\brest\b)", code, re.IGNORECASE)
    rows = re.search(r"^\s*\w+(?:\|\w*)+\s*$", code, re.MULTILINE)
    return bool(
        rows or left_out or re.search(r"(?<!:)//|;[ \t]{3,}[A-Z]|\w[ \t]{8,}(?:INSERT|SELECT|CREATE|UPDATE)\b", code)
    )


def _rows(example: Example, page: Sequence[Example]) -> Reason:
    """Rows that the page shows, of a table that nothing on the page fills."""
    steps = [step for step in example.steps if step.expected is not None and "UNCERTAIN" not in step.flags]
    if not steps:
        return None
    if "foreign key" in " ".join(step.expected or "" for step in steps).lower():
        return "fragment", "needs foreign keys to be turned on"
    own = "\n".join(step.code for step in example.steps)
    for name in sorted(example.needs | example.defines):
        filled = [own] if name in example.defines else [own, *_since_made(name, example, page)]
        insert = rf"\b(?:INTO|UPDATE)\s+[\"`\[]?{re.escape(name)}\b"
        if not any(re.search(insert, code, re.IGNORECASE) for code in filled):
            return "fragment", f"needs the rows of `{name}`, which the page does not make"
    return None


def _since_made(name: str, example: Example, page: Sequence[Example]) -> list[str]:
    """The code above, from the last example on that makes the table."""
    codes: list[str] = []
    for one in above(example, page):
        codes = [one.block.code] if name in one.defines else [*codes, one.block.code]
    return codes


def _comments(code: str) -> str:
    return " ".join(part for match in re.findall(r"--([^\n]*)|/\*(.*?)\*/", code, re.DOTALL) for part in match)


def _syntax(example: Example, shown: Shown) -> Reason:
    """Certain only for a word that no dialect has, and, where SQLite is meant, for what its newer releases lack too."""
    bare = BARE.sub("''", example.block.code)
    line = shown.line - example.block.line
    first = _FIRST.match("\n".join(bare.split("\n")[max(line, 0) :]))
    if first and any(is_typo(first[1].upper(), word) for word in _STATEMENTS):
        return None
    if re.search(r"\.{3}|…|<\w[\w ]*>|\[[A-Za-z ,.]+\]|\{\w", bare):
        return "pseudo-code", "leaves out a part of its code, or holds a placeholder"
    if "incomplete input" in shown.message:
        return "fragment", "ends in the middle of a statement"
    near = _SYNTAX.search(shown.message)
    word = near and (near[1] or "").upper()
    if is_sqlite(example) and word and word not in KEYWORDS and not _NEWER.search(bare) and first:
        return None
    return "unsupported-by-backend", f"SQLite does not know this, and another database may: {shown.message[:100]}"


def _column(example: Example, name: str, page: Sequence[Example]) -> Reason:
    """A column is certainly mistyped where the same example makes one of nearly that name, and nobody has this one."""
    words = set(re.findall(r"\w+", BARE.sub("''", example.block.code))) - {name}
    elsewhere = any(name in one.block.code for one in page if one.id != example.id)
    near = any(is_typo(name, word) for word in words)
    if _makes_tables(example) and not elsewhere and (near or is_sqlite(example)):
        return None
    return "fragment", f"needs the column `{name}`, which the tables on the page do not have"


def _makes_tables(example: Example) -> bool:
    return bool(re.search(r"\bCREATE\s+(?:TEMP(?:ORARY)?\s+)?TABLE\b", example.block.code, re.IGNORECASE))
