"""Several pages at once: one thread and one wall a worker, the longest first, results in the order of the pages."""

import math
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Generic, TypeVar

from msgspec import Struct

Job = TypeVar("Job")
Answer = TypeVar("Answer")
Work = Callable[[int], AbstractContextManager[Callable[[Job], Answer]]]
"""Opens, for a worker's number, what does its jobs; the worker's own thread opens it and closes it."""

AHEAD = 8
"""Jobs a worker that are looked at before the first of them has its answer."""


class Open(Struct, Generic[Job], frozen=True):
    """A job for a worker."""

    job: Job
    seconds: float = 0.0
    """How long it is expected to take."""


class Answered(Struct, Generic[Answer], frozen=True):
    """A job whose answer is known: it has its place among the others and needs no worker."""

    answer: Answer


class Workers(Generic[Job, Answer]):
    """Does jobs in `count` threads. An error of a job is raised where the answers are read."""

    def __init__(self, count: int, work: "Work[Job, Answer]") -> None:
        self.count = count
        self.work = work
        self.jobs: queue.PriorityQueue[tuple[float, int, Job | None]] = queue.PriorityQueue()
        self.answers: queue.Queue[tuple[int, Answer | BaseException]] = queue.Queue()
        self.threads: list[threading.Thread] = []
        self.ready: dict[int, Answer] = {}
        self.taken = 0

    def in_order(self, jobs: Iterable[Open[Job] | Answered[Answer]]) -> Iterator[Answer]:
        """The answers, in the order of the jobs."""
        given = 0
        for one in jobs:
            # Few jobs wait and few answers pile up, so that memory does not grow with the documentation.
            while given - self.taken >= AHEAD * self.count:
                self._receive()
                yield from self._due()
            self._accept(given, one)
            given += 1
            while not self.answers.empty():
                self._receive()
            yield from self._due()
        for number in range(len(self.threads)):
            self.jobs.put((math.inf, number, None))
        while self.taken < given:
            self._receive()
            yield from self._due()
        for thread in self.threads:
            thread.join()

    def _accept(self, number: int, one: Open[Job] | Answered[Answer]) -> None:
        """Workers begin with the first job that needs one."""
        if isinstance(one, Answered):
            self.ready[number] = one.answer
            return
        self.jobs.put((-one.seconds, number, one.job))
        if len(self.threads) < self.count:
            thread = threading.Thread(target=self._serve, args=(len(self.threads),), daemon=True)
            self.threads.append(thread)
            thread.start()

    def _due(self) -> Iterator[Answer]:
        while self.taken in self.ready:
            yield self.ready.pop(self.taken)
            self.taken += 1

    def _receive(self) -> None:
        """Waits for one answer; a worker that failed says so here."""
        number, answer = self.answers.get()
        if isinstance(answer, BaseException):
            raise answer
        self.ready[number] = answer

    def _serve(self, number: int) -> None:
        place = 0
        try:
            # A sandbox ends with the thread that started it, so that thread must be the one that closes it.
            with self.work(number) as do:
                while True:
                    _, place, job = self.jobs.get()
                    if job is None:
                        return
                    self.answers.put((place, do(job)))
        except BaseException as error:  # it belongs to the thread that reads the answers
            self.answers.put((place, error))
