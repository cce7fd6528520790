"""Where a file is: its identity as a page, and what stands near a path that does not exist."""

import os
from pathlib import Path
from unicodedata import normalize

from docverify.config import nearest


def find_identity(file: str, root: str) -> str:
    """POSIX path relative to the root, in Unicode's composed form (NFC), the same on every machine.

    A file outside of the root begins with `../`: an absolute path would differ from one checkout to the next.
    """
    relative = os.path.relpath(file, root)
    if _is_above(relative):
        # One of the two may have been reached through a symbolic link; the file's own name is kept.
        folder, name = os.path.split(os.path.abspath(file))
        resolved = os.path.relpath(os.path.join(os.path.realpath(folder), name), os.path.realpath(root))
        relative = relative if _is_above(resolved) else resolved
    return make_identity(os.fsencode(relative))


def make_identity(path: bytes) -> str:
    """The path as text that any report can hold: bytes that are not UTF-8 are written as `\\xe9`."""
    return normalize("NFC", path.decode("utf-8", "backslashreplace"))


def find_nearest(path: Path) -> str:
    """An existing path that was likely meant by one that does not exist; empty when none is near."""
    existing = path
    missing = ""
    while not os.path.exists(existing) and existing != existing.parent:
        existing, missing = existing.parent, existing.name
    try:
        near = nearest(missing, sorted(os.listdir(existing)))
    except OSError:
        return ""
    return str(existing / near) if near else ""


def is_bare_repository(folder: str) -> bool:
    """True for a git repository without a work tree."""
    return os.path.isfile(os.path.join(folder, "HEAD")) and all(
        os.path.isdir(os.path.join(folder, name)) for name in ("objects", "refs")
    )


def _is_above(relative: str) -> bool:
    return relative == ".." or relative.startswith("../")
