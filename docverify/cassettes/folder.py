"""The folder of a backend's recordings."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from docverify.cassettes import archives
from docverify.cassettes.written import ENDING, LONGEST, Cassette, read, write
from docverify.errors import BackendError
from docverify.proxy.routes import Route, default_port, find_route

MOST = 10_000
"""Files of one folder."""


def file_of(page: str) -> PurePosixPath:
    """Where a page's recording lies in the folder. What pages are called is said by others, and leads nowhere else."""
    parts = PurePosixPath(page.partition("://")[2] or page).parts
    kept = [part.replace("\\", "_").replace("\0", "_") for part in parts if part not in ("/", "..")]
    return PurePosixPath(*kept[:-1], f"{kept[-1] if kept else 'page'}{ENDING}")


def load(name: str, hosts: Sequence[str], folder: Path) -> list[Cassette]:
    """All of them, in the order of their names; BackendError where one cannot be read.

    Of archives, which hold what others asked too, what was asked of these hosts.
    """
    route = Route(name, tuple(hosts), "")

    def is_meant(url: str) -> bool:
        parts = urlsplit(url)
        port = parts.port or default_port(parts.scheme)
        return find_route([route], parts.hostname or "", port) is not None

    files = sorted(path for path in folder.rglob("*") if path.suffix in (ENDING, archives.ENDING))
    if len(files) > MOST:
        raise BackendError(f"{folder}: more than {MOST} recordings of the backend {name}", "give replay another folder")
    found = []
    for path in files:
        text = _text(name, path)
        if path.suffix == ENDING:
            found.append(read(text, str(path)))
        else:
            page = path.relative_to(folder).with_suffix("").as_posix()
            found.append(archives.read_archive(text, str(path), page, is_meant))
    return found


def _text(name: str, path: Path) -> bytes:
    try:
        if path.stat().st_size > LONGEST:
            raise BackendError(f"{path}: longer than {LONGEST} bytes", "docverify record")
        return path.read_bytes()
    except OSError as error:
        raise BackendError(f"the recordings of the backend {name} cannot be read: {error}") from None


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
