"""The folder of a backend's recordings."""

from pathlib import Path, PurePosixPath

from docverify.cassettes.written import ENDING, LONGEST, Cassette, read, write
from docverify.errors import BackendError

MOST = 10_000
"""Files of one folder."""


def file_of(page: str) -> PurePosixPath:
    """Where a page's recording lies in the folder. What pages are called is said by others, and leads nowhere else."""
    parts = PurePosixPath(page.partition("://")[2] or page).parts
    kept = [part.replace("\\", "_").replace("\0", "_") for part in parts if part not in ("/", "..")]
    return PurePosixPath(*kept[:-1], f"{kept[-1] if kept else 'page'}{ENDING}")


def load(name: str, folder: Path) -> list[Cassette]:
    """All of them, in the order of their names; BackendError where one cannot be read, or there is none."""
    found = []
    for path in sorted(folder.rglob(f"*{ENDING}"))[:MOST]:
        try:
            if path.stat().st_size > LONGEST:
                raise BackendError(f"{path}: longer than {LONGEST} bytes", "docverify record")
            found.append(read(path.read_bytes(), str(path)))
        except OSError as error:
            raise BackendError(f"the recordings of the backend {name} cannot be read: {error}") from None
    return found


def save(cassette: Cassette, folder: Path) -> Path:
    """The file that holds it now."""
    path = folder / file_of(cassette.page)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(write(cassette))
        part.replace(path)
    except OSError as error:
        raise BackendError(f"{path}: cannot be written: {error.strerror}", "look at replay in docverify.toml") from None
    return path
