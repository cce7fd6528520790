"""Behind the wall of the prepare phase a tool sees what it needs, writes to one folder, and reaches its registries."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docverify.environments import Environments
from docverify.environments.wall import Needs, Wall, find_wall
from docverify.errors import InstallError
from docverify.model import Environment, EnvironmentConfig
from docverify.process import Finished
from docverify.sandbox.wall import seccomp
from tests.environments.npm_registry import serve_packages

RULES = seccomp.program(os.uname().machine)


@pytest.fixture(scope="module")
def wall() -> Wall:
    found, missing = find_wall(sys.executable, os.environ, RULES)
    assert found, missing
    return found


def run(wall: Wall, part: Path, script: str, **needs: tuple[object, ...]) -> tuple[Finished, list[str]]:
    part.mkdir(exist_ok=True)
    wanted = Needs("sh", part, **needs)  # type: ignore[arg-type]  the tests name fields of every type
    environ = {**os.environ, "SECRET": "x", "SET_A": "1", "SET": "2"}
    words = ["/bin/sh", "-c", script]
    return wall.run(words, wanted, environ=environ, folder=str(part), seconds=60)


def said(wall: Wall, part: Path, script: str, **needs: tuple[object, ...]) -> str:
    return run(wall, part, script, **needs)[0].stdout.decode().strip()


def test_only_one_folder_can_be_written_to(wall: Wall, tmp_path: Path) -> None:
    script = 'for f in / /usr /etc /tmp /dev /home /root "$PWD" "$TMPDIR"; do touch "$f/x" 2>&- && echo "$f"; done'
    part = tmp_path / "part"
    assert said(wall, part, script).split() == [str(part), str(part / "tmp")]
    assert {path.stat().st_uid for path in part.rglob("*")} == {os.getuid()}


def test_no_file_of_the_host_is_seen_but_what_is_named(wall: Wall, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    (tmp_path / "tool").mkdir()
    (tmp_path / "tool" / "a").write_text("tool")
    (tmp_path / "settings").write_text("settings")
    (tmp_path / "settings").chmod(0o600)
    script = f"cat {tmp_path}/*/a {tmp_path}/settings; echo; ls -A {tmp_path}; ls -A $HOME"
    needs = {"tools": (tmp_path / "tool",), "files": (tmp_path / "settings", tmp_path / "gone")}
    heard = said(wall, tmp_path / "part", script, **needs).split()
    assert heard[0] == "toolsettings"
    assert {"part", "settings", "tool"} <= set(heard[1:]) <= {"part", "settings", "tool", ".pyenv"}


def test_no_variable_is_seen_but_what_is_named(wall: Wall, tmp_path: Path) -> None:
    heard = said(wall, tmp_path / "part", "env", passes=("SET_",)).splitlines()
    assert {line.partition("=")[0] for line in heard} - {"LANG"} == {"PATH", "HOME", "PWD", "SET_A", "TMPDIR"}


def test_it_is_an_ordinary_user_without_rights_and_without_others(wall: Wall, tmp_path: Path) -> None:
    script = "id -u; grep -h -E '^(CapEff|NoNewPrivs|Seccomp):' /proc/self/status; ls /proc | grep -c '^[0-9]'"
    heard = said(wall, tmp_path / "part", script).split()
    assert heard[:-1] == ["1000", "CapEff:", "0000000000000000", "NoNewPrivs:", "1", "Seccomp:", "2"]
    assert int(heard[-1]) < 8
    script = "test -w /proc/sys/kernel/core_pattern || echo closed"
    assert said(wall, tmp_path / "part", script) == "closed"


def test_without_registries_there_is_no_network(wall: Wall, tmp_path: Path) -> None:
    script = (
        "curl -s -m 5 -x http://127.0.0.1:3128 http://a.example; curl -s -m 5 http://1.1.1.1; wc -l < /proc/net/route"
    )
    finished, refused = run(wall, tmp_path / "part", script)
    assert finished.stdout == b"1\n"
    assert refused == ["a.example:80"]


def test_only_registries_are_reached(wall: Wall, tmp_path: Path) -> None:
    with serve_packages() as registry, serve_packages() as other:
        registry.served["/tea"] = other.served["/tea"] = b"leaves"
        script = (
            f"curl -s {registry.address}/tea; curl -s {other.address}/tea; curl -s --noproxy '*' {other.address}/tea"
        )
        finished, refused = run(wall, tmp_path / "part", script, registries=(registry.address,))
        assert finished.stdout == b"leaves"
        assert refused == [other.address.removeprefix("http://")]
        assert (registry.asked, other.asked) == (["/tea"], [])


def test_time_is_limited_and_nothing_is_left(wall: Wall, tmp_path: Path) -> None:
    needs, mark = Needs("sh", tmp_path), f"{tmp_path.name}-3600"
    words = ["/bin/sh", "-c", f"(exec -a {mark} sleep 3600) & wait"]
    bash = ["/bin/bash", *words[1:]]
    with pytest.raises(TimeoutError):
        wall.run(bash, needs, environ=os.environ, folder=str(tmp_path), seconds=1.0)
    left = subprocess.run(["pgrep", "-f", f"^{mark}"], capture_output=True, check=False)
    assert left.stdout == b""


def test_a_machine_without_bubblewrap_has_no_wall_and_says_so() -> None:
    assert find_wall(sys.executable, {"PATH": "/nowhere"}, b"") == (None, "bubblewrap is not installed")


def test_a_wall_that_does_not_stand_is_none(tmp_path: Path) -> None:
    (tmp_path / "bwrap").write_text("#!/bin/sh\necho no namespaces >&2\nexit 1\n")
    (tmp_path / "bwrap").chmod(0o755)
    tmp_path.chmod(0o755)
    for parent in list(tmp_path.parents)[:2]:
        parent.chmod(0o755)
    found = find_wall(sys.executable, {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}, b"")
    assert found == (None, "no namespaces")


class Machine:
    """A machine whose npm asks one registry."""

    def __init__(self, folder: Path, registry: str, path: str = os.environ["PATH"]) -> None:
        self.folder = folder
        (folder / ".npmrc").write_text(f"registry={registry}\n//{registry.partition('//')[2]}/:_authToken=${{TOKEN}}\n")
        environ = {"PATH": path, "HOME": str(folder), "TOKEN": "x"}
        self.environments = Environments(folder, folder / "state", sys.executable, environ, RULES)

    def prepare(self, *install: str, scripts: bool = False) -> Environment:
        return self.environments.prepare("javascript", EnvironmentConfig(install, scripts))


def test_scripts_of_packages_run_only_when_they_are_allowed_and_behind_the_wall(tmp_path: Path) -> None:
    with serve_packages() as registry:
        script = f"id -u > who; touch {tmp_path}/ran; curl -sm5 --noproxy '*' {registry.address}/tea > leaked"
        registry.add("tea", hasInstallScript=True, scripts={"postinstall": f"{script}; true"})
        machine = Machine(tmp_path, registry.address)
        without, with_them = machine.prepare("tea"), machine.prepare("tea", scripts=True)
    tea = Path(with_them.path, "node_modules", "tea")
    assert (tea / "who").read_text() == "1000\n"
    assert (tea / "leaked").read_text() == ""
    assert not (tmp_path / "ran").exists()
    assert without.key != with_them.key
    assert not Path(without.path, "node_modules", "tea", "who").exists()
    assert machine.environments.warnings() == []


def test_a_host_that_is_no_registry_is_named(tmp_path: Path) -> None:
    with serve_packages() as registry, serve_packages() as other:
        registry.add("tea")
        registry.served["/tea"] = registry.served["/tea"].replace(
            f"{registry.address}/tea/-".encode(), f"{other.address}/tea/-".encode()
        )
        with pytest.raises(InstallError) as caught:
            Machine(tmp_path, registry.address).prepare("tea")
        assert other.asked == []
    place, known = (one.address.removeprefix("http://") for one in (other, registry))
    assert caught.value.message == (
        f"cannot install packages: npm asked for {place}, and may ask only its own registries: {known}"
    )


def without_bubblewrap(folder: Path) -> str:
    """A PATH that has all that npm needs."""
    folder.mkdir()
    for name in ("node", "npm", "sh"):
        (folder / name).symlink_to(shutil.which(name) or "")
    return str(folder)


def test_without_a_wall_packages_are_installed_all_the_same_and_their_scripts_refused(tmp_path: Path) -> None:
    with serve_packages() as registry:
        registry.add("tea")
        machine = Machine(tmp_path, registry.address, without_bubblewrap(tmp_path / "bin"))
        assert machine.prepare("tea").packages == ("tea==1.0.0",)
        [warning] = machine.environments.warnings()
        assert warning.what == "packages were installed without a wall: bubblewrap is not installed"
        with pytest.raises(InstallError, match="without a wall: bubblewrap is not installed"):
            machine.prepare("tea", scripts=True)


@pytest.mark.parametrize(
    "script",
    ["ln -s / x", "mkdir x && ln -s /etc/passwd x/y", "mv w v && ln -s /etc w", "mkfifo x", "mkdir x && mkfifo x/y"],
)
def test_a_link_where_docverify_works_is_refused(wall: Wall, tmp_path: Path, script: str) -> None:
    part = tmp_path / "part"
    (part / "w").mkdir(parents=True)
    with pytest.raises(InstallError, match="which is no file, where sh works"):
        run(wall, part, script)


def test_links_below_packages_and_temporary_ones_are_none_of_its_business(wall: Wall, tmp_path: Path) -> None:
    script = 'ln -s /etc "$TMPDIR/x"; mkdir -p a/b && ln -s ../c a/b/d && echo fine'
    assert said(wall, tmp_path / "part", script) == "fine"


def test_a_package_cannot_lead_docverify_astray(tmp_path: Path) -> None:
    (tmp_path / "own" / "node_modules").mkdir(parents=True)
    with serve_packages() as registry:
        script = f"cd ../../.. && mv npm away && ln -s {tmp_path}/own npm"
        registry.add("tea", hasInstallScript=True, scripts={"postinstall": script})
        with pytest.raises(InstallError):
            Machine(tmp_path, registry.address).prepare("tea", scripts=True)
    assert (tmp_path / "own" / "node_modules").is_dir()
