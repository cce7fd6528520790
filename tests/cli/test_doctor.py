"""The doctor shows what it probed, what examples can use, and the command that installs what is missing."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from docverify.registry import members
from docverify.sandbox.wall import bubblewrap
from tests.cli.conftest import Command


def test_each_probe_is_shown_and_counted(docverify: Command) -> None:
    said = docverify("doctor")
    assert said.code == 0
    held = [line for line in said.out.split("\n") if line.startswith("  held  ")]
    assert f"  {len(held)} of {len(held)} probes held" in said.out
    assert len(held) > 20


def test_a_tier_that_fails_a_probe_is_not_to_be_had(docverify: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [("file of the host", False, "it went through\x1b[2J"), ("mount", True, "held")]
    monkeypatch.setattr(bubblewrap.probes, "run", lambda _: broken)
    said = docverify("doctor")
    assert said.code == 3
    assert "absent: the wall does not hold: file of the host" in said.out
    assert "FAILED  file of the host: it went through\\x1b[2J" in said.out
    assert "1 of 2 probes held" in said.out
    assert "SECURITY.md" in said.out
    assert "next: docverify doctor" not in said.out


def test_a_tier_is_probed_when_it_is_named(docverify: Command) -> None:
    said = docverify("doctor", "--sandbox", "none")
    assert said.out.startswith("sandbox   none: no isolation")
    assert docverify("doctor", "--sandbox", "nothing").code == 2


def test_every_program_of_a_language_is_found_or_said_to_be_missing_with_what_installs_it(
    docverify: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    said = docverify("doctor", "--sandbox", "none").out.split("\n")
    assert "git       missing: reads git sources; sudo apt-get install -y git" in said
    for language in members("languages").values():
        for program in getattr(language, "programs", ()):
            told = next(line for line in said if line.split()[0] == program)
            assert "missing: runs " in told
            assert language.name in told


def test_a_program_among_a_persons_own_files_is_not_shown_to_examples(
    docverify: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = next(one.programs[0] for one in members("languages").values() if getattr(one, "programs", ()))
    (tmp_path / program).write_text("#!/bin/sh\n")
    (tmp_path / program).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("docverify.sandbox.wall.toolchains.find", lambda _: None)
    assert f"{tmp_path / program} cannot be shown" in docverify("doctor", "--sandbox", "none").out


def test_backends_are_started_to_see_whether_they_can_be(docverify: Command, write: Callable[[str, str], Path]) -> None:
    service = str(Path(__file__).parents[1] / "backends" / "service.py")
    start = f"start = [{sys.executable!r}, {service!r}, '{{port}}'"
    write("docverify.toml", f"[backends.cups]\n{start}]\n\n[backends.pots]\n{start}, 'dying']\n")
    said = docverify("doctor", "--sandbox", "none").out
    assert "cups      a backend, ready at http://127.0.0.1:" in said
    assert "pots      FAILED: the backend pots ended by itself, with 1: no cups today" in said
