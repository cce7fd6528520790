"""The store in one SQLite file, through the standard library.

Every change is one transaction under SQLite's own journal: a process that is killed loses what it had begun, no more.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from docverify.errors import StoreError
from docverify.model import Action, History, Outcome, Result, Row
from docverify.store.schema import STEPS, VERSION
from docverify.triage.history import FORGET_AFTER

WAIT_SECONDS = 10.0
"""How long another process that writes is waited for."""
RUNS_KEPT = 30

_RECORD_RUN = "INSERT INTO runs (started, seconds, docverify, complete, summary) VALUES (?, ?, ?, ?, ?)"
_RECORD_VERDICT = "INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_RECORD_HISTORY = "INSERT OR REPLACE INTO histories VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_RECORD_ENVIRONMENT = "INSERT OR IGNORE INTO environments VALUES (?, ?)"
_PRUNE_RUNS = "DELETE FROM runs WHERE id NOT IN (SELECT id FROM runs ORDER BY id DESC LIMIT ?)"
_PRUNE_HISTORIES = "DELETE FROM histories WHERE absent >= ?"
_PRUNE_ENVIRONMENTS = "DELETE FROM environments WHERE key NOT IN (SELECT environment FROM histories)"
_HISTORIES = """SELECT example, verdict, fingerprint, passes, failures, absent, first_failed, last_output, name, text,
    environment, stable, deprecations FROM histories ORDER BY example"""
_KNOW_ISSUE = "INSERT OR REPLACE INTO issues (key, ref) VALUES (?, ?)"
_SEE_ISSUE = "INSERT OR IGNORE INTO issues (key, ref) VALUES (?, ?)"
_INTEND = "INSERT OR REPLACE INTO intents (key, action) VALUES (?, ?)"
_SETTLE = "DELETE FROM intents WHERE key = ?"

_LOCKED = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_DELETE = "delete the file: only streaks and last outputs are lost, the tracker's own issues carry their identity"


class SqliteStore:
    """The store of one state folder. Every method raises StoreError when the file cannot be used."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    def record(self, result: Result, histories: Sequence[History]) -> None:
        """A verdict that is not from a run stands with the run that it came from."""
        summary = msgspec.json.encode(result.summary).decode()
        run = (result.started, result.seconds, result.docverify, result.complete, summary)
        with self._transaction() as cursor:
            number = cursor.execute(_RECORD_RUN, run).lastrowid
            cursor.executemany(_RECORD_VERDICT, ((number, *_verdict(row)) for row in result.examples if not row.cached))
            _record_histories(cursor, histories)
            cursor.execute(_PRUNE_RUNS, (RUNS_KEPT,))
            cursor.execute(_PRUNE_HISTORIES, (FORGET_AFTER,))

    def histories(self) -> dict[str, History]:
        with _translated(self.path):
            lists = self._connection.execute("SELECT key, packages FROM environments")
            packages = {key: tuple(text.split("\n")) for key, text in lists}
            rows = self._connection.execute(_HISTORIES)
            return {row[0]: _history(row, packages) for row in rows}

    def keep(self, histories: Sequence[History]) -> None:
        with self._transaction() as cursor:
            _record_histories(cursor, histories)

    def issues(self) -> dict[str, str]:
        with _translated(self.path):
            return dict(self._connection.execute("SELECT key, ref FROM issues ORDER BY key").fetchall())

    def remember(self, outcomes: Iterable[Outcome]) -> None:
        with self._transaction() as cursor:
            for outcome in outcomes:
                if outcome.done:
                    _remember(cursor, outcome)

    def intend(self, action: Action) -> None:
        with self._transaction() as cursor:
            cursor.execute(_INTEND, (action.key, msgspec.json.encode(action).decode()))

    def intents(self) -> list[Action]:
        """Actions that were tried and of which no success is known."""
        with _translated(self.path):
            rows = self._connection.execute("SELECT action FROM intents ORDER BY key").fetchall()
        return [msgspec.json.decode(text, type=Action) for (text,) in rows]

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Cursor]:
        with _translated(self.path), _begun(self._connection) as cursor:
            yield cursor


