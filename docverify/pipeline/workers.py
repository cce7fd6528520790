"""Several pages at once: one thread and one wall a worker, results in the order of the pages."""

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Generic, TypeVar

Job = TypeVar("Job")
Answer = TypeVar("Answer")
Work = Callable[[int], AbstractContextManager[Callable[[Job], Answer]]]
"""Opens, for a worker's number, what does its jobs; the worker's own thread opens it and closes it."""


class Workers(Generic[Job, Answer]):
    """Does jobs in `count` threads. An error of a job is raised where the answers are read."""

    def __init__(self, count: int, work: "Work[Job, Answer]") -> None:
        # Few jobs wait and few answers pile up, so that memory does not grow with the documentation.
        self.jobs: queue.Queue[tuple[int, Job] | None] = queue.Queue(maxsize=2 * count)
        self.answers: queue.Queue[tuple[int, Answer | BaseException]] = queue.Queue()
        self.threads = [
            threading.Thread(target=self._serve, args=(work, number), daemon=True) for number in range(count)
        ]

    def in_order(self, jobs: Iterable[Job]) -> Iterator[Answer]:
        """The answers, in the order of the jobs."""
        for thread in self.threads:
            thread.start()
        ready: dict[int, Answer] = {}
        given = taken = 0
        for job in jobs:
            self._give((given, job), ready)
            given += 1
            while taken in ready:
                yield ready.pop(taken)
                taken += 1
        for _ in self.threads:
            self._give(None, ready)
        while taken < given:
            while taken not in ready:
                self._take(ready)
            yield ready.pop(taken)
            taken += 1
        for thread in self.threads:
            thread.join()

    def _give(self, job: tuple[int, Job] | None, ready: dict[int, Answer]) -> None:
        """Waits for room; a worker that failed meanwhile says so here, since it makes none."""
        while True:
            while not self.answers.empty():
                self._take(ready)
            try:
                self.jobs.put(job, timeout=0.1)
                return
            except queue.Full:
                continue

    def _take(self, ready: dict[int, Answer]) -> None:
        number, answer = self.answers.get()
        if isinstance(answer, BaseException):
            raise answer
        ready[number] = answer

    def _serve(self, work: "Work[Job, Answer]", number: int) -> None:
        place = 0
        try:
            # A sandbox ends with the thread that started it, so that thread must be the one that closes it.
            with work(number) as do:
                while (given := self.jobs.get()) is not None:
                    place, job = given
                    self.answers.put((place, do(job)))
        except BaseException as error:  # it belongs to the thread that reads the answers
            self.answers.put((place, error))
