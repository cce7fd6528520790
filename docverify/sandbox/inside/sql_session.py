"""Runs the SQL examples of one page, one after the other, in one SQLite database that lives in memory.

Commands come on descriptor 3 and reports go to descriptor 4, one JSON object a line. Rows are printed as SQLite's own
shell prints them: a line each, with `|` between the columns.
An example that fails leaves the database as it was before it.
A table that an earlier example made is made anew when a later one creates it: pages begin their stories again.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import sys

TYPE_CHECKING = False  # as everywhere in here: `typing` costs more than all else
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

COMMANDS, REPORTS = 3, 4
SAVEPOINT = "docverify_before"
WARNED = "Traceback (most recent call last):\n"
_CREATES = re.compile(
    r"\s*CREATE\s+(TABLE|VIEW|INDEX|UNIQUE\s+INDEX|TRIGGER)\s+(?:main\.)?([\w\"`\[\]]+)\s*(?:\(|AS\b|ON\b|AFTER\b|BEFORE\b)",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"(?:\s|--[^\n]*(?:\n|\Z)|/\*.*?\*/)*", re.DOTALL)


class Session:
    """The database, and what earlier examples made in it."""

    def __init__(self, commands: Any, reports: int) -> None:
        self.commands = commands
        self.reports = reports
        self.nonce = json.loads(commands.readline())["nonce"]
        self.database = sqlite3.connect(":memory:", isolation_level=None)
        self.earlier: set[str] = set()
        self.created: set[str] = set()
        self.line = 0

    def serve(self) -> None:
        for line in self.commands:
            self.run(json.loads(line))

    def run(self, task: dict[str, Any]) -> None:
        number = task["run"]
        self.report({"begin": number})
        self.created = set()
        before = self.remember()
        try:
            for place, step in enumerate(task["steps"], 1):
                self.step(step)
                if place < len(task["steps"]):
                    self.report({"step": number, "value": None, "text": None, **printed()})
        except sqlite3.Error as error:
            self.restore(before)
            self.report({"exception": number, "shown": describe(error, self.line)})
        else:
            self.forget(before)
            self.report({"end": number, "code": None, "value": None, "text": None})
        self.earlier |= self.created

    def remember(self) -> sqlite3.Connection | None:
        """A copy of the database; None for a savepoint in a transaction that is open, which cannot be copied."""
        if self.database.in_transaction:
            self.database.execute(f"SAVEPOINT {SAVEPOINT}")
            return None
        copy = sqlite3.connect(":memory:", isolation_level=None)
        self.database.backup(copy)
        return copy

    def restore(self, before: sqlite3.Connection | None) -> None:
        self.created = set()
        if before:
            self.database.close()
            self.database = before
        elif self.database.in_transaction:
            self.forget(None, f"ROLLBACK TO {SAVEPOINT}")

    def forget(self, before: sqlite3.Connection | None, first: str = "") -> None:
        if before:
            before.close()
            return
        try:
            if first:
                self.database.execute(first)
            self.database.execute(f"RELEASE {SAVEPOINT}")
        except sqlite3.Error:  # the example ended the transaction that it was found in
            pass

    def step(self, step: dict[str, Any]) -> None:
        for text, line in statements(step["code"], step["line"]):
            self.line = line
            try:
                self.statement(text)
            except sqlite3.Error as error:
                if step["mode"] != "raises":
                    raise
                sys.stdout.flush()
                sys.stderr.write(f"{WARNED}{type(error).__name__}: {error}\n")

    def statement(self, text: str) -> None:
        created = _CREATES.match(text)
        if created:
            self.make_room(created[1].split()[-1].upper(), created[2].strip('"`[]'))
        for row in self.database.execute(text):
            sys.stdout.write("|".join(map(shown, row)) + "\n")

    def make_room(self, kind: str, name: str) -> None:
        """What this example makes may have the name of what an earlier one made."""
        if name.lower() in self.earlier - self.created:
            self.database.execute(f'DROP {kind} IF EXISTS "{name}"')
        self.created.add(name.lower())

    def report(self, message: dict[str, Any]) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(self.reports, f"{self.nonce} {json.dumps(message)}\n".encode())


def printed() -> dict[str, int]:
    """How much was printed so far: the next step does not wait until the report is read."""
    sys.stdout.flush()
    sys.stderr.flush()
    return {"out": os.fstat(1).st_size, "err": os.fstat(2).st_size}


def statements(code: str, line: int) -> Iterator[tuple[str, int]]:
    """The statements of a script, each with the line on the page that it begins on; comments alone are none."""
    begun = 0
    for end in [match.end() for match in re.finditer(";", code)] + [len(code)]:
        text = code[begun:end]
        if end < len(code) and not sqlite3.complete_statement(text):
            continue
        start = _BLANKS.match(code, begun)
        first = start.end() if start else begun
        if code[first:end].strip(" \n\t;"):
            yield code[first:end], line + code.count("\n", 0, first)
        begun = end


def shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}" if "." in f"{value:.15g}" or "e" in f"{value:.15g}" else f"{value:.1f}"
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def describe(error: sqlite3.Error, line: int) -> dict[str, Any]:
    kind = type(error).__name__
    bases = [base.__name__ for base in type(error).__mro__[1:-2]]
    return {"type": kind, "message": str(error), "line": line, "bases": bases, "traceback": f"{kind}: {error}\n"}


if __name__ == "__main__":
    Session(os.fdopen(COMMANDS, encoding="utf-8"), REPORTS).serve()
