"""What remembers between runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from docverify.model import Action, History, Outcome, Result


class Store(Protocol):
    """What is remembered between runs."""

    def record(self, result: Result, histories: Sequence[History]) -> None:
        """Keeps a run whole, with the histories that follow from it, in one transaction."""
        ...

    def histories(self) -> dict[str, History]:
        """By example id."""
        ...

    def keep(self, histories: Sequence[History]) -> None:
        """In place of those of the same examples: what a person said of them, and no run."""
        ...

    def issues(self) -> dict[str, str]:
        """Issues that we know to exist: key to the tracker's own name."""
        ...

    def remember(self, outcomes: Iterable[Outcome]) -> None: ...

    def intend(self, action: Action) -> None:
        """Written before an action is tried, so that one whose answer was lost is looked for and not repeated."""
        ...

    def close(self) -> None: ...
