"""`check`: sources → pages → examples → plans → runs → verdicts → rows → findings → result."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from docverify import __version__, plan, scope, triage
from docverify.errors import InstallError, UsageError
from docverify.model import (
    SCHEMA,
    Config,
    Environment,
    Example,
    History,
    PageRow,
    Problem,
    Result,
    Row,
    SandboxReport,
    SourceConfig,
    Verdict,
)
from docverify.pipeline import rows as counted
from docverify.pipeline.pages import ReadPage, make_place, read_pages
from docverify.pipeline.readings import Reader, failure_of_ours, refused, without_toolchain, without_wall
from docverify.pipeline.workers import Workers
from docverify.ports import Installed, Place, Progress, Store, Tier
from docverify.registry import members
from docverify.sandbox.wall.toolchains import find_missing


class Request(Struct, frozen=True):
    """What the user asked for."""

    config: Config
    sources: tuple[SourceConfig, ...]
    root: Path
    state: Path
    jobs: int
    select: str = ""
    """Only examples whose id or name contains this text are in the result; what they build on runs too."""
    confirm: bool = False
    offline: bool = False
    fresh: bool = False
    """Whatever an earlier run left is not used."""
    environ: Mapping[str, str] = {}

    def place(self, progress: Progress, known: Iterable[str] = ()) -> Place:
        """`known`: paths of the pages that an earlier run judged examples of."""
        return make_place(
            self.root,
            self.state,
            progress=progress,
            offline=self.offline,
            credentials=self.config.credentials,
            environ=self.environ,
            known=frozenset(known),
        )


def check(request: Request, tier: Tier | None, report: SandboxReport, store: Store, progress: Progress) -> Result:
    """Runs everything and records it. `tier` is None when there is no wall: then examples are parsed and never run."""
    started, began = now(), time.monotonic()
    before = store.histories()
    progress.phase("preparing environments")
    prepared, warnings = prepare(request)
    progress.phase("checking")
    answers = Answers(request, tier, prepared, before, progress)
    pages, everything, problems = answers.gather()
    found = chosen(everything, request.select)
    complete = not any(problem.fatal for problem in problems) and not any(one.verdict == "error" for one in found)
    result = Result(
        schema=SCHEMA,
        docverify=__version__,
        started=started,
        seconds=round(time.monotonic() - began, 3),
        sandbox=report,
        sources=tuple(source.path or source.git or source.url for source in request.sources),
        summary=counted.summary(found),
        coverage=counted.coverage(found, members("languages")),
        pages=tuple(pages),
        examples=tuple(found),
        problems=(*warnings, *problems),
        complete=complete,
    )
    covered = scope.within(before, request.sources, str(request.root), "")
    carried = triage.carry(covered, everything, [page.path for page in pages])
    within = scope.within(carried, request.sources, str(request.root), "")
    names = {one.id for one in found}
    past = {name: one for name, one in within.items() if name in names or request.select.lower() in name.lower()}
    after = triage.follow(past, result)
    result = msgspec.structs.replace(result, findings=tuple(triage.findings(result.examples, past, after)))
    store.record(result, {**carried, **after}.values() if complete else ())
    return result


def chosen(found: Sequence[Row], select: str) -> list[Row]:
    """The rows that the user asked for; a choice that fits none is a mistake and never a clean run."""
    rows = [one for one in found if select.lower() in one.id.lower() or select.lower() in one.name.lower()]
    if select and not rows:
        raise UsageError(
            f"no example has {select!r} in its id or name", "docverify examples --format json shows the ids"
        )
    return rows


def prepare(request: Request) -> tuple[dict[str, Environment | InstallError], list[Problem]]:
    """By language, and what should be known of it.

    One that cannot be had makes the examples of its language `error`, and no others.
    """
    if not request.config.environments:
        return {}, []
    from docverify.environments import Environments  # costs as much as all else that a run without packages imports
    from docverify.sandbox.wall.command import interpreter
    from docverify.sandbox.wall.seccomp import program

    environments = Environments(request.root, request.state, interpreter()[0], rules=program(os.uname().machine))
    prepared: dict[str, Environment | InstallError] = {}
    for language, wanted in request.config.environments.items():
        try:
            prepared[language] = environments.prepare(language, wanted)
        except InstallError as error:
            prepared[language] = error
    return prepared, environments.warnings()


class Answers:
    """What the pages of one run come to."""

    def __init__(
        self,
        request: Request,
        tier: Tier | None,
        prepared: Mapping[str, Environment | InstallError],
        before: Mapping[str, History],
        progress: Progress,
    ) -> None:
        self.request = request
        self.tier = tier
        self.prepared = prepared
        self.before = before
        self.progress = progress
        self.languages: dict[str, Any] = members("languages")

    def gather(self) -> tuple[list[PageRow], list[Row], list[Problem]]:
        pages: list[PageRow] = []
        found: list[Row] = []
        problems: list[Problem] = []
        workers: Workers[ReadPage | Problem, tuple[PageRow | None, list[Row], Sequence[Problem]]]
        workers = Workers(self.request.jobs, self._worker)
        place = self.request.place(self.progress, triage.known_pages(self.before))
        read = read_pages(self.request.sources, place, fresh=self.request.fresh)
        for page, some, wrong in workers.in_order(read):
            pages += [page] if page else []
            found += some
            problems += wrong
        return pages, found, problems

    @contextmanager
    def _worker(self, slot: int) -> Iterator[Callable[[ReadPage | Problem], Any]]:
        if self.tier is None:
            yield lambda page: self._page(page, None)
            return
        with closing(self.tier.open(self.request.state, slot)) as wall:
            reader = Reader(wall, self.languages, self.progress.started)
            yield lambda page: self._page(page, reader)

    def _page(
        self, read: ReadPage | Problem, reader: Reader | None
    ) -> tuple[PageRow | None, list[Row], Sequence[Problem]]:
        if isinstance(read, Problem):
            return None, [], [read]
        page = read.page
        error = next((problem.what for problem in read.problems if problem.fatal), "")
        source = page.source or page
        shown = PageRow(page.path, page.url, source.source_url, error, source.revision)
        verdicts = self._verdicts(read, reader)
        found = []
        for example in read.examples:
            found.append(counted.row(example, verdicts.get(example.id) or refused(example)))
            self.progress.finished(found[-1])
        return shown, found, read.problems

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
        past = self.before.get(example)
        return self.request.confirm and (past is None or past.failures == 0)


def now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
