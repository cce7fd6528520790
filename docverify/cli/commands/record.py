"""`docverify record`: what a system replies to the examples is kept, and held against what it replies later."""

import argparse
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from docverify.cli import workplace
from docverify.cli.commands.check import limited
from docverify.cli.progress import progress
from docverify.cli.workplace import Workplace
from docverify.escape import terminal
from docverify.pipeline.jobs import default_jobs
from docverify.pipeline.moment import now
from docverify.pipeline.premises import settle
from docverify.pipeline.request import Request
from docverify.pipeline.rows import ABSENT, had_problems
from docverify.pipeline.tape import Tape
from docverify.pipeline.walls import find_tier, refuse_strangers
from docverify.reports.tables.fidelity import agreement
from docverify.reports.tables.writing import count
from docverify.store import fidelity, standing

if TYPE_CHECKING:
    from docverify.pipeline.recording import Recording

REVIEW = "next: read them before they are committed: what gives access by its name or form is masked, nothing else is"


def run(arguments: argparse.Namespace) -> int:
    place = workplace.find(arguments.state)
    return compare(place, arguments.format) if arguments.compare else record(place, arguments)


def record(place: Workplace, arguments: argparse.Namespace) -> int:
    """Runs the examples, and writes what was replied."""
    from docverify.pipeline import recording

    recording.recordable(place.config.backends)
    sources = workplace.sources(arguments.sources, place)
    config = limited(place.config, arguments.timeout)
    request = Request(
        config,
        sources,
        place.root,
        place.state,
        default_jobs(config.limits),
        offline=arguments.offline,
        fresh=True,
        environ=os.environ,
        tape=Tape(),
    )
    tier = find_tier(arguments.sandbox)
    refuse_strangers(tier, sources)
    workplace.make_state(place.state)
    with progress(sys.stderr) as shown:
        shown.phase("preparing environments")
        made = recording.record(request, settle(request, tier, shown), shown)
    workplace.write_problems(made.problems)
    lines = told(made, arguments.format)
    workplace.write("\n".join(terminal(line) for line in lines))
    if made.sandbox.tier == ABSENT:
        return 3
    return 2 if made.failed or had_problems(made.problems) else 0


def told(made: "Recording", form: str) -> Iterator[str]:
    """A line for each file that was written, each request that was left out, and each page that could not run."""
    if form == "json":
        yield from (msgspec.json.encode(one).decode() for one in made.recorded)
        return
    for one in made.recorded:
        if one.file:
            yield f"recorded {one.page} {count(one.exchanges, 'exchange')} with {one.backend}: {one.file}"
        yield from (f"left out {one.page} {why}" for why in one.left_out)
    yield from (f"error {why}" for why in made.failed)
    yield REVIEW if any(one.file for one in made.recorded) else "nothing was recorded: no example reached a backend"


def compare(place: Workplace, form: str) -> int:
    """How far today's backends answer as they were recorded."""
    from docverify.pipeline.backing import Backing
    from docverify.pipeline.fidelity import compare as compared
    from docverify.pipeline.fidelity import shares

    with progress(sys.stderr) as shown:
        shown.phase("asking backends again")
        found = list(compared(Backing(place.config.backends, place.root, os.environ)))
    told = shares(found, now())
    workplace.make_state(place.state)
    fidelity.save(place.state, told)
    standing.forget(place.state)
    if form == "json":
        workplace.write("\n".join(msgspec.json.encode(one).decode() for one in found))
        return 0
    lines = [
        f"{one.page} {one.request}: {'; '.join(filter(None, (one.status, one.shape)))}"
        for one in found
        if one.status or one.shape
    ]
    lines += [f"{one.backend} {count(one.requests, 'request')}: {agreement(one)}" for one in told]
    workplace.write("\n".join(terminal(line) for line in lines))
    return 0
