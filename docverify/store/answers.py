"""What pages came to, kept by everything that it follows from, so that an unchanged page is not run again.

One SQLite file. One that is damaged, locked, full or gone costs time and nothing else.
"""

import sqlite3
import time
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec
from msgspec import Struct

from docverify.model import Problem, Row

KEPT_DAYS = 30
"""Days after its run from which on an answer is not used: what a page shows may depend on the date."""
LIMIT = 512 * 1024 * 1024
"""Bytes of all answers, at most."""
WAIT_SECONDS = 1.0
CACHE_KIBIBYTES = 256
"""Of SQLite: each answer is read or written once."""
_DAY = 86_400
_TABLES = (
    "CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, day INTEGER, sum INTEGER, value BLOB) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS pages (page TEXT PRIMARY KEY, day INTEGER, seconds REAL) WITHOUT ROWID",
)
_OLDER_HALF = """DELETE FROM answers WHERE key IN
    (SELECT key FROM answers ORDER BY day LIMIT (SELECT (count(*) + 1) / 2 FROM answers))"""


class Answer(Struct, frozen=True):
    """What a page came to."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    runnable: frozenset[str] = frozenset()
    """Languages of the page that docverify runs."""


_DECODER = msgspec.msgpack.Decoder(Answer)
_ENCODER = msgspec.msgpack.Encoder()


class AnswerCache:
    """The answers of one state folder, and how long its pages took; used by one thread."""

    def __init__(self, path: Path) -> None:
        self._day = int(time.time() // _DAY)
        self.until = self._day + KEPT_DAYS
        """The first day, counted from 1970, on which not all that was found here holds any more."""
        self._connection = _open(path)
        self._room = LIMIT - self._used()

    def find(self, key: bytes) -> Answer | None:
        """What the page with this key came to; None when that is not known."""
        try:
            row = self._ask("SELECT value, sum, day FROM answers WHERE key = ? AND day > ?", key, self._day - KEPT_DAYS)
            if row is None or crc32(row[0]) != row[1]:
                return None
            self.until = min(self.until, row[2] + KEPT_DAYS)
            return _DECODER.decode(row[0])
        except (TypeError, msgspec.MsgspecError):
            return None

    def keep(self, key: bytes, answer: Answer) -> None:
        try:
            value = _ENCODER.encode(answer)
        except UnicodeEncodeError:  # an example may print half of a surrogate pair
            return
        if len(value) > self._room:
            self._ask(_OLDER_HALF)
            self._room = LIMIT - self._used()
        if len(value) <= self._room:
            self._room -= len(value)
            self._ask("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", key, self._day, crc32(value), value)

    def drop(self, key: bytes) -> None:
        self._ask("DELETE FROM answers WHERE key = ?", key)

    def seconds(self, page: str) -> float | None:
        """How long the page took when it ran last; None when that is not known."""
        row = self._ask("SELECT seconds FROM pages WHERE page = ?", page)
        return row[0] if row and isinstance(row[0], float) else None

    def keep_seconds(self, page: str, seconds: float) -> None:
        self._ask("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", page, self._day, seconds)

    def close(self) -> None:
        """Forgets what is old."""
        for table in ("answers", "pages"):
            self._ask(f"DELETE FROM {table} WHERE day <= ?", self._day - KEPT_DAYS)
        if self._connection:
            self._connection.close()

    def _used(self) -> int:
        """Bytes of the file that hold something."""
        pages = (self._ask(f"PRAGMA {name}") for name in ("page_count", "freelist_count", "page_size"))
        count, free, size = (int(row[0]) if row else 0 for row in pages)
        return (count - free) * size

    def _ask(self, statement: str, *values: object) -> tuple[Any, ...] | None:
        """The first row. A file that fails once is not asked again: to wait for a lock each time costs a second."""
        if self._connection is None:
            return None
        try:
            row: tuple[Any, ...] | None = self._connection.execute(statement, values).fetchone()
        except (sqlite3.Error, UnicodeEncodeError):
            self._connection.close()
            self._connection = None
            return None
        return row


def _open(path: Path) -> sqlite3.Connection | None:
    try:
        return _made(path)
    except sqlite3.OperationalError:  # locked, or no place for it
        return None
    except sqlite3.DatabaseError:  # damaged: it is begun anew
        try:
            for end in ("", "-wal", "-shm"):
                path.with_name(path.name + end).unlink(missing_ok=True)
            return _made(path)
        except (OSError, sqlite3.Error):
            return None


def _made(path: Path) -> sqlite3.Connection:
    # Each statement is kept at once: no lock is held while pages run, and a run that is stopped loses nothing.
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")  # a journal would be a file made and removed for each statement
        connection.execute("PRAGMA synchronous = OFF")  # a cache may be lost
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
        for table in _TABLES:
            connection.execute(table)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
