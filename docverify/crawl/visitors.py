"""Visits the addresses of a site, several at a time, before anybody asks what came of them."""

import asyncio
from collections.abc import Callable, Iterable
from itertools import count

from docverify.crawl.shelf import Shelf
from docverify.crawl.visit import Visit, read_visit
from docverify.ports import Place

Outcome = tuple[Visit, tuple[str, ...]]


class Visitors:
    """What pages lead to is visited while their turn has not come yet, as far as `wanted` lets it."""

    def __init__(self, shelf: Shelf, place: Place, wanted: Callable[[str, int], bool], most_pages: int) -> None:
        self.shelf = shelf
        self.place = place
        self.wanted = wanted
        """Whether an address at this depth is worth a visit ahead of its turn."""
        self.most_pages = most_pages
        self.told: Callable[[], None] = lambda: None
        """Called after each visit."""
        self.done = 0
        self._no_pages = 0
        self._outcomes: dict[str, asyncio.Future[Outcome]] = {}
        self._queue: asyncio.PriorityQueue[tuple[int, int, str, int]] = asyncio.PriorityQueue()
        self._numbers = count()
        self._workers: list[asyncio.Task[None]] = []

    @property
    def queued(self) -> int:
        return len(self._outcomes) - self.done

    def start(self, workers: int) -> None:
        self._workers = [asyncio.create_task(self._work()) for _ in range(workers)]

    async def stop(self) -> None:
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)

    async def ask(self, url: str, depth: int) -> Outcome:
        """What came of an address; it goes before everything else that waits, since its turn is now."""
        return await asyncio.shield(self._visit(url, depth, rank=0))

    def prepare(self, urls: Iterable[str], depth: int) -> None:
        """Visits these before their turn, as long as there is no risk that they are too many."""
        for url in urls:
            if len(self._outcomes) - self._no_pages >= self.most_pages:
                return
            if url not in self._outcomes and self.wanted(url, depth):
                self._visit(url, depth, rank=1)

    def _visit(self, url: str, depth: int, rank: int) -> "asyncio.Future[Outcome]":
        outcome = self._outcomes.get(url)
        if outcome is None:
            outcome = self._outcomes[url] = asyncio.get_running_loop().create_future()
            self._queue.put_nowait((rank, next(self._numbers), url, depth))
        return outcome

    async def _work(self) -> None:
        while True:
            _, _, url, depth = await self._queue.get()
            outcome = self._outcomes[url]
            try:
                visit, children = read_visit(url, await self.shelf.find(url), self.place)
            except Exception as error:  # raised to whoever asks for this address
                outcome.set_exception(error)
                continue
            self.done += 1
            self._no_pages += visit.kind != "page"
            outcome.set_result((visit, children))
            self.prepare([visit.target] if visit.kind == "moved" else children, depth + (visit.kind == "page"))
            self.told()
