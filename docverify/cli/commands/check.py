"""`docverify check`: extract, run, judge, report."""

import argparse
import os
import sys

import msgspec

from docverify.cli import workplace
from docverify.cli.progress import progress
from docverify.model import Config, Result
from docverify.pipeline import rows
from docverify.pipeline.check import check
from docverify.pipeline.jobs import default_jobs
from docverify.pipeline.pages import had_problems
from docverify.pipeline.request import Request
from docverify.pipeline.walls import ABSENT, find_tier, refuse_strangers


def run(arguments: argparse.Namespace) -> int:
    place = workplace.find(arguments.state)
    sources = workplace.sources(arguments.sources, place)
    config = limited(place.config, arguments.timeout)
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
        arguments.fresh,
        os.environ,
        arguments.audit,
    )
    result = checked(request, arguments.sandbox)
    workplace.write_reports(result, arguments.format, arguments.output)
    return code(result, config)


def checked(request: Request, tier_name: str) -> Result:
    """Runs everything behind the wall that was asked for, and keeps the result. There is no silent fall-back."""
    tier = find_tier(tier_name)
    refuse_strangers(tier, request.sources)
    workplace.make_state(request.state)
    store = workplace.open_store(request.state)
    try:
        with progress(sys.stderr) as shown:
            result = check(request, tier, store, shown)
    finally:
        store.close()
    workplace.save_result(result, request.state)
    return result


def limited(config: Config, seconds: float | None) -> Config:
    if seconds is None:
        return config
    return msgspec.structs.replace(config, limits=msgspec.structs.replace(config.limits, seconds=seconds))


def code(result: Result, config: Config) -> int:
    walled = result.sandbox.tier != ABSENT
    return rows.exit_code(result.examples, config.fail_on, problems=had_problems(result.problems), walled=walled)
