"""What the standard library does in every forked process, since a thread that is gone may have held its locks.

A template has one thread, so a session that it forks has no need of it, and each would pay for it with copied memory.
The processes that examples fork have: there it is done as ever.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

LOCKING = ("threading", "logging")
"""Modules whose handlers renew locks and forget threads, and do nothing else."""


class Handlers:
    """Stands in place of `os.register_at_fork` while a template imports."""

    def __init__(self) -> None:
        self.register: Callable[..., None] = os.register_at_fork
        self.postponed: list[dict[str, Any]] = []
        self.importing = False

    def __enter__(self) -> None:
        self.importing = True
        os.register_at_fork = self

    def __exit__(self, *_: object) -> None:
        self.importing = False
        os.register_at_fork = self.register

    def __call__(self, **handlers: Any) -> None:
        if self.importing and all(getattr(one, "__module__", None) in LOCKING for one in handlers.values()):
            self.postponed.append(handlers)
        else:
            self.register(**handlers)

    def resume(self) -> None:
        """In a session, before its first example."""
        for handlers in self.postponed:
            self.register(**handlers)
