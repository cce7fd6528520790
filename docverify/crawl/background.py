"""An event loop in a thread of its own, and what it hands over to the thread that asked for it."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Background:
    """A loop that runs until it is closed; what was submitted and still runs then is cancelled, and waited for."""

    def __init__(self, name: str) -> None:
        self.loop = asyncio.new_event_loop()
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
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_forever()
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
            self.loop.run_until_complete(self.loop.shutdown_default_executor())
        finally:
            self.loop.close()


class Handover(Generic[Item]):
    """Items from a loop to a thread, so many at a time; `put` waits for room, `items` for items."""

    def __init__(self, loop: asyncio.AbstractEventLoop, most: int) -> None:
        self._loop = loop
        self._most = most
        self._room = asyncio.Semaphore(most)
        self._items: SimpleQueue[Item | _End] = SimpleQueue()

    async def put(self, item: Item) -> None:
        await self._room.acquire()
        self._items.put(item)

    def end(self, *_: object) -> None:
        """After the last item; from any thread."""
        self._items.put(_End())

    def items(self) -> Iterator[Item]:
        """Room is given back for several items at once: it wakes the loop, which costs as much as reading a page."""
        taken = 0
        while not isinstance(item := self._items.get(), _End):
            yield item
            taken += 1
            if taken * 2 >= self._most:
                with suppress(RuntimeError):  # the loop is closed
                    self._loop.call_soon_threadsafe(self._free, taken)
                taken = 0

    def _free(self, count: int) -> None:
        for _ in range(count):
            self._room.release()


class _End:
    """No item."""
