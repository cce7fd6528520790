"""Pages behind the wall: from the examples of a page to its rows."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from docverify import judge, plan
from docverify.comparisons import compare, name_others
from docverify.drift import deprecation
from docverify.errors import InstallError, ToolchainError
from docverify.model import Environment, Example, History, Plan, Verdict
from docverify.pipeline import baselines, rows
from docverify.pipeline.archive import Archived
from docverify.pipeline.earlier import Earlier, Weighed
from docverify.pipeline.lacking import explain_all
from docverify.pipeline.pages import ReadPage
from docverify.pipeline.parsing import Grammars
from docverify.pipeline.prepared import Prepared
from docverify.pipeline.readings import (
    Reader,
    failure_of_ours,
    refused,
    without_toolchain,
    without_wall,
)
from docverify.pipeline.request import Request
from docverify.pipeline.seen import Seen, shown
from docverify.pipeline.walls import RunWall
from docverify.ports import Installed, Progress
from docverify.registry import members
from docverify.sandbox.wall.toolchains import find_missing


class Running:
    """One run behind a wall."""

    reads = Reader

    def __init__(
        self,
        request: Request,
        wall: RunWall,
        prepared: Prepared,
        before: Mapping[str, History],
        progress: Progress,
    ) -> None:
        self.request = request
        self.wall = wall
        self.prepared = prepared
        self.before = before
        self.progress = progress
        self.languages: Mapping[str, Any] = members("languages")

    @contextmanager
    def worker(self, slot: int) -> Iterator[Callable[[ReadPage], Seen]]:
        with self.reader(slot) as reader:
            yield lambda page: self.page(page, reader)

    @contextmanager
    def reader(self, slot: int) -> Iterator[Reader | None]:
        """None where no wall holds."""
        with self.wall.open(slot) as sandbox:
            yield self.reads(sandbox, self.languages, self.progress.started, self._packages) if sandbox else None

    @property
    def _packages(self) -> dict[str, tuple[str, ...]]:
        """By family, the requirements of what is documented."""
        return {name: one.install for name, one in self.request.config.environments.items()}

    def page(self, read: ReadPage, reader: Reader | None) -> Seen:
        began = time.monotonic()
        weighed = self.weighed(read, reader)
        verdicts = {example.id: refused(example) for example in read.examples} | weighed.verdicts
        verdicts = judge.doubt_page(verdicts, read.examples)
        found = [rows.row(example, verdicts[example.id], self._environment(example)) for example in read.examples]
        runnable = frozenset(row.language for row in found if rows.is_run(row.language, self.languages))
        found = name_others(found, compare(found, runnable))
        for row in found:
            self.progress.finished(row)
        problems, seconds = (*read.problems, *weighed.problems), time.monotonic() - began
        return Seen(shown(read.page, problems), found, problems, runnable, seconds, unsure=bool(weighed.problems))

    def _environment(self, example: Example) -> str:
        """Key of what it could import."""
        if not plan.runnable(example):
            return ""
        found = self.prepared.of(example.block.page).get(self.languages[example.language].family)
        return found.key if isinstance(found, Environment) else ""

    def verdicts(self, read: ReadPage, reader: Reader | None) -> dict[str, Verdict]:
        """By example id, of those that run and of those that are read behind the wall."""
        return self._judged(read, reader, *self._planned(read, reader))

    def weighed(self, read: ReadPage, reader: Reader | None) -> Weighed:
        """The same, with what earlier releases of what is installed, and earlier runs, tell of them."""
        absent, whole = self._planned(read, reader)
        found = self._judged(read, reader, absent, whole)
        if whole is None or reader is None:
            return Weighed(found)

        beside = Reader(reader.sandbox, self.languages, self.progress.started, self._packages)

        def run(other: Plan) -> Mapping[str, Verdict]:
            return beside.verdicts(read.running, other, lambda _: False)

        weighed = Earlier(self.archive, self.prepared.matrix, self.before, run).weigh(found, read.examples, whole)
        verdicts = deprecation.weigh(weighed.verdicts, read.examples, self.before)
        verdicts = baselines.weigh(verdicts, read.examples, whole, self.before, run)
        if whole.network.doors:
            verdicts = judge.note_unreached(verdicts, read.examples, whole.network.hosts)
        return Weighed(verdicts, weighed.problems)

    def _planned(self, read: ReadPage, reader: Reader | None) -> tuple[dict[str, Verdict], Plan | None]:
        """What is said of those that do not run, and what does."""
        prepared = self.prepared.of(read.page.path)
        absent = self._absent(read.running, prepared) if reader else {}
        there = [example for example in read.running if example.id not in absent]
        absent |= self._parsed(read.examples, absent, reader)
        environments = {name: one for name, one in prepared.items() if isinstance(one, Environment)}
        whole = plan.plan(there, self.languages, environments, self.request.config.limits)
        whole = whole and replace(whole, network=self.wall.network)
        select = self.request.select
        named = {one.id for one in read.examples if one.name and select.lower() in one.name.lower()}
        return absent, whole and plan.until(whole, select, named)

    def _judged(
        self, read: ReadPage, reader: Reader | None, absent: dict[str, Verdict], whole: Plan | None
    ) -> dict[str, Verdict]:
        if whole is None:
            return absent
        if reader is None:
            return {**absent, **{task.example: without_wall(task.example) for task in whole.tasks}}
        found = reader.verdicts(read.running, whole, self._confirm)
        families = {name: language.family for name, language in self.languages.items()}
        lacking = self.prepared.lacking.get(read.page.path, ())
        return {**absent, **explain_all(found, read.running, families, lacking)}

    @cached_property
    def archive(self) -> Archived:
        return Archived(self.prepared, self.request.root, self.progress)

    def _absent(
        self, examples: Sequence[Example], prepared: Mapping[str, Environment | InstallError]
    ) -> dict[str, Verdict]:
        """What is said of those for which this machine has no packages, or no toolchain."""
        found: dict[str, Verdict] = {}
        for example in filter(plan.runnable, examples):
            language = self.languages[example.language]
            environment = prepared.get(language.family)
            program = find_missing(language.programs) if isinstance(language, Installed) else ""
            if isinstance(environment, ToolchainError):
                found[example.id] = without_toolchain(example.id, f"{environment.message}: {environment.hint}")
            elif isinstance(environment, InstallError):
                found[example.id] = failure_of_ours(example.id, environment.message, judge.REGISTRY)
            elif program:
                why = f"needs `{program}`, which this machine does not have: {language.install}"
                found[example.id] = without_toolchain(example.id, why)
        return found

    def _parsed(
        self, examples: Sequence[Example], absent: Mapping[str, Verdict], reader: Reader | None
    ) -> dict[str, Verdict]:
        """What grammars say of those that do not run, of the ones that were asked for."""
        select = self.request.select.lower()
        asked = [one for one in examples if select in one.id.lower() or select in one.name.lower()]
        grammars = Grammars(reader.sandbox if reader else None, self.languages, self.request.config.limits)
        return grammars.verdicts(asked, absent, self.progress.started)

    def _confirm(self, example: str) -> bool:
        """Only what is new is run again: a failure that is known was confirmed when it was."""
        past = self.before.get(example)
        return self.request.confirm and (past is None or past.failures == 0)
