"""Holds the README to its word: `python tests/readme.py README.md`.

Its `docverify …` console blocks run on this machine, since the wall admits no second wall inside it, in an empty folder
with the files that its titled blocks show; what they print is compared by the matcher that judges examples.
Everything else is checked by `docverify check`; what is skipped there may only be an install line.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docverify import judge
from docverify.extract import extract
from docverify.model import Example, Page, Step
from docverify.registry import members

ON_THIS_MACHINE = ("docverify", "cat")
"""Commands that a console block here may use."""
MUST_PASS = ("python", "toml", "json")
ENVIRON = {
    **os.environ,
    "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    "NO_COLOR": "1",
    "COLUMNS": "100",
}


def examples(readme: Path) -> list[Example]:
    page = Page(path=readme.name, format="markdown", text=readme.read_text(encoding="utf-8"))
    blocks, problems = members("formats")["markdown"].blocks(page)
    if problems:
        raise SystemExit("\n".join(f"{readme}:{problem.line} {problem.what}" for problem in problems))
    return extract(page, blocks, members("languages"))


def write_files(found: Sequence[Example], folder: Path) -> None:
    for example in found:
        if title := example.block.attributes.get("title"):
            (folder / title).write_text(example.block.code + "\n", encoding="utf-8")


def console_problems(readme: Path, found: Sequence[Example], folder: Path) -> Iterator[str]:
    """What the console blocks print that the README does not show."""
    steps = [step for example in found if example.language == "console" for step in example.steps]
    if not steps:
        yield f"{readme}: no console block was found"
    for step in steps:
        if step.code.split()[0] not in ON_THIS_MACHINE:
            yield f"{readme}:{step.line} {step.code}: not a command that is run here"
        elif not judge.matches(step.expected or "", actual := printed(step, folder)):
            yield f"{readme}:{step.line} {step.code}\n{judge.diff(step.expected or '', actual)}"


def printed(step: Step, folder: Path) -> str:
    """What the command prints; its exit code is not looked at, for a check of a wrong page has 1."""
    command = ["bash", "-c", f"{step.code} 2>&1"]
    run = subprocess.run(command, cwd=folder, env=ENVIRON, stdout=subprocess.PIPE, text=True, check=False)
    return run.stdout


def check_problems(readme: Path, state: Path) -> Iterator[str]:
    """What `docverify check` says of the README."""
    output = state / "readme.json"
    options = ["--state", str(state), "--format", "json", "--output", str(output), "--format", "text"]
    command = ["docverify", "check", readme.name, *options]
    run = subprocess.run(command, cwd=readme.parent, env=ENVIRON, check=False)
    if run.returncode:
        yield f"{readme}: docverify check ended with {run.returncode}"
    rows: list[dict[str, Any]] = json.loads(output.read_text(encoding="utf-8"))["examples"]
    for row in rows:
        if row["verdict"] == "skip" and "apt-get" not in row["code"]:
            yield f"{readme}:{row['line']} is skipped, and installs nothing"
        if row["language"] in MUST_PASS and row["verdict"] != "pass":
            yield f"{readme}:{row['line']} {row['language']}: {row['verdict']} {row['reason']} {row['detail']}"


def main() -> int:
    readme = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="docverify-readme-") as made:
        folder, state = Path(made, "reader"), Path(made, "state")
        folder.mkdir()
        found = examples(readme)
        write_files(found, folder)
        problems = [*console_problems(readme, found, folder), *check_problems(readme, state)]
    print("\n".join(problems) or f"{readme.name} tells the truth")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
