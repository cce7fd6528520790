"""Where issues live."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, runtime_checkable

from docverify.model import Action, Issue, Outcome, TrackerConfig


class OpenTracker(Protocol):
    """A tracker that answered."""

    def issues(self) -> list[Issue]:
        """Every issue of ours, open and closed; raises TrackerError rather than returning a list that may be short."""
        ...

    def act(self, action: Action) -> Outcome: ...


@runtime_checkable
class Tracker(Protocol):
    """A kind of place where issues live."""

    name: str

    def open(self, config: TrackerConfig, state: Path, environ: dict[str, str]) -> OpenTracker: ...
