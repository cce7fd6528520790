"""Pages of JavaScript and its dialects, behind the wall."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import fixtures

PAGES = Path(fixtures.__file__).parent / "languages"
VERDICTS = {
    "javascript": """\
cups: pass at matched
brewing: pass at matched
typing: fail TypeError
counting: drift output
a-kettle: fail SyntaxError
waiting: unverified timeout
at-a-prompt: pass at matched
a-teapot: unverified missing-package
pouring: unverified fragment
a-window: unverified needs-display
leaving: unverified incomplete
still-there: pass at matched
""",
    "typescript": """\
cups: pass at matched
brewing: pass at matched
typing: fail TypeError
counting: drift output
a-kettle: unverified missing-toolchain
waiting: unverified timeout
a-lid: unverified missing-toolchain
""",
}
"""What becomes of each block."""
BY_NODE = {"a-kettle: unverified missing-toolchain": "a-kettle: pass at ran"}
"""Where Node strips types itself."""
BY_COMPILER = {**BY_NODE, "a-lid: unverified missing-toolchain": "a-lid: unverified fragment"}
"""Where the machine has the compiler of TypeScript, which translates."""


@pytest.mark.parametrize("name", VERDICTS)
def test_each_block_ends_as_its_author_means_it(name: str, tmp_path: Path) -> None:
    page, result = tmp_path / f"{name}.md", tmp_path / "result.json"
    page.write_text((PAGES / page.name).read_text(encoding="utf-8"), encoding="utf-8")
    words = ["check", page.name, "--timeout", "2", "--format", "json", "--output", str(result)]
    subprocess.run(
        [sys.executable, "-m", "docverify", *words],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": ":".join(path for path in sys.path if path)},
    )
    rows = json.loads(result.read_text(encoding="utf-8"))["examples"]
    assert "".join(shown(row) for row in rows if row["language"]) == wanted(name)


def wanted(name: str) -> str:
    text = VERDICTS[name]
    known = BY_COMPILER if shutil.which("tsc") else BY_NODE if strips_types() else {}
    for before, after in known.items():
        text = text.replace(before, after)
    return text


def strips_types() -> bool:
    code = "process.exit(require('module').stripTypeScriptTypes ? 0 : 1)"
    return subprocess.run(["node", "-e", code], check=False).returncode == 0


def shown(row: dict[str, str]) -> str:
    end = f"at {row['level']}" if row["verdict"] == "pass" else row["reason"]
    return f"{row['id'].split('#')[1].split(':')[0]}: {row['verdict']} {end}\n"
