"""Builds and runs the programs of compiled examples in a folder, without a wall: what they are made of is ours."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from docverify.model import Example, Merged, Program, WrittenFile

SECONDS = 120


class Ended(Struct, frozen=True):
    status: int
    stdout: str
    stderr: str
    mark: str
    """What it said on descriptor 3."""


def build_and_run(program: Program, folder: Path) -> Ended:
    said = build(program.files, program.build, program.environ, folder)
    return start(program, folder) if not said else Ended(-1, "", said, "")


def run_merged(merged: Merged, folder: Path) -> dict[str, Ended]:
    """By example id; each is run in turn."""
    said = build(merged.files, merged.build, merged.environ, folder)
    assert not said, said
    return {name: start(program, folder) for name, program in merged.programs.items()}


def build(
    files: Sequence[WrittenFile], commands: Sequence[Sequence[str]], environ: Mapping[str, str], folder: Path
) -> str:
    """What the first command that failed said; empty when all went well."""
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text)
    for command in commands:
        done = subprocess.run(
            [word.replace("{build}", str(folder)) for word in command],
            cwd=folder,
            env={**os.environ, **{name: value.replace("{build}", str(folder)) for name, value in environ.items()}},
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
        if done.returncode:
            return done.stdout + done.stderr or "failed"
    return ""


def start(program: Program, folder: Path) -> Ended:
    words = [word.replace("{build}", str(folder)) for word in program.run]
    mark = folder / "mark"
    mark.write_text("")
    script = f'exec "$@" 3>>"{mark}"'
    done = subprocess.run(
        ["sh", "-c", script, "sh", *words], capture_output=True, text=True, check=False, timeout=SECONDS, cwd=folder
    )
    return Ended(done.returncode, done.stdout, done.stderr, mark.read_text())


def named(examples: Sequence[Example], ended: Mapping[str, Ended]) -> list[str]:
    """What each printed, in the order of the examples."""
    return [ended[one.id].stdout for one in examples]
