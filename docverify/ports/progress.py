"""Who is told what is going on."""

from __future__ import annotations

from typing import Protocol

from docverify.model import Row


class Progress(Protocol):
    """Told what is going on while it goes on; called from several threads."""

    def phase(self, text: str, total: int = 0) -> None:
        """What is being done now; `total` is the number of examples that will finish in it."""
        ...

    def started(self, example: str) -> None:
        """The id of an example that begins to run."""
        ...

    def finished(self, row: Row) -> None:
        """An example that has its verdict."""
        ...

    def crawled(self, pages: int, queued: int, rate: float) -> None:
        """How many pages of a site are there, how many more are known, and pages a second."""
        ...

    def found(self, blocks: int) -> None:
        """So many more blocks were found."""
        ...
