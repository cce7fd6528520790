"""What docverify says below an issue: only when something became of it."""

from collections.abc import Sequence

from docverify import escape
from docverify.model import Row

BACK = "The same failure is back after this issue was closed, so it is open again."


def passed(started: str) -> str:
    when = f" (the last began {escape.inline(started)})" if started else ""
    return f"Closed: every example that this issue is about ran and passed in two complete runs in a row{when}."


def gone(examples: Sequence[str]) -> str:
    listed = "\n".join(f"* {escape.code(example)}" for example in examples)
    return f"Closed: in two complete runs these examples were not on their page any more.\n\n{listed}"


def duplicate(ref: str) -> str:
    return f"Closed: {ref} is older and about the same cause."


def changed(row: Row) -> str:
    return (
        f"The cause changed. {escape.code(row.id)} now says: {escape.inline(escape.cut(row.detail or row.reason, 500))}"
    )
