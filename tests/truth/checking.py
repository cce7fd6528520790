"""`docverify check` over a folder in which nothing is configured but the packages' versions."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.truth.samples import requirements

Row = dict[str, Any]
STATE = ".docverify"
KEPT = "environments"
"""What a folder of an earlier run may keep of its state: packages, and nothing that a verdict was."""
OBSERVING = Path(__file__).with_name("observing.py")
WALLED = 3
"""Exit code of a check without a wall."""
NEAR = 2


def check(folder: Path, install: str) -> Sequence[Row]:
    """The rows of every block below the folder."""
    forget(folder / STATE)
    for scripts in (False, True):
        configure(folder, install, scripts=scripts)
        found = run(folder)
        if not any(row["verdict"] == "error" for row in found):
            break  # old releases have no wheels: those that need building are built
    return found


def row_at(rows: Sequence[Row], page: str, line: int) -> Row | None:
    """The row of the block that holds the line, or begins right below it: blank lines belong to nobody."""
    own = [row for row in rows if row["page"] == page and row["line"] - NEAR <= line <= row["end_line"]]
    return next((row for row in own if row["line"] == line), own[0] if own else None)


def forget(state: Path) -> None:
    for one in state.iterdir() if state.is_dir() else ():
        if one.name != KEPT:
            shutil.rmtree(one) if one.is_dir() else one.unlink()


def configure(folder: Path, install: str, *, scripts: bool) -> None:
    language, packages = requirements(install)
    lines = ["[[sources]]", 'path = "."']
    if language:
        lines += [f"[environments.{language}]", f"install = {json.dumps(packages)}", f"scripts = {json.dumps(scripts)}"]
    (folder / "docverify.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def run(folder: Path) -> Sequence[Row]:
    command = [sys.executable, str(OBSERVING), "check"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    result = folder / STATE / "result.json"
    if not result.exists() or done.returncode >= WALLED:
        raise SystemExit(f"docverify check gave no result in {folder}:\n{done.stdout}{done.stderr}")
    rows: Sequence[Row] = json.loads(result.read_text(encoding="utf-8"))["examples"]
    return rows


def lay_out(folder: Path, pages: Mapping[str, str]) -> Path:
    """The folder with these pages and no others of an earlier run."""
    for one in folder.iterdir() if folder.is_dir() else ():
        if one.name != STATE:
            shutil.rmtree(one) if one.is_dir() else one.unlink()
    for name, text in pages.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder
