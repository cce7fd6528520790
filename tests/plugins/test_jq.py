"""A package outside of docverify brings a format: installed beside it, its pages are checked like any others."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from uv import find_uv_bin

from tests.machine import needs

PACKAGE = Path(__file__).parents[2] / "fixtures" / "plugins" / "docverify-jq"
MANUAL = Path(__file__).with_name("manual.yml")
LONGEST = 100
ENDS = """\
6-6 - found unverified
18-19 shell matched pass
20-20 text found unverified
22-25 shell matched pass
26-26 text found unverified
29-30 shell ran drift
31-31 text found unverified
"""
"""Lines, language, level and verdict of each block of the manual."""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages, with this one as pip would install it."""
    place = tmp_path_factory.mktemp("packages")
    source = shutil.copytree(PACKAGE, tmp_path_factory.mktemp("source") / PACKAGE.name)
    into = ("--python", sys.executable, "--target", place)
    command = [find_uv_bin(), "pip", "install", "-q", "--no-deps", *into, source]
    subprocess.run(command, check=True, timeout=120)
    return place


def checked(folder: Path, installed: Path | None) -> dict[str, Any]:
    places = [str(installed)] if installed else []
    environ = {**os.environ, "PYTHONPATH": ":".join((*places, *(path for path in sys.path if path)))}
    command = [sys.executable, "-m", "docverify", "check", "--format", "json", "--fresh", "."]
    run = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False, timeout=120)
    assert run.stdout, run.stderr
    result: dict[str, Any] = json.loads(run.stdout)
    return result


def ends(rows: list[dict[str, Any]]) -> str:
    return "".join(
        f"{row['line']}-{row['end_line']} {row['language'] or '-'} {row['level']} {row['verdict']}\n" for row in rows
    )


def test_its_pages_are_checked_like_any_others(tmp_path: Path, installed: Path) -> None:
    needs("jq")
    shutil.copy(MANUAL, tmp_path)
    result = checked(tmp_path, installed)
    assert ends(result["examples"]) == ENDS
    assert [problem["what"] for problem in result["problems"]] == ["an example lacks its program or its input"]


def test_without_it_they_are_no_pages(tmp_path: Path) -> None:
    shutil.copy(MANUAL, tmp_path)
    shutil.copy(PACKAGE / "README.md", tmp_path)
    assert {row["page"] for row in checked(tmp_path, None)["examples"]} == {"README.md"}


@pytest.mark.parametrize(
    ("text", "what"),
    [("a: [", "cannot be read: "), ("- a", "is no manual of jq: it has no sections")],
)
def test_any_other_file_of_that_name_is_told(tmp_path: Path, installed: Path, text: str, what: str) -> None:
    (tmp_path / "manual.yml").write_text(text)
    told = [problem["what"] for problem in checked(tmp_path, installed)["problems"]]
    assert any(one.startswith(what) for one in told)


def test_it_can_be_read_at_one_sitting() -> None:
    (module,) = PACKAGE.glob("*.py")
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST
