"""Replays releases: real pages with the oldest installable release of their package against the newest.

`python -m tests.releases [--only NAME] [--work FOLDER] [--readme FILE]`; DOCVERIFY_CORPORA names the folder of the
corpora. What is right with the oldest and wrong with the newest has to be exactly what one check with a matrix calls
drift of kind `version`, and each release that it names has to be wrong where the one before it is right.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from docverify import drift
from docverify.environments import Environments
from docverify.errors import InstallError
from docverify.model import EnvironmentConfig, Verdict
from docverify.pipeline.matrix import pin
from docverify.sandbox.wall.interpreter import interpreter
from tests.bench.tables import machine, parser, publish, table
from tests.truth.checking import lay_out

STATE = ".docverify"
NAMED = re.compile(r"wrong since \S+ (?P<wrong>[^\s,]+), right with (?P<right>[^\s:]+)")
HEADER = ("package", "oldest", "newest", "releases", "examples", "right with the oldest", "right with the newest")
HEADER += ("flips", "named `version`", "the same", "first wrong release", "seen wrong there and right before")


class Project(Struct, frozen=True):
    package: str
    language: str
    pages: str
    """Their folder below `docs` of the corpora."""
    suffixes: tuple[str, ...]


PROJECTS = (
    Project("attrs", "python", "python-attrs+attrs", (".md", ".rst")),
    Project("arrow", "python", "arrow-py+arrow", (".md", ".rst")),
    Project("uuid", "javascript", "uuidjs+uuid", (".md",)),
)


class Flip(Struct, frozen=True):
    example: str
    right: str
    wrong: str


class Replayed(Struct, frozen=True):
    project: Project
    oldest: str
    newest: str
    releases: int
    old: Mapping[str, Verdict]
    new: Mapping[str, Verdict]
    named: Sequence[Flip]
    held: int
    """How many of them a check with each of the two releases alone bears out."""

    def flips(self) -> list[str]:
        """Right with the oldest and wrong with the newest, each checked alone."""
        wrong = {name: one for name, one in self.new.items() if one.verdict in ("fail", "drift")}
        return [name for name, one in wrong.items() if drift.answer(one, self.old.get(name)) == "right"]

    def row(self) -> list[object]:
        flips, named = self.flips(), [one.example for one in self.named]
        right = [sum(one.verdict == "pass" for one in side.values()) for side in (self.old, self.new)]
        firsts = ", ".join(sorted({one.wrong for one in self.named})) or "–"
        same = "yes" if sorted(flips) == sorted(named) else "NO"
        known = [self.project.package, self.oldest, self.newest, self.releases, len(self.new), *right]
        return [*known, len(flips), len(named), same, firsts, f"{self.held} of {len(named)}"]


def main() -> int:
    arguments = arguments_of().parse_args()
    corpora = os.environ.get("DOCVERIFY_CORPORA")
    if not corpora:
        raise SystemExit("DOCVERIFY_CORPORA has to name the folder of the corpora")
    with tempfile.TemporaryDirectory(prefix="docverify-releases-") as temporary:
        work = arguments.work or Path(temporary)
        chosen = [one for one in PROJECTS if arguments.only in one.package]
        found = [replay(one, Path(corpora) / "docs" / one.pages, work / one.package) for one in chosen]
    parts = [table(HEADER, (one.row() for one in found)), listed(found), f"{machine()}."]
    publish("releases", "\n\n".join(parts), arguments.readme)
    good = all(sorted(one.flips()) == sorted(flip.example for flip in one.named) for one in found)
    return 0 if good and all(one.held == len(one.named) for one in found) else 1


def arguments_of() -> argparse.ArgumentParser:
    made = parser("python -m tests.releases")
    made.add_argument("--only", default="", help="a part of a package's name")
    made.add_argument("--work", type=Path, help="a folder to work in, which keeps packages for the next run")
    return made


def listed(found: Sequence[Replayed]) -> str:
    lines = [
        f"- `{flip.example}`: wrong since {one.project.package} {flip.wrong}, right with {flip.right}"
        for one in found
        for flip in one.named
    ]
    return "\n".join(lines) or "No example flips."


def replay(project: Project, docs: Path, folder: Path) -> Replayed:
    files = sorted(one for one in docs.rglob("*") if one.suffix in project.suffixes)
    lay_out(folder, {str(one.relative_to(docs)): one.read_text(encoding="utf-8") for one in files})
    releases = list_releases(project, folder)
    oldest, newest = releases[0], releases[-1]
    sides: dict[str, Mapping[str, Verdict]] = {}

    def with_one(release: str) -> Mapping[str, Verdict]:
        if release not in sides:
            sides[release] = check(project, folder, release)
        return sides[release]

    old, new = with_one(oldest), with_one(newest)
    named = flips_of(check(project, folder, newest, f'[matrix]\n{project.package} = ["{oldest}", "latest"]\n'))
    held = sum(bears_out(flip, new[flip.example], with_one) for flip in named)
    return Replayed(project, oldest, newest, len(releases), old, new, named, held)


def bears_out(flip: Flip, newest: Verdict, with_one: Callable[[str], Mapping[str, Verdict]]) -> bool:
    """True when the one release is right, and the other wrong."""
    told = [drift.answer(newest, with_one(release).get(flip.example)) for release in (flip.right, flip.wrong)]
    return told == ["right", "wrong"]


def list_releases(project: Project, folder: Path) -> Sequence[str]:
    """All from the oldest that can be installed here."""
    environments = Environments(folder, folder / STATE, interpreter()[0])
    known = environments.releases(project.language, EnvironmentConfig((project.package,)), project.package).versions
    for place, release in enumerate(known):
        try:
            wanted = pin(project.package, project.language, release)
            environments.prepare(project.language, EnvironmentConfig((wanted,)))
            return known[place:]
        except InstallError as error:
            if not error.final:
                raise
    raise SystemExit(f"no release of {project.package} can be installed")


def check(project: Project, folder: Path, release: str, more: str = "") -> Mapping[str, Verdict]:
    """By example id, of a check that knows nothing of others."""
    for one in (folder / STATE).iterdir():
        if one.name != "environments":
            shutil.rmtree(one) if one.is_dir() else one.unlink()
    install = pin(project.package, project.language, release)
    config = f'[[sources]]\npath = "."\n\n[environments.{project.language}]\ninstall = ["{install}"]\n\n{more}'
    (folder / "docverify.toml").write_text(config, encoding="utf-8")
    command = [sys.executable, "-m", "docverify", "check", "--format", "json"]
    said = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    try:
        rows = json.loads(said.stdout)["examples"]
    except ValueError:
        raise SystemExit(f"docverify check gave no result in {folder}: {said.stderr}") from None
    told = [Verdict(one["id"], one["verdict"], one["level"], one["kind"], detail=one["detail"]) for one in rows]
    return {one.example: one for one in told if one.reason != "not-executable"}


def flips_of(found: Mapping[str, Verdict]) -> list[Flip]:
    drifted = [one for one in found.values() if one.kind == "version"]
    matches = [(one.example, NAMED.match(one.detail)) for one in drifted]
    return [Flip(name, match["right"], match["wrong"]) for name, match in matches if match]


if __name__ == "__main__":
    sys.exit(main())
