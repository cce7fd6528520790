"""One crawl: what it works with, and its pages as they become known."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

from msgspec.structs import replace

from docverify.address import join, origin, plain, top
from docverify.crawl.answer import Answer
from docverify.crawl.cache import Cache
from docverify.crawl.content import is_wanted
from docverify.crawl.credentials import Credentials
from docverify.crawl.fetch import Fetcher
from docverify.crawl.frontier import Step
from docverify.crawl.hosts import Hosts
from docverify.crawl.limits import Limits
from docverify.crawl.lists import LLMS, Listed, Lists, is_list
from docverify.crawl.notes import unpack_notes
from docverify.crawl.origins import Origins
from docverify.crawl.robots import Robots
from docverify.crawl.shelf import HOPS, REDIRECTS, Shelf
from docverify.crawl.territory import Territory
from docverify.crawl.transport import Transport
from docverify.crawl.visitors import Visitors
from docverify.crawl.walk import Walk
from docverify.crawl.workshop import Workshop
from docverify.model import Page, Problem, SourceConfig
from docverify.ports import Place
from docverify.reading import widen

AHEAD = 16
"""Pages that are made before the one before them was taken."""
RECENT = 5.0
"""Seconds of which the rate is shown."""

Item = TypeVar("Item")
Send = Callable[[Page | Problem], Awaitable[None]]


class Tally:
    """Passes on what was found: of a rendered page and its source on the same site the one that came first."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.is_empty = True
        """True while there is neither a page nor a reason for none that may pass."""
        self._pages: set[str] = set()
        self._sources: set[str] = set()

    async def send(self, item: Page | Problem) -> None:
        self.is_empty = self.is_empty and isinstance(item, Problem) and not item.fatal
        if isinstance(item, Problem) or self._is_new(item):
            await self._send(item)

    def _is_new(self, page: Page) -> bool:
        source = page.source.path if page.source else ""
        if page.path in self._sources or source in self._pages:
            return False
        self._pages.add(page.path)
        self._sources.add(source)
        return True


