"""What pages were read to, kept by everything that it follows from, so that an unchanged page is not parsed again."""

import os
import sqlite3
import time
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

import msgspec

from docverify import __version__
from docverify.model import Block, Page, Problem

KEPT_DAYS = 30
"""Days after which a page that was not met again is forgotten."""
LIMIT = 512 * 1024 * 1024
"""Bytes of the file from which on it is begun anew."""
WAIT_SECONDS = 1.0
CACHE_KIBIBYTES = 256
"""Of SQLite: each page is read or written once."""
READERS = ("formats", "draft", "infostring", "instructions", "slugs", "labels")
"""Modules and packages of ours that decide what a page is read to."""

_DECODER = msgspec.msgpack.Decoder(tuple[list[Block], list[Problem]])
_ENCODER = msgspec.msgpack.Encoder()
_DAY = 86_400


class PageCache:
    """Blocks and problems of pages, in one SQLite file. One that cannot be used costs time and nothing else."""

    def __init__(self, path: Path) -> None:
        self._connection = _open(path)
        self._day = int(time.time() // _DAY)

    def get(self, key: bytes) -> tuple[list[Block], list[Problem]] | None:
        """What the page with this key was read to; None when that is not known."""
        if self._connection is None:
            return None
        try:
            row = self._connection.execute("SELECT value, day FROM pages WHERE key = ?", (key,)).fetchone()
            if row is None:
                return None
            if row[1] != self._day:
                self._connection.execute("UPDATE pages SET day = ? WHERE key = ?", (self._day, key))
            return _DECODER.decode(row[0])
        except (sqlite3.Error, msgspec.MsgspecError):
            return None

    def put(self, key: bytes, read: tuple[list[Block], list[Problem]]) -> None:
        if self._connection is None:
            return
        try:
            row = (key, self._day, _ENCODER.encode(read))
            self._connection.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", row)
        except sqlite3.Error:
            self._connection = None

    def close(self) -> None:
        """Keeps what was put since it was opened, and forgets what was not met for long."""
        if self._connection is None:
            return
        try:
            self._connection.execute("DELETE FROM pages WHERE day < ?", (self._day - KEPT_DAYS,))
            self._connection.commit()
        except sqlite3.Error:
            pass
        finally:
            self._connection.close()


def make_key(page: Page) -> bytes:
    """A hash of everything that the blocks of a page follow from: its text, its includes, its name, and our code."""
    digest = blake2b(_code(), digest_size=20)
    texts: Mapping[str, str | None] = page.files
    parts = [page.path, page.format, page.language, page.text]
    parts += [part for name in sorted(texts) for part in (name, "\1" if texts[name] is None else f"\2{texts[name]}")]
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()


@cache
def _code() -> bytes:
    """Changes with the version, and where the source tree is worked on, with each change to a file that reads pages."""
    spec = find_spec("docverify")
    top = Path(spec.origin).parent if spec and spec.origin else Path()
    seen = [__version__]
    for name in READERS:
        files = (top / name).rglob("*.py") if (top / name).is_dir() else [top / f"{name}.py"]
        for file in sorted(files):
            status = os.stat(file) if file.exists() else None
            seen.append(f"{file.name}:{status.st_mtime_ns}:{status.st_size}" if status else file.name)
    return blake2b("\n".join(seen).encode(), digest_size=20).digest()


def _open(path: Path) -> sqlite3.Connection | None:
    try:
        if path.exists() and path.stat().st_size > LIMIT:
            path.unlink()
        connection = sqlite3.connect(path, timeout=WAIT_SECONDS, check_same_thread=False)
        connection.execute("PRAGMA synchronous = OFF")  # a cache may be lost
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS pages (key BLOB PRIMARY KEY, day INTEGER, value BLOB) WITHOUT ROWID"
        )
    except (OSError, sqlite3.Error):
        return None
    return connection
