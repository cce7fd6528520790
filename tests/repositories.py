"""Builders of git repositories."""

import os
import subprocess
from pathlib import Path

from tests.folders import make_files

AUTHOR = {f"GIT_{role}_{field}": "t@t.example" for role in ("AUTHOR", "COMMITTER") for field in ("NAME", "EMAIL")}


def run_git(folder: Path, *arguments: str) -> str:
    environ = {**os.environ, **AUTHOR, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-c", "protocol.file.allow=always", *arguments]
    return subprocess.run(command, cwd=folder, env=environ, check=True, capture_output=True, text=True).stdout.strip()


def commit(folder: Path, *names: str) -> str:
    """The hash of a commit of all that lies in the folder, new files included."""
    make_files(folder, *names)
    run_git(folder, "add", "--all", "--force")
    run_git(folder, "commit", "--quiet", "--allow-empty", "-m", "change")
    return run_git(folder, "rev-parse", "HEAD")
