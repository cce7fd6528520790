"""`docverify doctor`: what docverify has to work with, probed and not assumed."""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator, Sequence

from docverify import escape
from docverify.cli import workplace
from docverify.columns import hang, pad
from docverify.errors import BackendError
from docverify.model import SandboxReport
from docverify.pipeline.rows import ABSENT
from docverify.pipeline.walls import find_tier
from docverify.ports import Installed, Language, Replaying
from docverify.registry import members
from docverify.sandbox.wall import toolchains
from docverify.sandbox.wall.interpreter import interpreter

TOOLS = {
    "bash": ("runs shell examples", "sudo apt-get install -y bash"),
    "git": ("reads git sources", "sudo apt-get install -y git"),
    "bwrap": ("the wall around every example", "sudo apt-get install -y bubblewrap"),
}
"""What each is for, and the command that installs it on Debian."""
COLUMN = 9
NO_SANDBOX = 3
REPORT = "nothing runs behind a wall with a hole; what FAILED is of interest to those whom SECURITY.md names"


def run(arguments: argparse.Namespace) -> int:
    place = workplace.find(arguments.state)
    report, probes = find_tier(arguments.sandbox).probe(place.state)
    tools = [line(name, tool(name, *about)) for name, about in TOOLS.items()]
    config = [
        line("config", str(place.file or "none; docverify init writes one")),
        line("state", str(place.state)),
        line("tracker", f"{place.config.tracker.kind} {place.config.tracker.repository}".rstrip()),
    ]
    found = [*tools, *of_languages(), *of_backends(place)]
    lines = [*of_sandbox(report, probes), line("python", interpreter()[0]), *found, *config]
    columns = workplace.width() if sys.stdout.isatty() else sys.maxsize
    workplace.write("\n".join(part for one in lines for part in hang(one, columns, COLUMN + 1)))
    sys.stdout.flush()
    return NO_SANDBOX if report.tier == ABSENT else 0


def of_sandbox(report: SandboxReport, probes: Sequence[tuple[str, bool, str]]) -> Iterator[str]:
    """The tier, each of its probes, and which other tiers there are."""
    yield line("sandbox", f"{report.tier}: {report.description}")
    broken = [name for name, held, _ in probes if not held]
    if probes:
        yield "  what was tried from inside; `held` is what came to nothing:"
    for name, held, seen in probes:
        yield escape.terminal(f"  {'held' if held else 'FAILED'}  {name}{'' if held else f': {seen}'}")
    if report.probes:
        yield f"  {report.held} of {report.probes} probes held"
    if around := report.surroundings:
        yield f"  clock zone {around.zone}, locale {around.locale}, hash seed {around.hash_seed}"
    if report.hint or broken:
        yield f"  next: {REPORT if broken else report.hint}"
    yield line("tiers", f"{', '.join(sorted(members('sandbox')))}; docverify doctor --sandbox TIER probes one")


def of_languages() -> Iterator[str]:
    """The programs that languages need, each once, with the languages that need it."""
    needed: dict[str, list[Language]] = {}
    for language in members("languages").values():
        for program in language.programs if isinstance(language, Installed) else ():
            needed.setdefault(program, []).append(language)
    for program, languages in sorted(needed.items()):
        names = ", ".join(sorted(language.name for language in languages))
        install = next(language.install for language in languages if isinstance(language, Installed))
        yield line(program, toolchain(program, f"runs {names} examples", install))


def of_backends(place: workplace.Workplace) -> Iterator[str]:
    """Each that is configured, started once to see whether it can be."""
    if not place.config.backends:
        return
    from docverify.pipeline.backing import Backing  # most configs have none
    from docverify.pipeline.serving import Serving

    backing = Backing(place.config.backends, place.root, os.environ)
    for name, instance in backing.instances().items():
        try:
            Serving(name, backing.backends[name], instance, backing.secrets(name)).begin()
            place_of = "in its recordings" if isinstance(instance, Replaying) else f"at {instance.upstream()}"
            yield line(name, f"a backend, ready {place_of}")
        except BackendError as error:
            yield line(name, f"FAILED: {error.message}{f'; {error.hint}' if error.hint else ''}")
        finally:
            instance.close()


def tool(name: str, purpose: str, install: str) -> str:
    return shutil.which(name) or missing(purpose, install)


def toolchain(program: str, purpose: str, install: str) -> str:
    """Where a program is, or why examples cannot have it."""
    named = shutil.which(program)
    if named and toolchains.find(program) is None:
        return missing(f"{purpose}, and {named} cannot be shown to them without a person's own files", install)
    return named or missing(purpose, install)


def missing(purpose: str, install: str) -> str:
    return f"missing: {purpose}; {install}"


def line(name: str, text: str) -> str:
    return escape.terminal(f"{pad(name, COLUMN)} {text}")
