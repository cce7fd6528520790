"""What raises a wall."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from docverify.model import Exchange, Network, Plan, Run, SandboxReport, SourceConfig


class Service(Protocol):
    """What answers at the doors of one sandbox while a plan runs in it."""

    def end(self) -> Sequence[Exchange]:
        """Closes every connection; what was asked there and answered, in order."""
        ...


class Outside(Protocol):
    """What stands outside of the wall for the doors that a plan opens in it."""

    def serve(self, network: Network, descriptors: Sequence[int], asking: Callable[[], int | None]) -> Service:
        """Takes the listening sockets, one a door, and answers there; `asking` tells the number of the task that runs,
        from any thread."""
        ...


@runtime_checkable
class Connected(Protocol):
    """A sandbox whose plans may open doors."""

    def connect(self, outside: Outside) -> None: ...


class Sandbox(Protocol):
    """A wall that is ready to run plans."""

    def run(self, plan: Plan, started: Callable[[str], None]) -> list[Run]:
        """Runs the plan's tasks; as many runs as tasks, in their order. `started` is told each example's id."""
        ...

    def close(self) -> None: ...


@runtime_checkable
class Tier(Protocol):
    """A kind of wall: probed before it is used, never assumed."""

    name: str

    def probe(self, state: Path) -> tuple[SandboxReport, list[tuple[str, bool, str]]]:
        """The disclosure, and each probe with whether it held and what was seen."""
        ...

    def open(self, state: Path, slot: int) -> Sandbox:
        """A sandbox for one worker; `slot` is its number, from 0."""
        ...


@runtime_checkable
class Trusting(Protocol):
    """A tier that holds nothing back: whatever an example does, it does to this machine."""

    def trusts(self, source: SourceConfig) -> bool:
        """False for pages that others can change."""
        ...


@runtime_checkable
class Given(Protocol):
    """A tier that takes an argument: `--sandbox NAME:ARGUMENT`."""

    def given(self, argument: str) -> Tier: ...


@runtime_checkable
class Described(Protocol):
    """A tier whose runs follow from nothing but what it can tell; what ran in another is never kept for later."""

    def recipe(self) -> tuple[str, ...]:
        """Texts that change with whatever else than the page could change a verdict, besides our own code; none when
        that cannot be told."""
        ...
