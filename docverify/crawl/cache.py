"""What is known of a site: one SQLite file, in which a page, its links and the crawl's progress change together.

The frontier of a crawl follows from the seeds and the links of the pages that it has, so a crawl that was killed is
walked again from its seeds, and asks only for what it does not have yet.
"""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path

from msgspec import Struct

from docverify.errors import StoreError

VERSION = 2
RESUMED_WITHIN = 3600.0
"""Seconds after its last page in which an interrupted crawl goes on; later, its pages are asked for again."""
KEPT = 10
"""Crawls after which a page is forgotten that none of them has met."""
WAIT_SECONDS = 10.0
TOUCHED_EVERY = 5.0
"""Seconds after which it is noted again that a crawl is under way."""
_ANY = 47
"""Tells zlib to take what it packs as well as gzip files."""

_SCHEMA = (
    """CREATE TABLE crawls (
        number INTEGER PRIMARY KEY,
        touched REAL NOT NULL,
        ended INTEGER NOT NULL
    )""",
    """CREATE TABLE copies (
        url TEXT PRIMARY KEY,
        crawl INTEGER NOT NULL,
        status INTEGER NOT NULL,
        location TEXT NOT NULL,
        etag TEXT NOT NULL,
        modified TEXT NOT NULL,
        media_type TEXT NOT NULL,
        charset TEXT NOT NULL,
        body BLOB NOT NULL,
        notes BLOB NOT NULL,
        maker TEXT NOT NULL,
        problem TEXT NOT NULL,
        met INTEGER NOT NULL
    )""",
)
_COLUMNS = "url, crawl, status, location, etag, modified, media_type, charset, body, notes, maker, problem"
_LOAD = f"SELECT {_COLUMNS} FROM copies WHERE url = ?"
_STORE = f"INSERT OR REPLACE INTO copies ({_COLUMNS}, met) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_RENEW = "UPDATE copies SET crawl = ?1, met = ?1 WHERE url = ?2"
_MEET = "UPDATE copies SET met = ? WHERE url = ?"
_LAST = "SELECT number, touched, ended FROM crawls ORDER BY number DESC LIMIT 1"


class Copy(Struct, frozen=True):
    """What a host last said of an address, and in which crawl."""

    url: str
    crawl: int
    status: int
    location: str = ""
    """Where a redirect leads."""
    etag: str = ""
    modified: str = ""
    media_type: str = ""
    charset: str = ""
    packed: bytes = b""
    """The body, compressed, by us or by its server."""
    notes: bytes = b""
    """What was read from the page, so that it need not be parsed again."""
    maker: str = ""
    """The release that read it: another may read more."""
    problem: str = ""
    """Why there is nothing to be had, and will not be in the next crawl either; empty for what was had."""

    @property
    def body(self) -> bytes:
        return zlib.decompress(self.packed, wbits=_ANY) if self.packed else b""


def pack(body: bytes) -> bytes:
    return zlib.compress(body, 1) if body else b""


class Cache:
    """One site's file, in which each change is one statement, and so whole or not there.

    Every method raises StoreError when the file cannot be used.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.crawl = 0
        """Number of the crawl that is under way; 0 offline, which changes nothing."""
        self._touched = -inf
        with self._translated():
            self._connection = _open(file)

    def begin(self, now: float) -> None:
        """Goes on with the last crawl when it was interrupted a short while ago, else begins a new one."""
        with self._translated(), self._transaction():
            number, touched, ended = self._connection.execute(_LAST).fetchone() or (0, 0.0, 1)
            resumed = not ended and 0 <= now - touched <= RESUMED_WITHIN
            self.crawl = number if resumed else number + 1
            self._touch(now)

    def load(self, url: str) -> Copy | None:
        with self._translated():
            row = self._connection.execute(_LOAD, (url,)).fetchone()
        return Copy(*row) if row else None

    def store(self, copy: Copy, now: float) -> None:
        values = (copy.url, copy.crawl, copy.status, copy.location, copy.etag, copy.modified)
        more = (copy.media_type, copy.charset, copy.packed, copy.notes, copy.maker, copy.problem)
        with self._translated():
            self._connection.execute(_STORE, (*values, *more, copy.crawl))
            self._touch(now)

    def renew(self, url: str, now: float) -> None:
        """The host says that nothing has changed there."""
        with self._translated():
            self._connection.execute(_RENEW, (self.crawl, url))
            self._touch(now)

    def meet(self, url: str) -> None:
        """The address is still in use, though it could not be had now: its copy is not forgotten."""
        with self._translated():
            self._connection.execute(_MEET, (self.crawl, url))

    def end(self, now: float) -> None:
        """The crawl has met every page that it can."""
        with self._translated(), self._transaction():
            self._connection.execute("INSERT OR REPLACE INTO crawls VALUES (?, ?, 1)", (self.crawl, now))
            self._connection.execute("DELETE FROM crawls WHERE number < ?", (self.crawl,))
            self._connection.execute("DELETE FROM copies WHERE met <= ?", (self.crawl - KEPT,))

    def close(self) -> None:
        self._connection.close()

    def _touch(self, now: float) -> None:
        if now - self._touched < TOUCHED_EVERY:
            return
        self._touched = now
        self._connection.execute("INSERT OR REPLACE INTO crawls VALUES (?, ?, 0)", (self.crawl, now))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(
                f"{self.file} cannot be used: {error}", "delete it, it holds copies only; or give another --state"
            ) from None


def _open(file: Path) -> sqlite3.Connection:
    """A file that is damaged, or of another version, is begun anew: it holds copies only."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{file.parent} cannot be made: {error.strerror}", "give a folder with --state") from None
    try:
        return _connect(file)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
    for end in ("", "-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)
    return _connect(file)


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")  # a cut of the power may cost the copies; a kill costs nothing
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError("of another version")
        if version == 0:
            for statement in _SCHEMA:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")
    except BaseException:
        connection.close()
        raise
    return connection
