"""`check`: sources → pages → examples → plans → runs → verdicts → rows → findings → result."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager

import msgspec

from docverify import __version__, scope, triage
from docverify.errors import UsageError
from docverify.model import SCHEMA, History, Result, Row
from docverify.pipeline import rows as counted
from docverify.pipeline.gathering import Gathering
from docverify.pipeline.memory import ANSWERS, Memory, Use
from docverify.pipeline.moment import now
from docverify.pipeline.premises import Premises
from docverify.pipeline.request import Request
from docverify.pipeline.seen import Gathered
from docverify.pipeline.standing import Stands
from docverify.pipeline.walls import RunWall
from docverify.ports import Progress, Store
from docverify.store.answers import AnswerCache


def check(request: Request, premises: Premises, store: Store, progress: Progress) -> tuple[Result, Stands | None]:
    """Runs everything and records it. Without a wall examples are parsed and never run."""
    started, began = now(), time.monotonic()
    before = store.histories()
    progress.phase("checking")
    wall = RunWall(premises.tier, request.state)
    with remembered(request, premises, before) as memory:
        gathering = Gathering(request, wall, premises.prepared, memory, progress)
        gathered = gathering.gather()
        found = chosen(gathered.rows, request.select)
        failed = any(one.fatal for one in gathered.problems) or any(one.verdict == "error" for one in found)
        result = Result(
            schema=SCHEMA,
            docverify=__version__,
            started=started,
            seconds=round(time.monotonic() - began, 3),
            sandbox=wall.report,
            sources=tuple(source.path or source.git or source.url for source in request.sources),
            summary=counted.summary(found),
            coverage=counted.coverage(found, gathered.runnable),
            pages=tuple(gathered.pages),
            examples=tuple(found),
            problems=(*premises.prepared.warnings(), *gathered.problems),
            complete=not failed,
            environments=premises.prepared.packages(),
        )
        result, histories = followed(request, result, before, gathered.rows)
        for one in result.findings:
            if one.state == "fixed":  # its issue closes after a second run that passes
                memory.forget(one.page)
        stands = None if histories else standing(gathered, gathering, memory.cache.until)
    store.record(result, histories)
    return result, stands


def standing(gathered: Gathered, gathering: Gathering, until: int) -> Stands | None:
    """What a result follows from that only recalls; None when a page ran, or when a source cannot tell."""
    statuses = gathering.watched() if gathered.recalled else None
    return None if statuses is None else Stands(until, 0, statuses)


@contextmanager
def remembered(request: Request, premises: Premises, before: Mapping[str, History]) -> Iterator[Memory]:
    """What earlier runs answered."""
    files = request.config.tracker.kind != "outbox"
    use = Use(premises.described, not request.fresh, request.audit, confirms=request.confirm, files=files)
    with closing(AnswerCache(request.state / ANSWERS)) as cache:
        yield Memory(cache, premises.circumstances, before, use)


def followed(
    request: Request, result: Result, before: Mapping[str, History], everything: Sequence[Row]
) -> tuple[Result, list[History]]:
    """The result with its findings, and the histories that it changes."""
    root, pages = str(request.root), [page.path for page in result.pages]
    covered = scope.within(before, request.sources, root, "")
    carried = triage.carry(covered, everything, pages)
    within = covered if carried == covered else scope.within(carried, request.sources, root, "")
    names, select = {one.id for one in result.examples}, request.select.lower()
    past = {name: one for name, one in within.items() if name in names or select in name.lower()}
    after = triage.follow(past, result)
    found = tuple(triage.findings(result.examples, past, after))
    histories = {**carried, **after}.values() if result.complete else ()
    changed = [history for history in histories if history != before.get(history.example)]
    return msgspec.structs.replace(result, findings=found), changed


def chosen(found: Sequence[Row], select: str) -> list[Row]:
    """The rows that the user asked for; a choice that fits none is a mistake and never a clean run."""
    rows = [one for one in found if select.lower() in one.id.lower() or select.lower() in one.name.lower()]
    if select and not rows:
        raise UsageError(
            f"no example has {select!r} in its id or name", "docverify examples --format json shows the ids"
        )
    return rows
