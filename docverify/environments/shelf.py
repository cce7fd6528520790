"""The folder in which environments are kept; nothing in it has its final name before it is whole.

locks/NAME.json    what requirements were resolved to
wheels/NAME/       local projects, built
KEY/site           one layer
part-…             what is being made; what an ended process left of it is removed by the next that makes something
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from docverify.environments.lock import Lock
from docverify.locking import locked

WAIT_SECONDS = 1800.0
"""How long another process that installs is waited for."""
_PART = "part-"


class Shelf:
    """The environments of one state folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def site(self, key: str) -> Path:
        return self.folder / key / "site"

    def find_lock(self, name: str) -> Lock | None:
        try:
            return msgspec.json.decode((self.folder / "locks" / f"{name}.json").read_bytes(), type=Lock)
        except (OSError, msgspec.MsgspecError):
            return None

    def find_wheel(self, name: str) -> Path | None:
        return next((self.folder / "wheels" / name).glob("*.whl"), None)

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

    def keep_wheel(self, name: str, made: Path) -> Path:
        """The wheel at its final place; `made` is a folder that holds it alone."""
        self._keep(made, self.folder / "wheels" / name)
        return next((self.folder / "wheels" / name).glob("*.whl"))

    def keep_layer(self, key: str, made: Path) -> None:
        _seal(made)
        self._keep(made, self.folder / key)

    def _keep(self, made: Path, final: Path) -> None:
        final.parent.mkdir(exist_ok=True)
        made.replace(final)


def _seal(layer: Path) -> None:
    """Everyone may read the files and nobody write them; folders stay open to their owner, who may delete the state."""
    for folder, _, files in os.walk(layer):
        os.chmod(folder, 0o755)
        for file in files:
            path = os.path.join(folder, file)
            if not os.path.islink(path):
                os.chmod(path, 0o444 | (os.stat(path).st_mode & 0o111))
