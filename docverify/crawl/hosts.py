"""One gate a host: who may ask when, and whether the host is still there."""

import asyncio
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from math import inf

from docverify.address import origin
from docverify.crawl.pace import Pace
from docverify.crawl.refusal import is_throttled, is_worth_retrying, retry_after
from docverify.crawl.transport import Reply

PATIENCE = 300.0
"""Seconds for which a host may refuse every request, or ask not to be asked."""
SILENCES = 12
"""Requests in a row without any reply, after which a host counts as gone."""


class Host:
    """The gate of one host; requests pass it in the order in which they came."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.pace = Pace(most)
        self.clock = clock
        self.down = ""
        """Why the host is not asked any more; empty while it is."""
        self._line = asyncio.Lock()
        self._left = asyncio.Event()
        self._silences = 0
        self._refused_since = inf

    async def enter(self) -> float | None:
        """Waits until a request may start, and tells when it did; None when the host is not asked any more."""
        async with self._line:
            while not self.down and (wait := self.pace.wait(self.clock())) > 0:
                self._left.clear()
                await (self._left.wait() if wait == inf else asyncio.sleep(wait))
            if self.down:
                return None
            now = self.clock()
            self.pace.start(now)
            return now

    def leave(self, began: float, reply: Reply | None) -> None:
        """A request has ended with this reply; with None when we ended it."""
        now = self.clock()
        self._left.set()
        if reply is None:
            self.pace.stopped()
        elif is_throttled(reply):
            self._refuse(began, now, reply)
        else:
            self._refused_since = inf
            self._count(reply)
            if is_worth_retrying(reply):
                self.pace.failed()
            else:
                self.pace.done(now)

    def _refuse(self, began: float, now: float, reply: Reply) -> None:
        after = retry_after(reply, datetime.now(UTC))
        self.pace.refused(now, began, after, 0.5 + random.random())
        self._refused_since = min(self._refused_since, now)
        if after is not None and after > PATIENCE:
            self.down = f"its host asks to be left alone for {after:.0f} seconds"
        elif now - self._refused_since > PATIENCE:
            self.down = f"its host refused every request for {PATIENCE:.0f} seconds (status {reply.status})"

    def _count(self, reply: Reply) -> None:
        self._silences = 0 if reply.status else self._silences + reply.again
        if self._silences >= SILENCES:
            self.down = f"its host does not answer any more: the last of {SILENCES} requests {reply.failure}"


class Hosts:
    """Every host that a crawl talks to."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._known: dict[str, Host] = {}

    def of(self, url: str) -> Host:
        return self._known.setdefault(origin(url), Host(self.most))
