"""A toolchain below a person's home, or below /tmp, is seen where it is, though sessions have such folders anew."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from docverify.model import Environment
from docverify.sandbox.wall import command, toolchains
from tests.sandbox.conftest import plan, task


@pytest.fixture
def samovar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of one program, first on the PATH."""
    folder = tmp_path / "samovar-1.0"
    for name in ("bin", "lib"):
        (folder / name).mkdir(parents=True)
    (folder / "lib" / "heat").write_text("hot\n")
    program = folder / "bin" / "samovar"
    program.write_text('#!/bin/sh\ncat "$(dirname "$0")/../lib/heat"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}/bin:/usr/bin:/bin:/usr/sbin")
    return folder


def test_it_runs_at_its_own_path_and_nothing_of_it_can_be_changed(wall, samovar: Path) -> None:
    spoil = f"echo cold > {samovar}/lib/heat; rm -rf {samovar.parents[1]}; ls /tmp"
    tasks = [task(0, spoil, driver="shell"), task(1, "samovar; command -v samovar", driver="shell")]
    _, run = wall.run(replace(plan(*tasks), programs=("samovar",)), lambda _: None)
    assert run.steps[0].stdout == f"hot\n{samovar}/bin/samovar\n"
    assert (samovar / "lib" / "heat").read_text() == "hot\n"


def test_a_toolchain_is_found_before_the_systems_own() -> None:
    """A system's Python lies among other programs of the system, one of an own installation does not."""
    assert command.search_path("/usr/bin", ["/opt/rust-1/bin", "/usr/bin", ""], {}) == (
        "/opt/rust-1/bin:/usr/bin:/usr/local/bin:/bin"
    )
    assert command.search_path("/opt/python-3/bin", ["/opt/rust-1/bin", "/usr/bin", ""], {}) == (
        "/opt/python-3/bin:/opt/rust-1/bin:/usr/local/bin:/usr/bin:/bin"
    )


def test_what_is_installed_for_the_examples_is_found_before_all_else(wall, tmp_path: Path) -> None:
    """As in an environment that a reader has activated; a package of a layer hides a program of the system."""
    given = {}
    for language, folder in (("python", "bin"), ("javascript", "node_modules/.bin")):
        made = tmp_path / language / folder
        made.mkdir(parents=True)
        (made / f"samovar-{language}").write_text("#!/bin/sh\necho hot\n")
        (made / f"samovar-{language}").chmod(0o755)
        (made / "ls").symlink_to(f"samovar-{language}")
        given[language] = Environment(language, "key", str(tmp_path / language))
    asked = plan(task(0, "samovar-python; samovar-javascript; ls", driver="shell"))
    (run,) = wall.run(replace(asked, environments=given), lambda _: None)
    assert run.steps[0].stdout == "hot\n" * 3


def test_only_what_a_session_would_hide_is_shown_to_it_again() -> None:
    binds = [("/a", "/opt/node"), ("/b", "/home/user/.n/node-22"), ("/c", "/tmpl/x"), ("/d", "/home"), ("/e", "/tmp/x")]
    assert command.hidden(binds) == ["/home/user/.n/node-22", "/tmp/x"]


def program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_a_script_that_stands_for_all_releases_leads_to_the_one_that_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / ".potenv"
    meant = program(home / "versions" / "1.2.0" / "bin" / "teapot", "echo tea")
    (meant.parents[1] / "lib").mkdir()
    shim = program(home / "shims" / "teapot", "exit 1")
    program(home / "bin" / "potenv", f'[ "$*" = "which teapot" ] && echo {meant}')
    monkeypatch.setenv("PATH", f"{shim.parent}:/usr/bin:/bin")
    assert toolchains.find("teapot") == toolchains.Toolchain(str(meant.parents[1]), str(meant.parent))


def test_a_script_whose_manager_says_nothing_leads_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shim = program(tmp_path / ".potenv" / "shims" / "coffeepot", "exit 1")
    monkeypatch.setenv("PATH", f"{shim.parent}:/usr/bin:/bin")
    assert toolchains.find("coffeepot") is None


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("fnm/node-versions/v22.1.0/installation", True),
        ("nvm/versions/node/v22.1.0", True),
        ("ann2/installation", False),
        ("ann/installation", False),
        ("ann", False),
    ],
)
def test_an_installation_is_told_from_a_persons_own_folder(
    place: str, shown: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / place
    name = place.replace("/", "-")
    program(folder / "bin" / name, "echo tea")
    (folder / "lib").mkdir()
    chosen = tmp_path / "shell"
    chosen.symlink_to(folder)
    monkeypatch.setenv("PATH", f"{chosen}/bin:/usr/bin:/bin")
    assert toolchains.find(name) == (toolchains.Toolchain(str(folder), f"{folder}/bin") if shown else None)
