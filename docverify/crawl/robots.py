"""What a host lets robots read: RFC 9309, with the pauses and sitemaps that its file names too."""

import asyncio
from typing import TYPE_CHECKING

from msgspec import Struct

from docverify.address import origin
from docverify.crawl.answer import Answer
from docverify.crawl.fetch import NAME
from docverify.crawl.hosts import Hosts
from docverify.crawl.shelf import Denial, Shelf

if TYPE_CHECKING:
    from protego import Protego

FILE = "/robots.txt"
LARGEST = 512 * 1024
"""Bytes of it that are read."""
LONGEST_INTERVAL = 60.0
"""Seconds between two requests that are borne with."""
DENIED = "may not be read by robots, says the robots.txt of its host"


class Rules(Struct, frozen=True):
    """One host's; without a file everything is allowed."""

    file: "Protego | None" = None
    closed: Denial = Denial()
    """Why nothing may be read."""
    sitemaps: tuple[str, ...] = ()

    def forbids(self, url: str) -> Denial:
        if self.closed.why or self.file is None:
            return self.closed
        return Denial() if self.file.can_fetch(url, NAME) else Denial(DENIED, lasting=True)


class Robots:
    """The rules of every host, each read once a crawl."""

    def __init__(self, shelf: Shelf, hosts: Hosts) -> None:
        self.shelf = shelf
        self.hosts = hosts
        self._rules: dict[str, Rules] = {}
        self._lock = asyncio.Lock()

    async def forbid(self, url: str) -> Denial:
        """Why an address may not be read."""
        start = origin(url)
        return Denial() if url == start + FILE else (await self.rules(start)).forbids(url)

    async def rules(self, start: str) -> Rules:
        """Those of the host with this origin."""
        if start in self._rules:
            return self._rules[start]
        async with self._lock:
            if start not in self._rules:
                self._rules[start] = read_rules(await self.shelf.follow(start + FILE))
                self._apply(start)
        return self._rules[start]

    def _apply(self, start: str) -> None:
        """Makes the host's gate keep the pauses that it asks for."""
        file = self._rules[start].file
        if file is None:
            return
        rate = file.request_rate(NAME)
        interval = max(file.crawl_delay(NAME) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0)
        if interval > LONGEST_INTERVAL:
            closed = f"would take too long: its host asks for {interval:g} seconds between two requests"
            self._rules[start] = Rules(closed=Denial(closed, lasting=True))
        self.hosts.of(start + "/").pace.interval = interval


def read_rules(answer: Answer) -> Rules:
    """A host without the file allows everything; of one that cannot tell, nothing is read."""
    if answer.status == 200:
        from protego import Protego

        file = Protego.parse(answer.body[:LARGEST].decode("utf-8", "replace"))
        return Rules(file, sitemaps=tuple(file.sitemaps))
    if 300 <= answer.status < 500:
        return Rules()
    return Rules(closed=Denial(f"may not be read: the robots.txt of its host {answer.problem}"))
