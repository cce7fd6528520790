"""An event loop in a thread of its own, and what it hands over to the thread that asked for it."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from sniffio import thread_local

from docverify.crawl.turns import Turns, Waiting

PATIENCE = 0.02
"""Seconds for which an item waits for others that go with it."""

Item = TypeVar("Item")
Result = TypeVar("Result")


class Background:
    """A loop that runs until it is closed; what was submitted and still runs then is cancelled, and waited for."""

    def __init__(self, name: str) -> None:
        self.turns = Turns()
        self.loop = asyncio.SelectorEventLoop(Waiting(self.turns))
        self._tasks: set[asyncio.Task[Any]] = set()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def submit(self, work: Coroutine[Any, Any, Result]) -> Future[Result]:
        return asyncio.run_coroutine_threadsafe(self._keep(work), self.loop)

    def close(self, last: Coroutine[Any, Any, None]) -> None:
        """Runs `last` when all the rest has ended."""
        asyncio.run_coroutine_threadsafe(self._end(last), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()

    async def _keep(self, work: Coroutine[Any, Any, Result]) -> Result:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await task

    async def _end(self, last: Coroutine[Any, Any, None]) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await last

    def _run(self) -> None:
        thread_local.name = "asyncio"  # the HTTP client asks many times a request, and finding out takes long
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_forever()
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
            self.loop.run_until_complete(self.loop.shutdown_default_executor())
        finally:
            self.loop.close()


class Handover(Generic[Item]):
    """Items from a loop to a thread, so many at a time; `put` waits for room, `items` for items.

    They are handed over in batches: each change between two busy threads costs as much as reading a page.
    """

    def __init__(self, background: Background, most: int) -> None:
        self._loop = background.loop
        self._turns = background.turns
        self._room = asyncio.Semaphore(most)
        self._size = max(1, most // 4)
        self._batch: list[Item] = []
        self._batches: SimpleQueue[list[Item]] = SimpleQueue()
        self._timer: asyncio.TimerHandle | None = None

    async def put(self, item: Item) -> None:
        await self._room.acquire()
        self._batch.append(item)
        if len(self._batch) >= self._size:
            self._hand_over()
        elif self._timer is None:
            self._timer = self._loop.call_later(PATIENCE, self._hand_over)

    def end(self, *_: object) -> None:
        """After the last item; from any thread, once nothing is put any more."""
        left, self._batch = self._batch, []
        if left:
            self._batches.put(left)
        self._batches.put([])

    def items(self) -> Iterator[Item]:
        while batch := self._batches.get():
            with self._turns.reading():
                yield from batch
            with suppress(RuntimeError):  # the loop is closed
                self._loop.call_soon_threadsafe(self._free, len(batch))

    def _hand_over(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if self._batch:
            self._batches.put(self._batch)
            self._batch = []

    def _free(self, count: int) -> None:
        for _ in range(count):
            self._room.release()
