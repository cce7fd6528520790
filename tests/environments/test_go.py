"""Modules for Go are installed by the go command, with all that their packages import."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from docverify.environments import Environments
from docverify.environments.go import explain
from docverify.errors import InstallError, ToolchainError
from docverify.model import Environment, EnvironmentConfig
from tests.environments.installing import Installing


class Machine(Installing):
    """A machine whose go gets modules from one folder."""

    language = "go"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.proxy = folder / "proxy"
        self.proxy.mkdir()
        settings = {"GOPROXY": f"file://{self.proxy}", "GOSUMDB": "off", "GOFLAGS": ""}
        self.environ = {"PATH": os.environ["PATH"], "HOME": str(folder), **settings}

    def add(self, path: str, version: str, needs: str = "", **files: str) -> None:
        """A module; `files` are packages below it by name, each with its one source."""
        folder = self.proxy / path / "@v"
        folder.mkdir(parents=True, exist_ok=True)
        listed = f"module {path}\n\ngo 1.20\n" + (f"\nrequire {needs}\n" if needs else "")
        (folder / f"{version}.mod").write_text(listed)
        (folder / f"{version}.info").write_text(f'{{"Version": "{version}"}}')
        with (folder / "list").open("a") as versions:
            versions.write(f"{version}\n")
        with zipfile.ZipFile(folder / f"{version}.zip", "w") as archive:
            archive.writestr(f"{path}@{version}/go.mod", listed)
            for name, source in files.items():
                archive.writestr(f"{path}@{version}/{name}/{name}.go", f"package {name}\n{source}\n")

    def releases(self, name: str) -> tuple[str, ...]:
        environments = Environments(self.root, self.state, sys.executable, self.environ)
        return environments.releases("go", EnvironmentConfig(install=(name,)), name).versions


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def list_packages(environment: Environment, folder: Path, code: str) -> str:
    """The packages that a program would be built from, besides Go's own: nothing is compiled."""
    folder.mkdir()
    (folder / "go.mod").write_text("module example\n")
    (folder / "main.go").write_text(f"package main\n{code}\n")
    layer = environment.path
    offline = {"GOPROXY": "off", "GOSUMDB": "off", "GOTOOLCHAIN": "local", "GOFLAGS": f"-modfile={layer}/go.mod"}
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "GOMODCACHE": f"{layer}/cache", **offline}
    command = ["go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}} {{.Module.Version}}{{end}}", "."]
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=True).stdout


def test_any_package_of_a_module_can_be_imported_with_what_it_needs(machine: Machine, tmp_path: Path) -> None:
    machine.add("cup.example/cup", "v1.0.0", china="const Name = 1")
    machine.add("tea.example/tea", "v1.2.0", green='import _ "cup.example/cup/china"', needs="cup.example/cup v1.0.0")
    environment = machine.prepare("tea.example/tea")
    assert environment.packages == ("cup.example/cup==v1.0.0", "tea.example/tea==v1.2.0")
    built = list_packages(environment, tmp_path / "example", 'import _ "tea.example/tea/green"\nfunc main() {}')
    assert built.splitlines()[:2] == ["cup.example/cup/china v1.0.0", "tea.example/tea/green v1.2.0"]


def test_a_version_is_the_one_that_is_asked_for(machine: Machine) -> None:
    for version in ("v1.0.0", "v1.1.0"):
        machine.add("tea.example/tea", version, green="")
    assert machine.prepare("tea.example/tea@v1.0.0").packages == ("tea.example/tea==v1.0.0",)
    assert machine.prepare("tea.example/tea").packages == ("tea.example/tea==v1.1.0",)


def test_the_releases_of_a_module_are_what_its_proxy_lists(machine: Machine) -> None:
    for version in ("v1.0.0", "v1.10.0", "v1.9.0", "v1.11.0-rc.1"):
        machine.add("tea.example/tea", version, green="")
    assert machine.releases("tea.example/tea") == ("v1.0.0", "v1.9.0", "v1.10.0")
    with pytest.raises(InstallError, match="cannot list the releases of"):
        machine.releases("no.example/cup")


def test_the_second_time_nothing_is_asked(machine: Machine) -> None:
    machine.add("tea.example/tea", "v1.0.0", green="")
    first = machine.prepare("tea.example/tea")
    machine.proxy.rename(machine.root / "away")
    assert machine.prepare("tea.example/tea") == first


def test_a_module_that_is_nowhere_is_named(machine: Machine) -> None:
    machine.add("tea.example/tea", "v1.0.0", green="")
    error = machine.refusal("tea.example/tea", "no.example/cup@v1.0.0")
    assert error.message.startswith('cannot resolve "no.example/cup@v1.0.0": go: no.example/cup@v1.0.0: ')
    assert machine.refusal("tea.example/tea@v9.0.0").message.startswith('cannot resolve "tea.example/tea@v9.0.0": ')


@pytest.mark.parametrize("requirement", ["uuid", "a.example/x y", "./x.example/tea", "https://a.example/tea", "-x.y/z"])
def test_what_is_no_module_is_refused(machine: Machine, requirement: str) -> None:
    assert machine.refusal(requirement).message.startswith(f'cannot install "{requirement}": ')


def test_a_machine_without_go_is_told_how_to_get_it(machine: Machine) -> None:
    machine.environ["PATH"] = "/nowhere"
    assert isinstance(machine.refusal("tea.example/tea"), ToolchainError)


def test_of_what_go_says_its_progress_is_left_out() -> None:
    said = "go: downloading a.example/b v1\ngo: a.example/b/...@v9: unknown revision\n\tserver response: gone\n"
    assert explain(said) == "go: a.example/b@v9: unknown revision; \tserver response: gone"


def test_the_machines_own_proxy_serves(tmp_path: Path) -> None:
    environments = Environments(tmp_path, tmp_path / "state", sys.executable)
    environment = environments.prepare("go", EnvironmentConfig(install=("github.com/google/uuid@v1.6.0",)))
    assert environment.packages == ("github.com/google/uuid==v1.6.0",)
    assert environments.warnings() == []
    code = 'import _ "github.com/google/uuid"\nfunc main() {}'
    assert "github.com/google/uuid v1.6.0" in list_packages(environment, tmp_path / "example", code)
