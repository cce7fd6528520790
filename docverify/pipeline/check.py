"""`check`: sources → pages → examples → plans → runs → verdicts → rows → findings → result."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager

import msgspec

from docverify import __version__, scope, triage
from docverify.errors import UsageError
from docverify.model import SCHEMA, Comparison, History, Result, Row
from docverify.packed import Packed
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
from docverify.store import fidelity
from docverify.store.answers import AnswerCache


def check(request: Request, premises: Premises, store: Store, progress: Progress) -> tuple[Result, Stands | None]:
    """Runs everything and records it. Without a wall examples are parsed and never run."""
    started, began = now(), time.monotonic()
    before = store.histories()
    progress.phase("checking")
    wall = RunWall(premises.tier, request.state, request.backing())
    with remembered(request, premises, before) as memory:
        gathering = Gathering(request, wall, premises.prepared, memory, progress)
        gathered = gathering.gather()
        found = chosen(gathered.rows, request.select)
        traits = counted.tally(found)
        failed = counted.had_problems(gathered.problems) or any(one.verdict == "error" for one in traits)
        result = Result(
            schema=SCHEMA,
            docverify=__version__,
            started=started,
            seconds=round(time.monotonic() - began, 3),
            sandbox=wall.report,
            sources=tuple(source.path or source.git or source.url for source in request.sources),
            summary=counted.summary(traits),
            coverage=counted.coverage(traits, gathered.runnable),
            pages=tuple(gathered.pages),
            examples=found,
            problems=(*premises.prepared.warnings(), *gathered.problems),
            complete=not failed,
            comparisons=tuple(compared(gathered.comparisons, found, request.select)),
            environments=premises.prepared.packages(),
            fidelity=fidelity.load(request.state, request.config.backends),
        )
        result, histories = followed(request, result, before, gathered.rows)
        for one in result.findings:
            if one.state == "fixed":  # its issue closes after a second run that passes
                memory.forget(one.page)
        stands = None if histories else standing(gathered, gathering, memory.cache.until)
    store.record(result, histories)
    return result, stands


def compared(everything: Sequence[Comparison], found: Sequence[Row], select: str) -> Iterator[Comparison]:
    """Those of the rows that the user asked for."""
    names = {row.id for row in found if row.tab} if select else set()
    for one in everything:
        if not select or any(names.intersection(variant.examples) for variant in one.variants):
            yield one


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
) -> tuple[Result, Sequence[History]]:
    """The result with its findings, and the histories that it changes."""
    root, pages = str(request.root), [page.path for page in result.pages]
    covered = scope.within(before, request.sources, root, "")
    carried = triage.carry(covered, everything, pages)
    within = covered if carried == covered else scope.within(carried, request.sources, root, "")
    past = selected(within, result.examples, request.select)
    changed, gone, rest = Packed(History), [], dict(carried)
    for one in triage.follow(past, result):
        rest.pop(one.example, None)
        changed.extend([one] if one != before.get(one.example) else [])
        gone += [one] if one.absent else []
    if result.complete:
        changed.extend(one for one in rest.values() if one != before.get(one.example))
    found = tuple(triage.findings(result.examples, past, gone, request.config.tracker.drift))
    return msgspec.structs.replace(result, findings=found), changed


def selected(histories: dict[str, History], rows: Sequence[Row], select: str) -> dict[str, History]:
    """Of the examples that the user asked for."""
    if not select:
        return histories
    names = {one.id for one in rows}
    return {name: one for name, one in histories.items() if name in names or select.lower() in name.lower()}


def chosen(found: Sequence[Row], select: str) -> Sequence[Row]:
    """The rows that the user asked for; a choice that fits none is a mistake and never a clean run."""
    if not select:
        return found
    rows = [one for one in found if select.lower() in one.id.lower() or select.lower() in one.name.lower()]
    if not rows:
        raise UsageError(
            f"no example has {select!r} in its id or name", "docverify examples --format json shows the ids"
        )
    return rows