class Crawl:
    """A site that is crawled, or that was, and is read from its copies alone."""

    def __init__(self, config: SourceConfig, place: Place, cache: Cache, limits: Limits) -> None:
        self.config = config
        self.place = replace(place, suffixes=_widen(config, place))
        self.cache = cache
        self.hosts = Hosts(config.concurrency)
        self.transport = Transport(is_wanted, limits, connections=config.concurrency, environ=place.environ)
        credentials = Credentials(place.credentials, place.environ, plain(config.url))
        fetcher = Fetcher(self.transport, self.hosts, credentials, config.contact)
        self.shelf = Shelf(cache, None if place.offline else fetcher)
        self.robots = Robots(self.shelf, self.hosts)
        self.shelf.guard = self.robots.forbid
        self.workshop = Workshop(self.shelf, self.place, Origins(self.follow, config, place))
        self._times: deque[float] = deque()

    async def follow(self, url: str) -> Answer:
        """What lies at an address, with the manners and the limits of this crawl."""
        return await self.shelf.follow(url)

    async def run(self, send: Send) -> None:
        """Sends every page and problem, in an order that depends on the site alone."""
        if not self.place.offline:
            self.cache.begin(time.time())
        seed = await self._find_seed(plain(self.config.url))
        territory = Territory(self.config, top(seed))
        visitors = Visitors(self.shelf, self.place, self._wants(territory), self.config.max_pages)
        visitors.told = lambda: self._tell(visitors)
        walk = Walk(self.config, territory, visitors)
        visitors.start(self.config.concurrency)
        outcome = Tally(send)
        try:
            await self._send_all(self._steps(walk, territory, seed), outcome.send)
            if outcome.is_empty:
                await send(Problem(territory.start, "not one page of a known format could be had in it", fatal=True))
        finally:
            await visitors.stop()
        if not self.place.offline and not self.hosts.of(seed).down:
            self.cache.end(time.time())

    async def close(self) -> None:
        await self.transport.close()
        self.cache.close()

    async def _find_seed(self, url: str) -> str:
        """The address that the user named; under TLS where its host sends it there."""
        seed = url
        for _ in range(HOPS):
            copy = (await self.shelf.find(seed)).copy
            target = copy.location if copy and copy.status in REDIRECTS else ""
            if not target.startswith("https://") or target.partition("//")[2] != seed.partition("//")[2]:
                break
            seed = target
        return seed

    def _wants(self, territory: Territory) -> Callable[[str, int], bool]:
        return lambda url, depth: depth <= self.config.max_depth and territory.has(url)

    async def _steps(self, walk: Walk, territory: Territory, seed: str) -> AsyncIterator[Problem | Step]:
        """The walk, begun at the seed and at what its host lists.

        Where a list cannot be read, the pages that an earlier run knew are asked for: maybe it named them.
        """
        lists = Lists(self.shelf, territory.start, territory.excludes)
        if is_list(seed):
            listed = await lists.read([seed])
            walk.add_listed(listed, 0)
        else:
            walk.add_seed(seed)
            listed = await self._read_own_lists(lists, territory, seed)
            walk.add_listed(listed, 1)
        for problem in listed.problems:
            yield replace(problem, fatal=problem.fatal or problem.where == seed)
        if listed.problems:
            walk.add_known(self.place.known)
        async for step in walk.steps():
            yield step

    async def _read_own_lists(self, lists: Lists, territory: Territory, seed: str) -> Listed:
        """The sitemaps that the host names, and those at the usual places; of an empty shell its `llms.txt` too."""
        if self.config.max_depth == 0:
            return Listed()
        rules = await self.robots.rules(origin(territory.start + "/"))
        if rules.closed.why and not self.place.offline:
            return Listed()
        named = [address for one in rules.sitemaps if (address := join(territory.start + "/", one))]
        names = ("sitemap.xml", LLMS) if await self._is_shell(seed) else ("sitemap.xml",)
        usual = [join(f"{territory.start}/", way + name) for name in names for way in ("", "/")]
        return await lists.read(named, dict.fromkeys(usual))

    async def _is_shell(self, url: str) -> bool:
        copy = (await self.shelf.find(url)).copy
        return copy is not None and unpack_notes(copy.notes).links.empty

    async def _send_all(self, steps: AsyncIterator[Problem | Step], send: Send) -> None:
        """Makes a few pages at a time; they are sent in their order."""
        room = asyncio.Semaphore(AHEAD)
        made: asyncio.Queue[asyncio.Task[Page | Problem] | Problem | None] = asyncio.Queue()

        async def fill() -> None:
            try:
                async for step in steps:
                    await room.acquire()
                    made.put_nowait(asyncio.create_task(self.workshop.make(step)) if isinstance(step, Step) else step)
            finally:
                made.put_nowait(None)

        filling = asyncio.create_task(fill())
        item = None
        try:
            while (item := await made.get()) is not None:
                await send(item if isinstance(item, Problem) else await item)
                room.release()
            await filling
        finally:
            await _end([filling, item, *_empty(made)])

    def _tell(self, visitors: Visitors) -> None:
        now = time.monotonic()
        self._times.append(now)
        while self._times[0] < now - RECENT:
            self._times.popleft()
        if self.place.progress:
            lasted = max(now - self._times[0], 0.1)
            self.place.progress.crawled(visitors.done, visitors.queued, len(self._times) / lasted)


async def _end(tasks: Iterable["asyncio.Task[Any] | Problem | None"]) -> None:
    running = [task for task in tasks if isinstance(task, asyncio.Task)]
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


def _empty(queue: "asyncio.Queue[Item]") -> Iterator[Item]:
    while not queue.empty():
        yield queue.get_nowait()


def _widen(config: SourceConfig, place: Place) -> Mapping[str, str]:
    """The suffixes of pages, with those of files that the user names, by a glob or as the seed."""
    named = replace(config, include=(*config.include, urlsplit(config.url).path))
    return widen(named, place.suffixes, {**place.named_suffixes, **place.suffixes})
