"""A page a language, behind the wall: examples share a session, and one that goes wrong costs no other its verdict."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import fixtures
from tests.cases import read_cases
from tests.machine import needs

PAGES = Path(fixtures.__file__).parent / "languages"
PROGRAMS = {
    "javascript": ("node",),
    "jsx": ("node", "npm"),
    "perl": ("perl",),
    "php": ("php",),
    "ruby": ("ruby",),
    "typescript": ("node", "tsc"),
}
"""What this machine needs for a page: without it, its examples would end otherwise."""


@pytest.mark.parametrize(("config", "expected"), read_cases("pages.cases", __file__))
def test_each_block_ends_as_its_author_means_it(
    config: str, expected: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """A case: the name of the page, what `docverify.toml` holds, and of each block heading, verdict, level, reason."""
    name = request.node.callspec.id
    needs(*PROGRAMS.get(name, ()))
    (tmp_path / "docverify.toml").write_text(config, encoding="utf-8")
    page, result = tmp_path / f"{name}.md", tmp_path / "result.json"
    page.write_text((PAGES / page.name).read_text(encoding="utf-8"), encoding="utf-8")
    words = ["check", page.name, "--timeout", "2", "--format", "json", "--output", str(result)]
    subprocess.run(
        [sys.executable, "-m", "docverify", *words],
        check=False,
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": ":".join(path for path in sys.path if path)},
    )
    rows = json.loads(result.read_text(encoding="utf-8"))["examples"]
    assert "".join(shown(row) for row in rows if row["language"] not in ("", "output")) == expected


def shown(row: dict[str, str]) -> str:
    slug = row["id"].split("#")[1].split(":")[0]
    return f"{slug:<11} {row['verdict']:<11} {row['level']:<8} {row['reason']}".rstrip() + "\n"
