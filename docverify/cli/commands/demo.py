"""`docverify demo`: the whole way, offline, on the documentation of an invented product."""

import argparse
import os
import shutil
import sys
from pathlib import Path

from msgspec.structs import replace

from docverify import configfile
from docverify.cli import workplace
from docverify.cli.commands import check as checking
from docverify.cli.commands import issues as filing
from docverify.errors import DocverifyError, UsageError
from docverify.model import Config, TrackerConfig
from docverify.pipeline import issues
from docverify.pipeline.jobs import default_jobs
from docverify.pipeline.request import Request


def run(arguments: argparse.Namespace) -> int:
    place = Path(arguments.state).absolute() if arguments.state else Path.cwd() / ".docverify" / "demo"
    if not arguments.state:
        workplace.make_state(Path.cwd() / ".docverify")
    lay_out(place)
    config, root, _ = configfile.load(place)
    config = with_what_is_installed(config)
    state = place / ".docverify"
    request = Request(config, config.sources, root, state, default_jobs(config.limits))
    told, code, _ = checking.checked(request, "bwrap")
    workplace.write_reports(told, [], [])
    if code in (0, 1):
        file_issues(state, config.tracker)
    sys.stdout.write(
        f"\nThe issues are in {os.path.relpath(state / 'outbox')}, the pages in {os.path.relpath(place)}.\n"
    )
    if code == 1:
        sys.stdout.write(
            "Some of these pages are wrong on purpose, so the exit code is 1, as that of a check would be.\n"
        )
    sys.stdout.write(
        f"Mend one and run docverify demo again; the commands above work in: cd {os.path.relpath(place)}\n"
    )
    sys.stdout.write("Your own pages: docverify check docs\n")
    return code


def with_what_is_installed(config: Config) -> Config:
    """The config, without backends where they cannot be had: then what calls them needs the network, and says so."""
    try:
        from docverify.proxy import needed  # noqa: F401  loads what backends need, or says how to have it
    except DocverifyError as error:
        sys.stdout.write(f"Nothing answers the examples of api.md, since {error.message}: {error.hint}\n\n")
        return replace(config, backends={})
    return config


def lay_out(place: Path) -> None:
    """The bundled pages, once, so that they can be read and mended."""
    if (place / configfile.NAME).exists():
        return
    for bundled in (Path(__file__).parents[2] / "data" / "demo", Path(__file__).parents[3] / "fixtures" / "demo"):
        if bundled.is_dir():
            shutil.copytree(bundled, place, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
            return
    raise UsageError("the demo's pages are not part of this installation", "pip install --force-reinstall docverify")


def file_issues(state: Path, config: TrackerConfig) -> None:
    tracker = issues.open_tracker(config, state, {})
    store = workplace.open_store(state)
    try:
        decision = issues.decide(workplace.last_result(state).result, store, tracker, config)
        sys.stdout.write("\n")
        filing.close(decision, issues.apply(decision, store, tracker, filing.say))
    finally:
        store.close()
