"""`docverify check`: extract, run, judge, report."""

import argparse
import os
import sys
from pathlib import Path

import msgspec

from docverify.cli import workplace
from docverify.cli.progress import progress
from docverify.errors import UsageError
from docverify.model import Config, Result, SandboxReport
from docverify.pipeline import rows
from docverify.pipeline.check import Request, check
from docverify.pipeline.pages import had_problems
from docverify.ports import Tier
from docverify.registry import members

ABSENT = "absent"


def run(arguments: argparse.Namespace) -> int:
    place = workplace.find(arguments.state)
    sources = workplace.sources(arguments.sources, place)
    config = limited(place.config, arguments.timeout)
    jobs = arguments.jobs or len(os.sched_getaffinity(0))
    confirm = arguments.confirm or config.tracker.kind != "outbox"
    request = Request(
        config,
        sources,
        place.root,
        place.state,
        jobs,
        arguments.select,
        confirm,
        arguments.offline,
        arguments.fresh,
        os.environ,
    )
    result = checked(request, arguments.sandbox)
    workplace.write_reports(result, arguments.format, arguments.output)
    return code(result, config)


def checked(request: Request, tier_name: str) -> Result:
    """Probes the wall, runs everything behind it, and keeps the result."""
    workplace.make_state(request.state)
    store = workplace.open_store(request.state)
    try:
        with progress(sys.stderr) as shown:
            shown.phase("probing the sandbox")
            tier, report = wall(tier_name, request.state)
            result = check(request, tier, report, store, shown)
    finally:
        store.close()
    workplace.save_result(result, request.state)
    return result


def wall(name: str, state: Path) -> tuple[Tier | None, SandboxReport]:
    """The tier that was asked for and its disclosure; None when it does not hold. There is no silent fall-back."""
    tiers = members("sandbox")
    if name not in tiers:
        raise UsageError(f"unknown sandbox {name!r}; known are {', '.join(sorted(tiers))}", "docverify doctor")
    report, _ = tiers[name].probe(state)
    return (None if report.tier == ABSENT else tiers[name]), report


def limited(config: Config, seconds: float | None) -> Config:
    if seconds is None:
        return config
    return msgspec.structs.replace(config, limits=msgspec.structs.replace(config.limits, seconds=seconds))


def code(result: Result, config: Config) -> int:
    walled = result.sandbox.tier != ABSENT
    return rows.exit_code(result.examples, config.fail_on, problems=had_problems(result.problems), walled=walled)
