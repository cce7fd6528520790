"""What starts a sandbox instance of a service, or finds one that runs already."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from docverify.model import BackendConfig

Headers = tuple[tuple[str, str], ...]
Words = Mapping[str, str]
"""What stands in braces in commands and requests to a backend, and for what."""


class OpenBackend(Protocol):
    """One instance. Whatever goes wrong is raised as a BackendError that names it and holds its last words."""

    shared: bool
    """True when other workers, or others altogether, use the same one."""

    def begin(self) -> None:
        """Comes back once it is ready."""
        ...

    def target(self) -> tuple[str, int]:
        """Host and port on this machine's network."""
        ...

    def upstream(self) -> str:
        """Its root, as a URL."""
        ...

    def clean(self, words: Words) -> None:
        """Comes back once nothing is left of what was done to it."""
        ...

    def check(self) -> None:
        """Raises when it is not there any more."""
        ...

    def close(self) -> None: ...


@runtime_checkable
class Specified(Protocol):
    """An instance whose interface is written down."""

    def bases(self) -> Sequence[str]:
        """Paths that examples put before those that it knows, without their last slash."""
        ...

    def unknown_query(self, method: str, path: str, names: Collection[str]) -> str:
        """The first of the names that no query to this path has; empty where all may be."""
        ...


@runtime_checkable
class Replaying(Protocol):
    """An instance that is nowhere: what was recorded answers."""

    def turn_to(self, page: str) -> None:
        """The page runs from its beginning."""
        ...

    def find(self, method: str, target: str, headers: Headers, body: bytes) -> tuple[int, Headers, bytes] | None:
        """What was recorded of this request: status, headers and body; None for nothing."""
        ...


@runtime_checkable
class Backend(Protocol):
    """A kind of backend."""

    name: str

    def accepts(self, config: BackendConfig) -> bool: ...

    def open(self, name: str, config: BackendConfig, folder: Path, environ: Mapping[str, str]) -> OpenBackend:
        """An instance that has not begun; commands run in `folder` with the variables."""
        ...
