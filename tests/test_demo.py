"""The demo is what a newcomer sees first: each of its blocks ends as its page says."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.machine import needs

NO_SANDBOX = 3
VERDICTS = """\
api.md#what-there-is:python:1               pass        matched
api.md#what-there-is:javascript:1           pass        matched
api.md#what-there-is:shell:1                pass        matched
api.md#what-there-is:json:1                 pass        parsed
api.md#ordering:python:1                    pass        matched
api.md#ordering:javascript:1                fail        parsed
api.md#ordering:shell:1                     pass        reached
api.md#ordering:shell:2                     drift       ran
api.md#ordering:json:1                      pass        parsed
api.md#what-it-refuses:http:1               pass        matched
api.md#what-it-refuses:http:2               unverified  not-executable
api.md#what-it-refuses:python:1             fail        parsed
api.md#what-it-refuses:python:2             unverified  unsupported-by-backend
api.md#what-it-never-hears-of:python:1      pass        ran
api.md#what-it-never-hears-of:shell:1       unverified  placeholder
brewing.md#steeping-times:python:1          drift       ran
brewing.md#steeping-times:text:1            unverified  not-executable
brewing.md#tea-for-a-crowd:python:1         pass        matched
brewing.md#tea-for-a-crowd:python:2         fail        parsed
brewing.md#how-hot:python:1                 pass        matched
cookbook.md#tea-in-the-cloud:python:1       unverified  missing-package
cookbook.md#ordering-more:python:1          unverified  needs-network
cookbook.md#sharing-a-pot:python:1          unverified  fragment
cookbook.md#waiting-for-the-water:python:1  unverified  timeout
cookbook.md#kettle-for-the-mainframe:cobol:1  unverified  unknown-language
index.md#install:python:1                   pass        ran
index.md#first-cup:python:1                 pass        matched
index.md#first-cup:python:2                 pass        matched
index.md#first-cup:python:3                 pass        matched
shell.md#taking-stock:shell:1               pass        ran
shell.md#taking-stock:console:1             drift       ran
shell.md#descaling:shell:1                  skip        found
zh/brewing.md#茶单:python:1                   drift       ran
zh/brewing.md#茶单:text:1                     unverified  not-executable
zh/brewing.md#数茶杯:python:1                  pass        matched
zh/brewing.md#命令行:console:1                 pass        matched
"""
"""Id, verdict, and the reason of what is unverified, else the level."""


Demo = tuple[Path, subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The state that a demo leaves, and what it printed."""
    needs("bwrap", "curl", "node")
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "docverify", "demo"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environ())
    assert run.returncode != NO_SANDBOX, run.stderr
    return folder / ".docverify" / "demo" / ".docverify", run


def environ() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": ":".join(path for path in sys.path if path), "NO_COLOR": "1"}


def test_each_block_ends_as_its_page_says(demo: Demo) -> None:
    rows = json.loads((demo[0] / "result.json").read_text(encoding="utf-8"))["examples"]
    shown = [
        (row["id"], row["verdict"], row["reason"] if row["verdict"] == "unverified" else row["level"]) for row in rows
    ]
    assert shown == [tuple(line.split()) for line in VERDICTS.splitlines()]


def test_it_exits_as_a_check_would_and_says_that_this_is_meant(
    demo: Demo,
) -> None:
    assert demo[1].returncode == 1
    assert "on purpose" in demo[1].stdout
    assert "Traceback" not in demo[1].stderr


def test_each_finding_is_filed(demo: Demo) -> None:
    filed = "".join(path.read_text(encoding="utf-8") for path in (demo[0] / "outbox").glob("*.md"))
    findings = {line.split()[0] for line in VERDICTS.splitlines() if line.split()[1] in ("fail", "drift")}
    assert set(re.findall(r"(?m)^<!-- docverify:v1 .* examples=(\S+)", filed)) == findings


def test_what_reached_nobody_is_told(demo: Demo) -> None:
    rows = {row["id"]: row for row in json.loads((demo[0] / "result.json").read_text(encoding="utf-8"))["examples"]}
    told = rows["api.md#what-it-never-hears-of:python:1"]["detail"]
    assert told == "sent no request, though it names api.teahouse.example"


def test_it_says_where_to_look(demo: Demo) -> None:
    assert "in .docverify/demo/.docverify/outbox, the pages in .docverify/demo." in demo[1].stdout


def test_the_commands_that_it_prints_work_where_it_says(demo: Demo) -> None:
    words = shlex.split(re.findall(r"docverify (check brewing\.md -k .*)", demo[1].stdout)[0])
    command = [sys.executable, "-m", "docverify", *words]
    said = subprocess.run(command, cwd=demo[0].parent, capture_output=True, text=True, check=False, env=environ())
    assert (said.returncode, said.stdout.startswith("drift brewing.md:8 ")) == (1, True)


WITHOUT = "import sys; sys.modules['h2'] = None; from docverify.cli.main import run; sys.exit(run(['demo']))"


def test_without_what_backends_need_the_rest_is_shown_and_how_to_have_it(tmp_path: Path) -> None:
    needs("bwrap")
    command = [sys.executable, "-c", WITHOUT]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=environ())
    rows = json.loads((tmp_path / ".docverify/demo/.docverify/result.json").read_text(encoding="utf-8"))["examples"]
    called = [row for row in rows if row["page"] == "api.md"]
    assert (run.returncode, "pip install 'docverify[backends]'" in run.stdout) == (1, True)
    assert {row["verdict"] for row in called} == {"pass", "unverified"}
    ran = [row["id"] for row in called if row["level"] not in ("found", "parsed")]
    assert ran == ["api.md#what-it-never-hears-of:python:1"]  # it asks nobody
    assert [row["reason"] for row in called[:3]] == ["needs-network"] * 3
