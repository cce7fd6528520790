"""Two busy threads that take turns, so that neither is woken at each system call of the other."""

import selectors
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

PATIENCE = 0.05
"""Seconds for which a loop waits for its turn; whoever is read to may take long, and a crawl must not stand still."""


class Turns:
    """The turn of a loop, which takes it between two waits, and of a thread that reads what the loop brings."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._waived = False
        """True while the reader takes so long that the loop no longer waits for it."""

    @contextmanager
    def reading(self) -> Iterator[None]:
        with self._turn:
            try:
                yield
            finally:
                self._waived = False

    def take(self) -> bool:
        """The loop's turn, if it could be had."""
        if self._waived:
            return False
        taken = self._turn.acquire(timeout=PATIENCE)
        self._waived = not taken
        return taken

    def give(self) -> None:
        self._turn.release()


class Waiting(selectors.DefaultSelector):
    """What a loop waits with: while it waits, it is not its turn."""

    def __init__(self, turns: Turns) -> None:
        super().__init__()
        self._turns = turns
        self._has_turn = False

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, Any]]:
        if self._has_turn:
            self._turns.give()
        try:
            return super().select(timeout)
        finally:
            self._has_turn = self._turns.take()
