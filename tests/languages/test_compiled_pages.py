"""A page a compiled language, through the real check: each example gets the verdict that its heading begins with."""

import json
import shutil
from pathlib import Path

import pytest

import fixtures
from docverify.cli.main import run

FIXTURES = Path(fixtures.__file__).parent / "languages"


@pytest.mark.parametrize("language", ["c", "cpp", "go", "java", "rust"])
def test_each_example_gets_the_verdict_of_its_heading(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(FIXTURES / f"{language}.md", tmp_path)
    monkeypatch.chdir(tmp_path)
    run(["check", f"{language}.md", "--timeout", "3", "--format", "json", "--output", "result.json"])
    rows = json.loads((tmp_path / "result.json").read_text())["examples"]
    found = [(row["heading"][-1], row["verdict"], row["detail"]) for row in rows if row["language"] == language]
    assert len(found) == 7
    assert [one for one in found if one[1] != one[0].partition(":")[0].lower()] == []
    assert [row["reason"] for row in rows if row["verdict"] == "unverified" and row["language"] == language] == [
        "timeout",
        "fragment",
    ]
