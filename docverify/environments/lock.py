"""What requirements were resolved to, as uv wrote it down."""

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from msgspec import Struct

_ENTRY = re.compile(r"^(?=[A-Za-z0-9])", re.MULTILINE)
_PINNED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)")
_WHEEL = re.compile(r"(?P<name>[A-Za-z0-9._-]+) @ \S*/[^/\s-]+-(?P<version>[^/\s-]+)-[^/\s]+\.whl")


class Lock(Struct, frozen=True):
    """A resolution that is kept, so that the next run asks no network."""

    key: str
    """Name of the layer that is made from it."""
    packages: tuple[str, ...]
    """`name==version`, sorted."""
    text: str
    """As uv reads it, with hashes."""
    resolved: str
    """When, RFC 3339: what is newer than this is not in it."""


def make_lock(text: str, contents: Iterable[str], toolchain: Sequence[str], resolved: str) -> Lock:
    """The lock of what uv resolved; `contents` are the hashes of local projects."""
    entries = list(_entries(text))
    packages = tuple(sorted(filter(None, map(_package, entries))))
    # A local wheel's own path and hash say where and when it was built; its project's content says what it is.
    fixed = [" ".join(entry.split()) for entry in entries if " @ file:" not in entry]
    return Lock(digest(packages, fixed, contents, toolchain), packages, text, resolved)


def digest(*parts: Iterable[str]) -> str:
    """A short hash of lists of texts: a name that is the same when they are."""
    joined = "\0\0".join("\0".join(part) for part in parts)
    return sha256(joined.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _entries(text: str) -> Iterator[str]:
    return (entry for entry in _ENTRY.split(text) if _ENTRY.match(entry))


def _package(entry: str) -> str:
    match = _PINNED.match(entry) or _WHEEL.match(entry)
    return f"{match['name']}=={match['version']}" if match else ""
