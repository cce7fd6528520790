"""`docverify check`: extract, run, judge, report."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from docverify.cli import workplace
from docverify.cli.progress import progress
from docverify.errors import UsageError
from docverify.model import Config, Result
from docverify.pipeline import rows, standing
from docverify.pipeline.jobs import default_jobs
from docverify.pipeline.premises import Premises, settle
from docverify.pipeline.request import STORE, Request
from docverify.pipeline.standing import Checked
from docverify.pipeline.tape import Tape
from docverify.pipeline.walls import find_tier, refuse_strangers
from docverify.ports import Progress
from docverify.published import Published
from docverify.store.standing import count_changes


def run(arguments: argparse.Namespace) -> int:
    place = workplace.find(arguments.state)
    sources = workplace.sources(arguments.sources, place)
    config = limited(recorded(place.config) if arguments.replay else place.config, arguments.timeout)
    tape = Tape() if arguments.har else None
    confirm = arguments.confirm or config.tracker.kind != "outbox"
    request = Request(
        config,
        sources,
        place.root,
        place.state,
        arguments.jobs or default_jobs(config.limits),
        arguments.select,
        confirm,
        arguments.offline,
        arguments.fresh or bool(tape),
        os.environ,
        arguments.audit,
        tape,
    )
    weigh = held_to_ledger(request, arguments.sources) if arguments.strict else None
    found = checked(request, arguments.sandbox)
    found = weigh(found) if weigh else found
    if tape:
        write_archives(tape, Path(arguments.har))
    workplace.write_reports(found.told, arguments.format, arguments.output)
    return found.code


def held_to_ledger(request: Request, named: Sequence[str]) -> Callable[[Checked], Checked]:
    """Adds a problem for each unverified example that the ledger does not list, and for each line too many.

    A ledger that cannot be read is told before anything runs.
    """
    from docverify import ledger  # costs more than telling a result that stands
    from docverify.cli import accepted
    from docverify.reproduce import same_command

    kept, accept = accepted.load(request.root), same_command(ledger.ACCEPT, named)

    def weigh(found: Checked) -> Checked:
        result = found.told.result
        problems = ledger.problems(accepted.weigh(kept, result, request), accept)
        told = Published(result=msgspec.structs.replace(result, problems=(*result.problems, *problems)))
        return Checked(told, max(found.code, int(bool(problems))))

    return weigh


def checked(request: Request, tier_name: str) -> Checked:
    """Runs everything behind the wall that was asked for, and keeps the result. There is no silent fall-back."""
    tier = find_tier(tier_name)
    refuse_strangers(tier, request.sources)
    workplace.make_state(request.state)
    with progress(sys.stderr) as shown:
        shown.phase("preparing environments")
        premises = settle(request, tier, shown)
        key = standing.make_key(request, premises)
        found = standing.recall(request.state, key) if key else None
        found = found or anew(request, premises, shown)
    workplace.save_result(found.told, request.state)
    standing.keep(request.state, key, found)
    return found


def anew(request: Request, premises: Premises, shown: Progress) -> Checked:
    """Reads all pages. What it comes to stands only if nobody else wrote to the store meanwhile."""
    from docverify.pipeline.check import check  # costs more than all that is needed to find an answer

    store = workplace.open_store(request.state)
    try:
        before = count_changes(request.state / STORE)
        result, stands = check(request, premises, store, shown)
    finally:
        store.close()
    changes = count_changes(request.state / STORE)
    alone = changes == before + 1
    stands = stands._replace(changes=changes) if stands and alone else None
    return Checked(Published(result=result), code(result, request.config), stands)


def recorded(config: Config) -> Config:
    """With recordings alone, where there are some; UsageError where there are none."""
    if not any(one.replay for one in config.backends.values()):
        raise UsageError("no backend has recordings", 'docverify record, with replay = "recordings/NAME" in its table')
    alone = {
        name: msgspec.structs.replace(one, start=(), url="", openapi="", tcp={}, version=()) if one.replay else one
        for name, one in config.backends.items()
    }
    return msgspec.structs.replace(config, backends=alone)


def write_archives(tape: Tape, folder: Path) -> None:
    """What pages asked, in the folder."""
    from docverify.pipeline.recording import archives  # most checks write none

    for path, text in archives(tape.pages(), folder):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        except OSError as error:
            raise UsageError(f"{path}: cannot be written: {error.strerror}", "give another --har") from error


def limited(config: Config, seconds: float | None) -> Config:
    if seconds is None:
        return config
    return msgspec.structs.replace(config, limits=msgspec.structs.replace(config.limits, seconds=seconds))


def code(result: Result, config: Config) -> int:
    walled = result.sandbox.tier != rows.ABSENT
    return rows.exit_code(result.examples, config.fail_on, problems=rows.had_problems(result.problems), walled=walled)
