"""The folder in which environments are kept; nothing in it has its final name before it is whole.

locks/NAME.json    what requirements were resolved to
releases/          which releases packages have
wheels/NAME/       local projects, built
KEY/site           one layer
uses/              which of them are in use, and when they last were
part-…             what is being made; what an ended process left of it is removed by the next that makes something
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

from docverify.environments import room
from docverify.environments.lock import Lock
from docverify.environments.releases import Releases
from docverify.environments.room import MOST_BYTES
from docverify.locking import locked

WAIT_SECONDS = 1800.0
"""How long another process that installs is waited for."""
_PART = "part-"
Noun = TypeVar("Noun")


class Shelf:
    """The environments of one state folder, of at most so many bytes as long as none that is in use has to go."""

    def __init__(self, folder: Path, most: int = MOST_BYTES) -> None:
        self.folder = folder
        self.most = most

    def site(self, key: str) -> Path:
        return self.folder / key / "site"

    def find_lock(self, name: str) -> Lock | None:
        """The lock of this name; its layer is there, and stays as long as this process runs."""
        lock = _read(self.folder / "locks" / f"{name}.json", Lock)
        return lock if lock and self.has_layer(lock.key) else None

    def has_layer(self, key: str) -> bool:
        """True when the layer is there; then it is in use until this process ends."""
        if not self.site(key).is_dir():
            return False
        room.hold(self._use(key))
        return self.site(key).is_dir()  # it may have been removed while it was not in use yet

    def find_wheel(self, name: str) -> Path | None:
        found = next((self.folder / "wheels" / name).glob("*.whl"), None)
        if found:
            self._use(name).touch()
        return found

    @contextmanager
    def making(self) -> Iterator[Path]:
        """A new folder to make things in, while no other process makes any."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with locked(self.folder / "lock", WAIT_SECONDS):
            for part in self.folder.glob(f"{_PART}*"):
                shutil.rmtree(part, ignore_errors=True)
            part = Path(tempfile.mkdtemp(prefix=_PART, dir=self.folder))
            try:
                yield part
            finally:
                shutil.rmtree(part, ignore_errors=True)

    def keep_lock(self, name: str, lock: Lock, part: Path) -> None:
        made = part / "lock.json"
        made.write_bytes(msgspec.json.encode(lock))
        self._keep(made, self.folder / "locks" / f"{name}.json")

    def find_releases(self, name: str) -> Releases | None:
        return _read(self.folder / "releases" / f"{name}.json", Releases)

    def keep_releases(self, name: str, releases: Releases, part: Path) -> None:
        made = part / "releases.json"
        made.write_bytes(msgspec.json.encode(releases))
        self._keep(made, self.folder / "releases" / f"{name}.json")

    def keep_wheel(self, name: str, made: Path) -> Path:
        """The wheel at its final place; `made` is a folder that holds it alone."""
        room.note_size(self._use(name), made)
        self._keep(made, self.folder / "wheels" / name)
        return next((self.folder / "wheels" / name).glob("*.whl"))

    def keep_layer(self, key: str, made: Path) -> None:
        _seal(made)
        room.note_size(self._use(key), made)
        room.hold(self._use(key))
        self._keep(made, self.folder / key)

    def make_room(self, part: Path) -> None:
        """Removes what was not used for longest, with its locks; only while nothing else is made."""
        if not room.make_room(self._everything(), self.most, part):
            return
        for file in self.folder.glob("locks/*.json"):
            lock = _read(file, Lock)
            if lock is None or not self.site(lock.key).is_dir():
                file.unlink()

    def _everything(self) -> Iterator[tuple[Path, Path]]:
        """Each layer and each wheel, with the file that stands for it."""
        for site in self.folder.glob("*/site"):
            yield site.parent, self._use(site.parent.name)
        for wheel in self.folder.glob("wheels/*"):
            yield wheel, self._use(wheel.name)

    def _use(self, name: str) -> Path:
        return self.folder / "uses" / name

    def _keep(self, made: Path, final: Path) -> None:
        final.parent.mkdir(exist_ok=True)
        made.replace(final)


def _read(file: Path, kind: type[Noun]) -> Noun | None:
    try:
        return msgspec.json.decode(file.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError):
        return None


def _seal(layer: Path) -> None:
    """Everyone may read the files and nobody write them; folders stay open to their owner, who may delete the state."""
    for folder, _, files in os.walk(layer):
        os.chmod(folder, 0o755)
        for file in files:
            path = os.path.join(folder, file)
            if not os.path.islink(path):
                os.chmod(path, 0o444 | (os.stat(path).st_mode & 0o111))
