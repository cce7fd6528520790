"""Several pages at once: one thread and one wall a worker, results in the order of the pages."""

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

Job = TypeVar("Job")
Answer = TypeVar("Answer")
Work = Callable[[int], Callable[[Job], Answer]]
"""Makes, for a worker's number, the function that does its jobs."""


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
            self.jobs.put((given, job))
            given += 1
            while not self.answers.empty():
                self._take(ready)
            while taken in ready:
                yield ready.pop(taken)
                taken += 1
        for _ in self.threads:
            self.jobs.put(None)
        while taken < given:
            while taken not in ready:
                self._take(ready)
            yield ready.pop(taken)
            taken += 1

    def _take(self, ready: dict[int, Answer]) -> None:
        number, answer = self.answers.get()
        if isinstance(answer, BaseException):
            raise answer
        ready[number] = answer

    def _serve(self, work: "Work[Job, Answer]", number: int) -> None:
        do = None
        while (job := self.jobs.get()) is not None:
            try:
                do = do or work(number)
                self.answers.put((job[0], do(job[1])))
            except BaseException as error:  # it belongs to the thread that reads the answers
                self.answers.put((job[0], error))
