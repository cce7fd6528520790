"""`docverify examples`: what a check would look at, block by block."""

import argparse
import sys

import msgspec

from docverify import escape
from docverify.cli import workplace
from docverify.model import Example, Problem, Row
from docverify.pipeline import rows
from docverify.pipeline.readings import refused
from docverify.pipeline.rows import had_problems

OF_A_RUN = ("reading", "expected", "actual", "diff", "requests", "seconds", "fingerprint", "cached", "confirmed")
"""Fields that only a run fills."""
CONCLUDED = ("verdict", "level", "kind", "reason", "detail")
"""Fields that are known before a run only of what is not run."""


def run(arguments: argparse.Namespace) -> int:
    problems: list[Problem] = []
    count = 0
    for page in workplace.read(arguments, problems):
        count += len(page.examples)
        for example in page.examples:
            workplace.write(_json(example) if arguments.format == "json" else _line(example))
    if arguments.format == "text":
        sys.stdout.write(f"{count} blocks\n")
    workplace.write_problems(problems)
    return 2 if had_problems(problems) else 0


def _json(example: Example) -> str:
    fields = msgspec.to_builtins(_row(example))
    for name in OF_A_RUN if example.refusal else OF_A_RUN + CONCLUDED:
        del fields[name]
    return msgspec.json.encode(fields).decode()


def _row(example: Example) -> Row:
    return rows.row(example, refused(example))


def _line(example: Example) -> str:
    """`docs/a.md:12  python  8 lines  output  docs/a.md#title:python:1`, or why it would not run."""
    block = example.block
    lines = block.end_line - block.line + 1
    if example.refusal:
        say = f"{example.refusal.verdict}: {example.refusal.reason or example.refusal.detail}"
    else:
        say = "runs" if example.expectation.kind == "nothing" else f"runs, expects {example.expectation.kind}"
    where = f"{block.file or block.page}:{block.line}"
    return escape.terminal(f"{where}  {example.language or '-'}  {lines} line{'s' * (lines != 1)}  {say}")
