"""Which releases a package has, as its registry told when it was asked last."""

from collections.abc import Iterable

from msgspec import Struct

from docverify.versions import is_final, order

FRESH_SECONDS = 43_200.0
"""After which the registry is asked again: each night finds what came during the day."""


class Releases(Struct, frozen=True):
    """Of one package, from the oldest to the newest."""

    versions: tuple[str, ...]
    asked: float
    """When, in seconds since 1970."""
    stale: str = ""
    """Why the registry could not be asked again; empty when this is what it says."""

    @classmethod
    def of(cls, versions: Iterable[str], asked: float) -> "Releases":
        return cls(tuple(sorted(filter(is_final, versions), key=order)), asked)

    def is_fresh(self, now: float) -> bool:
        return 0 <= now - self.asked < FRESH_SECONDS
