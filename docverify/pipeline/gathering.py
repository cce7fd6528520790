"""What the pages of one run come to: recalled, or run behind the wall, in page order."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from msgspec import Struct

from docverify import plan, triage
from docverify.errors import InstallError
from docverify.model import Environment, Example, History, Page, PageRow, Problem, Row, Verdict
from docverify.pipeline import rows as counted
from docverify.pipeline.memory import Memory
from docverify.pipeline.pages import ReadPage, Recalled, recall_pages
from docverify.pipeline.readings import Reader, failure_of_ours, refused, without_toolchain, without_wall
from docverify.pipeline.request import Request
from docverify.pipeline.walls import RunWall
from docverify.pipeline.workers import Answered, Open, Workers
from docverify.ports import Installed, Progress
from docverify.registry import members
from docverify.sandbox.wall.toolchains import find_missing


class Seen(Struct, frozen=True):
    """What one page came to; a page that could not be had has a problem alone."""

    page: PageRow | None
    rows: Sequence[Row]
    problems: Sequence[Problem]
    seconds: float = 0.0
    recalled: bool = False


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
        self.languages: dict[str, Any] = members("languages")

    def gather(self, before: Mapping[str, History]) -> tuple[list[PageRow], list[Row], list[Problem]]:
        pages: list[PageRow] = []
        found: list[Row] = []
        problems: list[Problem] = []
        workers: Workers[ReadPage, Seen] = Workers(self.request.jobs, self._worker)
        for seen in workers.in_order(self._jobs(before)):
            pages += [seen.page] if seen.page else []
            found += seen.rows
            problems += seen.problems
            if seen.page and not seen.recalled:
                problems += self.memory.add(seen.page.path, seen.rows, seen.problems, seen.seconds)
        return pages, found, problems

    def _jobs(self, before: Mapping[str, History]) -> Iterator[Open[ReadPage] | Answered[Seen]]:
        """Only pages with something to run need a worker, and only they need the wall."""
        place = self.request.place(self.progress, triage.known_pages(before))
        for read in recall_pages(self.request.sources, place, self.memory.recall, fresh=self.request.fresh):
            if isinstance(read, Problem):
                yield Answered(Seen(None, (), (read,)))
            elif isinstance(read, Recalled):
                yield Answered(self._recalled(read))
            elif examples := sum(map(plan.runnable, read.examples)):
                self.wall.probe(self.progress)
                yield Open(read, self.memory.expect(read.page.path, examples))
            else:
                yield Answered(self._page(read, None))

    def _recalled(self, read: Recalled) -> Seen:
        for row in read.answer.rows:
            self.progress.finished(row)
        problems = read.answer.problems
        return Seen(shown(read.page, problems), read.answer.rows, problems, recalled=True)

    @contextmanager
    def _worker(self, slot: int) -> Iterator[Callable[[ReadPage], Seen]]:
        with self.wall.open(slot) as sandbox:
            reader = Reader(sandbox, self.languages, self.progress.started) if sandbox else None
            yield lambda page: self._page(page, reader)

    def _page(self, read: ReadPage, reader: Reader | None) -> Seen:
        began = time.monotonic()
        verdicts = self._verdicts(read, reader)
        found = []
        for example in read.examples:
            found.append(counted.row(example, verdicts.get(example.id) or refused(example)))
            self.progress.finished(found[-1])
        return Seen(shown(read.page, read.problems), found, read.problems, time.monotonic() - began)

    def _verdicts(self, read: ReadPage, reader: Reader | None) -> dict[str, Verdict]:
        absent = self._absent(read.examples) if reader else {}
        there = [example for example in read.examples if example.id not in absent]
        environments = {name: one for name, one in self.prepared.items() if isinstance(one, Environment)}
        whole = plan.plan(there, self.languages, environments, self.request.config.limits)
        select = self.request.select
        named = {one.id for one in read.examples if one.name and select.lower() in one.name.lower()}
        whole = whole and plan.until(whole, select, named)
        if whole is None:
            return absent
        if reader is None:
            return {task.example: without_wall(task.example) for task in whole.tasks}
        return {**absent, **reader.verdicts(read.examples, whole, self._confirm)}

    def _absent(self, examples: Sequence[Example]) -> dict[str, Verdict]:
        """What is said of those for which this machine has no packages, or no toolchain."""
        found: dict[str, Verdict] = {}
        for example in filter(plan.runnable, examples):
            language = self.languages[example.language]
            environment = self.prepared.get(language.family)
            program = find_missing(language.programs) if isinstance(language, Installed) else ""
            if isinstance(environment, InstallError):
                found[example.id] = failure_of_ours(example.id, environment.message)
            elif program:
                found[example.id] = without_toolchain(example.id, program, language.install)
        return found

    def _confirm(self, example: str) -> bool:
        """Only what is new is run again: a failure that is known was confirmed when it was."""
        past = self.memory.before.get(example)
        return self.request.confirm and (past is None or past.failures == 0)


def shown(page: Page, problems: Sequence[Problem]) -> PageRow:
    error = next((problem.what for problem in problems if problem.fatal), "")
    source = page.source or page
    return PageRow(page.path, page.url, source.source_url, error, source.revision)
