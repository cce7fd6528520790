"""`docverify explain`: one example run once more, with all that is known of it."""

import argparse
import difflib
import os
import sys
from collections.abc import Iterable

import msgspec

from docverify.cli import workplace
from docverify.cli.explanation import render
from docverify.cli.progress import progress
from docverify.cli.workplace import Workplace
from docverify.errors import UsageError
from docverify.model import Example, SourceConfig
from docverify.pipeline.explaining import Explaining, Explanation
from docverify.pipeline.pages import ReadPage, read_pages
from docverify.pipeline.premises import settle
from docverify.pipeline.request import LAST_RESULT, Request
from docverify.pipeline.rows import ABSENT
from docverify.pipeline.walls import RunWall, find_tier, refuse_strangers
from docverify.ports import Progress

MOST_NEAR = 5
Found = tuple[ReadPage, Example]


def run(arguments: argparse.Namespace) -> int:
    place = workplace.find(arguments.state)
    sources = sources_of(arguments.id, place)
    request = Request(place.config, sources, place.root, place.state, 1, environ=os.environ, offline=arguments.offline)
    tier = find_tier(arguments.sandbox)
    refuse_strangers(tier, sources)
    workplace.make_state(place.state)
    wall = RunWall(tier, place.state, request.backing())
    with progress(sys.stderr) as shown:
        explained = explain(arguments.id, request, wall, shown)
    if arguments.format == "json":
        workplace.write(msgspec.json.encode(explained).decode())
    else:
        workplace.write(render(explained, colour=workplace.colour()))
    return 3 if wall.report.tier == ABSENT else 0


def explain(wanted: str, request: Request, wall: RunWall, shown: Progress) -> Explanation:
    shown.phase("reading pages")
    pages = [one for one in read_pages(request.sources, request.place(shown)) if isinstance(one, ReadPage)]
    read, example = choose(wanted, pages)
    shown.phase("preparing environments")
    chosen = msgspec.structs.replace(request, select=example.id)
    premises = settle(chosen, wall.tier, shown)
    if premises.prepared.inferring:
        premises.prepared.infer(pages)
    store = workplace.open_store(request.state)
    try:
        before = store.histories()
    finally:
        store.close()
    shown.phase("running")
    named = [source.path or source.git or source.url for source in request.sources]
    return Explaining(chosen, wall, premises.prepared, before, shown).explain(read, example, named)


def sources_of(wanted: str, place: Workplace) -> tuple[SourceConfig, ...]:
    """The page itself where it is a file; else what the config names, or what was checked last."""
    page = wanted.partition("#")[0]
    if page and (place.root / page).is_file():
        return workplace.as_configured([SourceConfig(path=page)], place)
    if place.config.sources or not (place.state / LAST_RESULT).exists():
        return workplace.sources((), place)
    from docverify.config import sources_from_arguments

    last = workplace.last_result(place.state).result.sources
    return workplace.as_configured(sources_from_arguments(last, str(place.root)), place)


def choose(wanted: str, pages: Iterable[ReadPage]) -> Found:
    """The one with this id or name, or the only one whose id contains it; else those that may be meant are named."""
    found = [(read, example) for read in pages for example in read.examples]
    exact = [one for one in found if wanted in (one[1].id, one[1].name)]
    holding = exact or [one for one in found if wanted.lower() in one[1].id.lower()]
    if len(holding) == 1 or exact:
        return holding[0]
    ids = [example.id for _, example in holding or found]
    near = ids[:MOST_NEAR] if holding else difflib.get_close_matches(wanted, ids, n=MOST_NEAR, cutoff=0.3)
    what = f"{len(ids)} examples have {wanted!r} in their ids" if holding else f"there is no example {wanted!r}"
    hint = "\n        ".join(f"docverify explain '{name}'" for name in near) or "docverify examples --format json"
    raise UsageError(what, hint)
