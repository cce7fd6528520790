"""What the exchanges of one service share."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Sequence

from docverify.proxy.captured import Captured
from docverify.proxy.limits import Limits
from docverify.proxy.record import Record
from docverify.proxy.routes import Route
from docverify.proxy.standins import Disguise

Asking = Callable[[], Awaitable[int | None]]
"""Tells which task runs."""


class Desk:
    """Routes and secrets, limits, and the record."""

    def __init__(self, routes: Sequence[Route], asking: Asking, limits: Limits, trust: Callable[[], ssl.SSLContext]):
        self.routes = tuple(routes)
        self.limits = limits
        self.trust = trust
        self.record = Record(limits)
        self.backends = asyncio.Semaphore(limits.connections)
        self.captured = Captured(self.routes)
        self._asking = asking

    async def running(self) -> int | None:
        """The task that runs; None when that cannot be told."""
        try:
            return await self._asking()
        except Exception:
            return None  # what was asked is worth recording even if nobody knows who did

    def disguise(self, backend: str) -> Disguise:
        """The secrets of this backend, and what replies gave."""
        secrets = next(route.secrets for route in self.routes if route.backend == backend)
        return Disguise(secrets, self.captured.known if self.captured else None)
