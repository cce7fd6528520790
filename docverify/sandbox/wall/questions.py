"""Asks the thread that holds a conversation, from another one, which example runs."""

import os
import queue
import threading
from contextlib import suppress

PATIENCE = 5.0
"""Seconds until nobody is said to run: what an example left behind may speak while none does."""


class Questions:
    """Answered once all is read that was said before: an example asks for nothing before it is said to begin."""

    def __init__(self) -> None:
        self.bell = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        """Readable while somebody waits; below zero once there are no more answers."""
        self._waiting: list[queue.SimpleQueue[int | None]] = []
        self._lock = threading.Lock()

    def ask(self) -> int | None:
        """The number of the task that runs; None when none does."""
        answer: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        with self._lock:
            if self.bell < 0:
                return None
            self._waiting.append(answer)
            os.eventfd_write(self.bell, 1)
        with suppress(queue.Empty):
            return answer.get(timeout=PATIENCE)
        return None

    def answer(self, task: int | None) -> None:
        with self._lock:
            os.eventfd_read(self.bell)
            waiting, self._waiting = self._waiting, []
        for one in waiting:
            one.put(task)

    def close(self) -> None:
        with self._lock:
            if self.bell >= 0:
                os.close(self.bell)
                self.bell = -1
            waiting, self._waiting = self._waiting, []
        for one in waiting:
            one.put(None)
