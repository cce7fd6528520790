"""Where pages come from."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from msgspec import Struct

from docverify.model import Block, Credential, Page, Problem, Provided, SourceConfig, Status
from docverify.ports.progress import Progress


class Place(Struct, frozen=True):
    """Where a source works: what it may keep, and whom it tells."""

    root: Path
    """The folder that page paths are relative to."""
    state: Path
    """Where clones and the cache of a crawl are kept."""
    suffixes: Mapping[str, str]
    """End of a file name to the name of the format that reads it."""
    named_suffixes: Mapping[str, str] = {}
    """The same for files that are pages only when the user names them."""
    media_types: Mapping[str, str] = {}
    """What a server calls a page to the name of the format that reads it."""
    progress: Progress | None = None
    offline: bool = False
    """True when nothing may be fetched: sites come from the cache alone."""
    credentials: Mapping[str, Credential] = {}
    """By host, or by `host:port`."""
    environ: Mapping[str, str] = {}
    provided: Provided = Provided()
    """What backends have for examples."""
    known: frozenset[str] = frozenset()
    """Paths of the pages whose examples an earlier run judged: one that cannot be had is never taken for gone."""


class OpenSource(Protocol):
    """A source that answered."""

    def pages(self) -> Generator[Page | Problem]:
        """Pages in a stable order, and a problem for each that could not be had."""
        ...

    def files(self, page: Page, names: Sequence[str]) -> dict[str, str | None]:
        """The text of files that the page includes; None for one that does not exist or lies outside of the source."""
        ...

    def blocks(self, page: Page) -> tuple[list[Block], list[Problem]] | None:
        """What its format makes of a page of this source, once, where the source had to parse it anyway."""
        ...


@runtime_checkable
class Watched(Protocol):
    """An open source whose pages follow from files of this machine, and from nothing else."""

    def watched(self) -> Mapping[str, Status | None] | None:
        """By path, what was there before it was read, links followed: of the pages and all that they follow from.

        None when something of it may have changed again without a trace.
        """
        ...


@runtime_checkable
class Source(Protocol):
    """A kind of place that documentation comes from."""

    name: str

    def accepts(self, config: SourceConfig) -> bool: ...

    def open(self, config: SourceConfig, place: Place) -> OpenSource: ...