def open(path: Path, *, wait: float = WAIT_SECONDS) -> SqliteStore:  # noqa: A001 - read as `sqlite.open`
    """The store that this file holds, made when it does not exist and upgraded when an older docverify wrote it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path.parent} cannot be made: {error.strerror}", "give a folder with --state") from None
    with _translated(path):
        connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            _upgrade(path, connection)
        except BaseException:
            connection.close()
            raise
    return SqliteStore(path, connection)


def _upgrade(path: Path, connection: sqlite3.Connection) -> None:
    if _version(connection) == VERSION:
        return
    with _begun(connection) as cursor:
        version = _version(connection)  # again: another process may have upgraded it while this one waited
        if version > VERSION:
            what = f"{path} was written by a newer docverify: its version is {version}, this one knows {VERSION}"
            raise StoreError(what, f"install a newer docverify, or {_DELETE}")
        if version < 0 or (version == 0 and cursor.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]):
            raise StoreError(f"{path} is the database of another program", "give another folder with --state")
        for step in STEPS[version:]:
            for statement in step:
                cursor.execute(statement)
        cursor.execute(f"PRAGMA user_version = {VERSION}")


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


@contextmanager
def _begun(connection: sqlite3.Connection) -> Iterator[sqlite3.Cursor]:
    """One transaction, whole or not at all."""
    cursor = connection.cursor()
    cursor.execute("BEGIN IMMEDIATE")
    try:
        yield cursor
        cursor.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            cursor.execute("ROLLBACK")
        raise


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """SQLite's errors as StoreErrors that say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code; the rest is detail
        if code in _LOCKED:
            raise StoreError(
                f"{path} is in use by another docverify", "wait until it has ended, then try again"
            ) from None
        if code in _DAMAGED:
            raise StoreError(f"{path} is damaged, or no database of docverify: {error}", _DELETE) from None
        raise StoreError(
            f"{path} cannot be used: {error}", "check its permissions, or give a folder with --state"
        ) from None


def _record_histories(cursor: sqlite3.Cursor, histories: Sequence[History]) -> None:
    if not histories:
        return
    keys = {packages: _key(packages) for packages in {one.packages for one in histories} if packages}
    cursor.executemany(_RECORD_ENVIRONMENT, ((key, "\n".join(packages)) for packages, key in keys.items()))
    rows = (
        (*msgspec.structs.astuple(one)[:-3], keys.get(one.packages, ""), one.stable, _written(one)) for one in histories
    )
    cursor.executemany(_RECORD_HISTORY, rows)
    cursor.execute(_PRUNE_ENVIRONMENTS)


def _history(row: Sequence[Any], packages: Mapping[str, tuple[str, ...]]) -> History:
    *first, environment, stable, written = row
    warned = msgspec.json.decode(written, type=tuple[str, ...]) if written else None
    return History(*(*first, packages.get(environment, ()), stable, warned))


def _written(history: History) -> str:
    """Surrogates, which UTF-8 cannot hold, are no text that a warning needs."""
    if history.deprecations is None:
        return ""
    return msgspec.json.encode([one.encode("utf-8", "replace").decode() for one in history.deprecations]).decode()


def _key(packages: Sequence[str]) -> str:
    return sha256("\n".join(packages).encode()).hexdigest()[:16]


def _remember(cursor: sqlite3.Cursor, outcome: Outcome) -> None:
    action = outcome.action
    ref = outcome.ref or action.ref
    cursor.execute(_SETTLE, (action.key,))
    if ref and action.state_reason != "duplicate":  # the key belongs to the issue that stays
        cursor.execute(_KNOW_ISSUE if action.kind == "open" else _SEE_ISSUE, (action.key, ref))


def _verdict(row: Row) -> tuple[str | int | float, ...]:
    named = (row.id, row.line, row.verdict, row.level, row.kind, row.reason, row.detail)
    return (*named, row.fingerprint, row.seconds)
