"""What requirements were resolved to, as the package manager wrote it down."""

import time
from collections.abc import Iterable
from hashlib import sha256

from msgspec import Struct


class Lock(Struct, frozen=True):
    """A resolution that is kept, so that the next run asks no network."""

    key: str
    """Name of the layer that is made from it."""
    packages: tuple[str, ...]
    """`name==version`, sorted."""
    text: str
    """As the package manager reads it, with hashes."""
    resolved: str
    """When, RFC 3339: what is newer than this is not in it."""


def now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def digest(*parts: Iterable[str]) -> str:
    """A short hash of lists of texts: a name that is the same when they are."""
    joined = "\0\0".join("\0".join(part) for part in parts)
    return sha256(joined.encode("utf-8", "surrogateescape")).hexdigest()[:16]
