"""How an example ended in SQLite, when that does not show that its page is wrong.

Most SQL on pages is meant for another database: what SQLite does not know is then no fault of the page.
"""

import re
from collections.abc import Sequence

from docverify.languages.endings.bounds import bounded, exhausted
from docverify.languages.script_code.near import is_typo
from docverify.languages.sql_code.notation import BARE, is_sqlite
from docverify.model import Example, Run, Shown

Reason = tuple[str, str] | None

_TABLE = re.compile(r"no such (?:table|view): (\S+)")
_COLUMN = re.compile(r"no such column: (?:[\w]+\.)*(\w+)|has no column named (\w+)")
_UNKNOWN = re.compile(
    r"no such (?:function|collation sequence|module|database|index|trigger|savepoint)|unknown database"
)
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
        return found
    message = shown.message
    table = _TABLE.search(message)
    if table:
        return "fragment", f"needs the table `{table[1]}`, which no example above it makes"
    if _BINDINGS.search(message):
        return "placeholder", "holds parameters that a program fills in"
    if _AGAIN.search(message):
        return "incomplete", f"follows from what an example above has done: {message[:100]}"
    if _UNKNOWN.search(message):
        return "unsupported-by-backend", f"SQLite does not have it: {message[:100]}"
    return _failed(example, shown, page) or exhausted(message)


def _failed(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    spoken = _comments(example.block.code) + example.expectation.text
    if _MEANT.search(spoken):
        return "incomplete", f"ends in an error, as the page says there: {shown.message[:100]}"
    if _SYNTAX.search(shown.message):
        return _syntax(example, shown)
    column = _COLUMN.search(shown.message)
    if column:
        return _column(example, column[1] or column[2], page)
    if is_sqlite(example) or (_makes_tables(example) and shown.message.startswith("UNIQUE constraint failed")):
        return None
    return "unsupported-by-backend", f"SQLite says, and another database may not: {shown.message[:100]}"


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
    if is_sqlite(example) and not _NEWER.search(bare) and first and first[1].upper() in _STATEMENTS:
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
