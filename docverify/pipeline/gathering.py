"""What the pages of one run come to: recalled, or run behind the wall, in page order."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import cached_property
from typing import TYPE_CHECKING

from docverify import triage
from docverify.errors import InstallError
from docverify.model import Environment, Problem
from docverify.pipeline.memory import Memory
from docverify.pipeline.pages import ReadPage, Recalled, recall_pages
from docverify.pipeline.request import Request
from docverify.pipeline.seen import Gathered, Seen, shown
from docverify.pipeline.walls import RunWall
from docverify.pipeline.workers import Answered, Open, Workers
from docverify.ports import Progress

if TYPE_CHECKING:
    from docverify.pipeline.running import Running


class Gathering:
    """One run over the pages of the sources."""

    def __init__(
        self,
        request: Request,
        wall: RunWall,
        prepared: Mapping[str, Environment | InstallError],
        memory: Memory,
        progress: Progress,
    ) -> None:
        self.request = request
        self.wall = wall
        self.prepared = prepared
        self.memory = memory
        self.progress = progress

    def gather(self) -> Gathered:
        gathered = Gathered([], [], [], set())
        workers: Workers[ReadPage, Seen] = Workers(self.request.jobs, self._worker)
        for seen in workers.in_order(self._jobs()):
            gathered.add(seen)
            if seen.page and not seen.recalled:
                gathered.problems += self.memory.add(seen)
        return gathered

    def _jobs(self) -> Iterator[Open[ReadPage] | Answered[Seen]]:
        """Only pages with something to run need a worker, and only they need the wall."""
        place = self.request.place(self.progress, triage.known_pages(self.memory.before))
        for read in recall_pages(self.request.sources, place, self.memory.recall, fresh=self.request.fresh):
            if isinstance(read, Problem):
                yield Answered(Seen(None, (), (read,)))
            elif isinstance(read, Recalled):
                yield Answered(self._recalled(read))
            elif examples := read.runnable():
                self.wall.probe(self.progress)
                yield Open(read, self.memory.expect(read.page.path, examples))
            else:
                yield Answered(self._running.page(read, None))

    def _recalled(self, read: Recalled) -> Seen:
        answer = read.answer
        for row in answer.rows:
            self.progress.finished(row)
        return Seen(shown(read.page, answer.problems), answer.rows, answer.problems, answer.runnable, recalled=True)

    def _worker(self, slot: int) -> AbstractContextManager[Callable[[ReadPage], Seen]]:
        return self._running.worker(slot)

    @cached_property
    def _running(self) -> "Running":
        from docverify.pipeline.running import Running  # all that plans and judges costs more than a run of recalls

        return Running(self.request, self.wall, self.prepared, self.memory.before, self.progress)
