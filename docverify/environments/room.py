"""How much is kept: what was not used for longest goes first, and nothing that any running docverify uses.

uses/NAME    stands for a layer or a wheel: its text is the size in bytes, its time of change the last use; whoever uses
             the layer holds it locked, shared with others
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

MOST_BYTES = 10 * 1024**3
"""Of layers and wheels, together."""

_held: dict[Path, int] = {}
"""Descriptors of locked files. They are open until the process ends, since its sandboxes show the layers until then."""


class Kept(Struct, frozen=True):
    """A layer, or the wheel of a local project."""

    folder: Path
    use: Path
    bytes: int
    used: float


def hold(use: Path) -> None:
    """From now until the process ends, what the file stands for is in use."""
    use.parent.mkdir(parents=True, exist_ok=True)
    if use not in _held:
        descriptor = os.open(use, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        fcntl.flock(descriptor, fcntl.LOCK_SH)  # only ever waits for a folder to be renamed
        _held[use] = descriptor
    os.utime(use)


def note_size(use: Path, folder: Path) -> None:
    use.parent.mkdir(exist_ok=True)
    use.write_text(str(measure(folder)))


def measure(folder: Path) -> int:
    """Bytes on the disk of all files below."""
    files = (os.path.join(parent, file) for parent, _, names in os.walk(folder) for file in names)
    return sum(os.lstat(file).st_blocks * 512 for file in files)


def make_room(found: Iterator[tuple[Path, Path]], most: int, part: Path) -> list[Path]:
    """Removes folders until the rest has at most so many bytes; `found` are pairs of a folder and what stands for it.

    A folder is moved into `part` first, so that it is there whole or not at all. The removed ones are returned.
    """
    everything = [_look_at(folder, use) for folder, use in found]
    return [kept.folder for kept in choose(everything, most, lambda kept: _remove(kept, part))]


def choose(everything: list[Kept], most: int, remove: Callable[[Kept], bool]) -> Iterator[Kept]:
    """What has to go for the rest to fit, longest unused first; what `remove` refuses stays, and others go for it."""
    left = sum(kept.bytes for kept in everything)
    for kept in sorted(everything, key=lambda kept: kept.used):
        if left <= most:
            return
        if remove(kept):
            left -= kept.bytes
            yield kept


def _look_at(folder: Path, use: Path) -> Kept:
    try:
        return Kept(folder, use, int(use.read_text()), use.stat().st_mtime)
    except (OSError, ValueError):
        return Kept(folder, use, measure(folder), 0.0)


def _remove(kept: Kept, part: Path) -> bool:
    """False when a process uses it."""
    kept.use.touch()
    descriptor = os.open(kept.use, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        moved = part / f"removed-{kept.use.name}"
        kept.folder.rename(moved)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    shutil.rmtree(moved, ignore_errors=True)
    return True
