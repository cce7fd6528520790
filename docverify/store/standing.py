"""What the last result stands on, in one file; one that is damaged or gone costs time and nothing else."""

import os
from contextlib import suppress
from pathlib import Path

import msgspec

from docverify.model import Standing

FILE = "standing.msgpack"
"""Below the state."""
_COUNTER = slice(24, 28)
"""Where a file of SQLite counts how often it was written: its file format, section 1.3.7."""


def load(state: Path) -> Standing | None:
    try:
        return msgspec.msgpack.decode((state / FILE).read_bytes(), type=Standing)
    except (OSError, msgspec.MsgspecError):
        return None


def save(state: Path, standing: Standing) -> None:
    part = state / f"{FILE}.part"
    with suppress(OSError, UnicodeEncodeError):  # a file name may be no text
        part.write_bytes(msgspec.msgpack.encode(standing))
        part.replace(state / FILE)


def forget(state: Path) -> None:
    with suppress(OSError):
        os.unlink(state / FILE)


def count_changes(database: Path) -> int:
    """How often a file of SQLite was written, which needs no time that could be too coarse; 0 when there is none."""
    try:
        with open(database, "rb") as stream:
            return int.from_bytes(stream.read(_COUNTER.stop)[_COUNTER], "big")
    except OSError:
        return 0
