"""`docverify doctor`: what docverify has to work with, probed and not assumed."""

import argparse
import shutil
import sys

from docverify import escape
from docverify.cli import workplace
from docverify.registry import members
from docverify.sandbox.wall.command import interpreter

TOOLS = {
    "bash": "runs shell examples",
    "git": "reads git sources",
    "bwrap": "the wall around every example",
}
INSTALL = {"bash": "bash", "git": "git", "bwrap": "bubblewrap"}
"""Debian packages."""
NO_SANDBOX = 3


def run(arguments: argparse.Namespace) -> int:
    place = workplace.find(arguments.state)
    out = sys.stdout.write
    report, probes = members("sandbox")["bwrap"].probe(place.state)
    out(f"sandbox   {report.tier}: {escape.terminal(report.description)}\n")
    for name, held, seen in probes:
        out(escape.terminal(f"  {'held' if held else 'FAILED'}  {name}{'' if held else f': {seen}'}") + "\n")
    if probes:
        out(f"  {report.held} of {report.probes} probes held\n")
    if report.hint:
        out(f"  next: {report.hint}\n")
    out(f"python    {interpreter()[0]}\n")
    for name, purpose in TOOLS.items():
        where = shutil.which(name) or f"missing: {purpose}; sudo apt-get install -y {INSTALL[name]}"
        out(f"{name:<9} {where}\n")
    out(f"config    {place.file or 'none; docverify init writes one'}\n")
    out(f"state     {place.state}\n")
    out(f"tracker   {place.config.tracker.kind} {place.config.tracker.repository}".rstrip() + "\n")
    return NO_SANDBOX if report.tier == "absent" else 0
