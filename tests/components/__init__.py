"""Real components: the folders of fixtures/backends, laid out, made ready and checked as their reader would."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parents[2] / "fixtures" / "backends"
BEFORE = re.compile(r"^# Before the first check: (.+)$", re.MULTILINE)
"""The command that installs what a folder's config starts, as its reader is told it."""
INSTALLING, CHECKING = 600, 900
"""Seconds that either may take, with all that it fetches."""

Row = dict[str, Any]


def laid_out(name: str, place: Path) -> Path:
    """A copy of one folder, with what its config starts installed in it."""
    shutil.copytree(FIXTURES, place, dirs_exist_ok=True)
    for command in BEFORE.findall((place / name / "docverify.toml").read_text(encoding="utf-8")):
        run = subprocess.run(
            ["sh", "-c", command], cwd=place / name, capture_output=True, text=True, check=False, timeout=INSTALLING
        )
        if run.returncode:
            raise RuntimeError(f"{name}: {command}: exit code {run.returncode}\n{run.stdout}{run.stderr}")
    return place / name


def docverify(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """One command in the folder."""
    command = [sys.executable, "-m", "docverify", *words]
    environ = {**os.environ, "PYTHONPATH": ":".join(path for path in sys.path if path)}
    return subprocess.run(
        command, cwd=folder, env=environ, capture_output=True, text=True, check=False, timeout=CHECKING
    )


def checked(folder: Path, *words: str) -> dict[str, Any]:
    """The result of one check in the folder."""
    run = docverify(folder, "check", "--fresh", "--format", "json", *words)
    if not run.stdout:
        raise RuntimeError(f"{folder.name}: exit code {run.returncode}\n{run.stderr}")
    result: dict[str, Any] = json.loads(run.stdout)
    return result


def told(rows: list[Row]) -> list[str]:
    """A line for each block, as `verdicts.txt` has it: id, verdict, and the reason of what is unverified, else the
    level."""
    return [
        " ".join((row["id"], row["verdict"], row["reason"] if row["verdict"] == "unverified" else row["level"]))
        for row in rows
    ]


def documented(name: str) -> list[str]:
    """What each block of the folder's pages comes to."""
    lines = (FIXTURES / name / "verdicts.txt").read_text(encoding="utf-8").splitlines()
    return [" ".join(line.split()) for line in lines]
