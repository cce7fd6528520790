"""What of this machine examples can see."""

import os
from pathlib import Path

import pytest

from docverify.sandbox.wall import recipe
from docverify.sandbox.wall.recipe import describe_machine, describe_program


def program(folder: Path, name: str, text: str = "#!/bin/sh\n") -> Path:
    path = folder / name
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_the_same_machine_is_described_alike():
    assert describe_machine() == describe_machine()
    assert len(describe_machine()) > 10


def test_a_program_that_comes_or_changes_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    seen = [describe_machine()]
    tool = program(tmp_path, "brew")
    seen.append(describe_machine())
    program(tmp_path, "brew", "#!/bin/bash\n")
    seen.append(describe_machine())
    os.utime(tool, (1, 1))
    seen.append(describe_machine())
    assert len(set(seen)) == 4


def test_a_package_of_the_system_that_changes_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    status = tmp_path / "status"
    monkeypatch.setattr(recipe, "PACKAGE_LISTS", (str(status),))
    seen = [describe_machine()]
    for version in "12":
        status.write_text(f"Package: jq\nVersion: {version}\n")
        seen.append(describe_machine())
    assert len(set(seen)) == 3


def test_another_release_of_rust_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("RUSTUP_HOME", str(tmp_path))
    seen = [describe_machine()]
    for release in ("1.95", "1.96"):
        (tmp_path / "settings.toml").write_text(f'default_toolchain = "{release}"\n')
        seen.append(describe_machine())
    assert len(set(seen)) == 3


def test_another_program_of_a_name_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    seen = [describe_program("bwrap")]
    program(tmp_path, "bwrap")
    seen.append(describe_program("bwrap"))
    program(tmp_path, "bwrap", "#!/bin/bash\n")
    seen.append(describe_program("bwrap"))
    assert len(set(seen)) == 3


def test_another_release_that_a_script_stands_for_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / ".potenv" / "shims").mkdir(parents=True)
    monkeypatch.setenv("PATH", f"{tmp_path}/.potenv/shims{os.pathsep}{os.environ['PATH']}")
    seen = [describe_machine()]
    for release in ("1.2", "1.3"):
        (tmp_path / ".potenv" / "version").write_text(release)
        seen.append(describe_machine())
    assert len(set(seen)) == 3
