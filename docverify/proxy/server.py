"""The proxy: one thread that serves every session, each with routes and a record of its own."""

import asyncio
import ssl
from collections.abc import Coroutine, Sequence
from functools import cache
from threading import Thread
from typing import Any
from weakref import WeakSet

from docverify.proxy.authority import Authority
from docverify.proxy.desk import Asking, Desk
from docverify.proxy.limits import Limits
from docverify.proxy.routes import Route
from docverify.proxy.service import Door, Service

__all__ = ["Door", "Proxy", "Service"]


class Proxy:
    """A thread that passes on what examples send to backends, and records it."""

    def __init__(self, authority: Authority, limits: Limits | None = None) -> None:
        self.authority = authority
        self.limits = limits or Limits()
        self._trust = cache(ssl.create_default_context)
        self._services: WeakSet[Service] = WeakSet()  # one that is over and no longer held is none of ours
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="docverify-proxy", daemon=True)
        self._thread.start()

    def serve(self, doors: Sequence[Door], routes: Sequence[Route], asking: Asking) -> Service:
        """Serves these doors, and closes them when the service ends.

        `asking` is awaited in this proxy's thread whenever the head of a request has come; it tells which task runs.
        """
        desk = Desk(routes, asking, self.limits, self._trust)
        service = Service(desk, self.authority, self._run)
        self._run(service.open(doors))
        self._services.add(service)
        return service

    def close(self) -> None:
        """Ends every service, and the thread."""
        for service in list(self._services):
            service.end()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()
