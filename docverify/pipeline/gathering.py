"""What the pages of one run come to: recalled, or run behind the wall, in page order."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from docverify import triage
from docverify.model import Problem, Row, Status
from docverify.packed import Packed
from docverify.pipeline.memory import Memory
from docverify.pipeline.pages import ReadPage, Recall, Recalled, recall_pages
from docverify.pipeline.prepared import Prepared
from docverify.pipeline.request import Request
from docverify.pipeline.seen import Gathered, Seen, shown
from docverify.pipeline.walls import RunWall
from docverify.pipeline.workers import Answered, Open, Workers
from docverify.ports import OpenSource, Progress, Watched

if TYPE_CHECKING:
    from docverify.pipeline.running import Running


class Gathering:
    """One run over the pages of the sources."""

    def __init__(
        self,
        request: Request,
        wall: RunWall,
        prepared: Prepared,
        memory: Memory,
        progress: Progress,
    ) -> None:
        self.request = request
        self.wall = wall
        self.prepared = prepared
        self.memory = memory
        self.progress = progress
        self.sources: list[OpenSource] = []

    def gather(self) -> Gathered:
        gathered = Gathered([], Packed(Row), [], set())
        workers: Workers[ReadPage, Seen] = Workers(self.request.jobs, self._worker)
        for seen in workers.in_order(self._jobs()):
            gathered.add(seen)
            if seen.page and not seen.recalled:
                gathered.problems += self.memory.add(seen)
        return gathered

    def watched(self) -> dict[str, Status | None] | None:
        """What all of the sources looked at; None when one of them cannot tell."""
        found: dict[str, Status | None] = {}
        for one in self.sources:
            statuses = one.watched() if isinstance(one, Watched) else None
            if statuses is None:
                return None
            found = {**statuses, **found}
        return found

    def _jobs(self) -> Iterator[Open[ReadPage] | Answered[Seen]]:
        """Only pages with something to run need a worker, and only they need the wall."""
        for read in self._inferred() if self.prepared.inferring else self._read(self.memory.recall):
            if isinstance(read, Problem):
                yield Answered(Seen(None, (), (read,)))
            elif isinstance(read, Recalled):
                yield Answered(self._recalled(read))
            elif examples := read.runnable():
                self.wall.probe(self.progress)
                yield Open(read, self.memory.expect(read.page.path, examples))
            else:
                yield Answered(self._running.page(read, None))

    def _read(self, recall: Recall) -> Iterator[ReadPage | Recalled | Problem]:
        place = self.request.place(self.progress, triage.known_pages(self.memory.before))
        return recall_pages(self.request.sources, place, recall, fresh=self.request.fresh, opened=self.sources.append)

    def _inferred(self) -> Iterator[ReadPage | Recalled | Problem]:
        """All are read before the first one runs: what one page says of installing holds for those that import it."""
        everything = [without_text(read) for read in self._read(self.memory.note)]
        pages = [read for read in everything if isinstance(read, ReadPage)]
        self.prepared.infer(pages)
        for read in everything:
            path = read.page.path if isinstance(read, ReadPage) else ""
            answer = self.memory.recall_noted(path, self.prepared.identify(path)) if path else None
            yield Recalled(read.page, answer) if answer and isinstance(read, ReadPage) else read

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


def without_text(read: ReadPage | Recalled | Problem) -> ReadPage | Recalled | Problem:
    """What is kept of a page while the others are read: its examples have all of it that runs."""
    if not isinstance(read, ReadPage):
        return read
    bare = [replace(page, text="", files={}) for page in (read.page.source, read.page) if page]
    return replace(read, page=replace(bare[-1], source=bare[0] if len(bare) > 1 else None))
