"""`docverify ledger`: the unverified examples that are accepted, held against the documentation as it is."""

import argparse
import os
import sys
from collections.abc import Iterator

from docverify.cli import accepted, workplace
from docverify.cli.commands.check import checked
from docverify.columns import pad, width
from docverify.errors import UsageError
from docverify.escape import terminal
from docverify.ledger import ACCEPT, NAME, Balance, fate, renew
from docverify.model import Row
from docverify.pipeline.jobs import default_jobs
from docverify.pipeline.request import Request
from docverify.pipeline.rows import ABSENT
from docverify.reproduce import same_command

WIDEST_PLACE = 44


def run(arguments: argparse.Namespace) -> int:
    place = workplace.find(arguments.state)
    kept = accepted.load(place.root)
    sources = workplace.sources(arguments.sources, place)
    jobs = default_jobs(place.config.limits)
    request = Request(place.config, sources, place.root, place.state, jobs, environ=os.environ)
    result = checked(request, arguments.sandbox).told.result
    if result.sandbox.tier == ABSENT:
        raise UsageError("nothing could run, so that nothing is known of any line", "docverify doctor")
    balance = accepted.weigh(kept, result, request)
    workplace.write("\n".join([*table(balance), said(balance)]))
    if not result.complete:
        workplace.write_problems(problem for problem in result.problems if problem.fatal)
    if arguments.update:
        accepted.save(place.root, renew(kept, balance))
        sys.stdout.write(f"{NAME} is written; see `git diff {NAME}`\n")
    elif balance.unlisted or balance.changed or balance.unneeded:
        sys.stdout.write(f"next: {terminal(same_command(ACCEPT, arguments.sources))}\n")
    return 0 if result.complete else 2


def table(balance: Balance) -> list[str]:
    """A line an example: how it stands in the ledger, where it is, and why."""
    found = list(lines(balance))
    words = max((len(word) for word, _, _ in found), default=0)
    places = max((width(where) for _, where, _ in found if width(where) <= WIDEST_PLACE), default=0)
    return [f"{pad(word, words)}  {pad(where, places)}  {why}".rstrip() for word, where, why in found]


def lines(balance: Balance) -> Iterator[tuple[str, str, str]]:
    for row, _ in balance.accepted:
        yield "accepted", place(row), why(row)
    for row, entry in balance.changed:
        yield "changed", place(row), f"was {entry.reason}, now {why(row)}"
    for row in balance.unlisted:
        yield "not listed", place(row), why(row)
    for entry, one in balance.unneeded:
        yield "not needed", f"{NAME}:{entry.line}", terminal(f"{entry.example} {fate(one)}")


def place(row: Row) -> str:
    return terminal(f"{row.file or row.page}:{row.line}")


def why(row: Row) -> str:
    return terminal(f"{row.reason}: {row.detail}" if row.detail and row.detail != row.reason else row.reason)


def said(balance: Balance) -> str:
    parts = (
        (len(balance.accepted), "accepted"),
        (len(balance.changed), "changed"),
        (len(balance.unlisted), "not listed"),
        (len(balance.unneeded), "no longer needed"),
    )
    return ", ".join(f"{number} {word}" for number, word in parts if number) or "nothing is unverified"
