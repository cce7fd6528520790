"""Packages for JavaScript are installed by npm: locked, without their scripts, and read-only."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docverify.environments import Environments
from docverify.environments.javascript import explain
from docverify.errors import ToolchainError
from docverify.model import Environment, EnvironmentConfig
from docverify.process import Finished
from tests.environments.installing import Installing
from tests.environments.npm_registry import NpmRegistry, serve_packages


class Machine(Installing):
    """A machine whose npm asks one registry, as its own settings say."""

    language = "javascript"

    def __init__(self, folder: Path, registry: str) -> None:
        super().__init__(folder)
        (folder / ".npmrc").write_text(f"registry={registry}\n")
        self.environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "npm_config_fetch_retries": "0"}

    def project(self, name: str, **manifest: object) -> Path:
        folder = self.root / name
        folder.mkdir()
        (folder / "package.json").write_text(json.dumps({"name": name, "version": "1.0.0", **manifest}))
        (folder / "index.js").write_text("module.exports = 1\n")
        return folder


@pytest.fixture
def registry() -> Iterator[NpmRegistry]:
    with serve_packages() as served:
        yield served


@pytest.fixture
def machine(tmp_path: Path, registry: NpmRegistry) -> Machine:
    return Machine(tmp_path, registry.address)


def show(environment: Environment, code: str) -> str:
    """What node prints that sees the layer's packages."""
    environ = {"PATH": os.environ["PATH"], "NODE_PATH": f"{environment.path}/node_modules"}
    done = subprocess.run(["node", "-p", code], env=environ, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_requirements_and_what_they_need_can_be_required(machine: Machine, registry: NpmRegistry) -> None:
    registry.add("cup")
    registry.add("@green/tea", "1.5.0")
    registry.add("@green/tea", "2.0.0", dependencies={"cup": "^1"})
    environment = machine.prepare("@green/tea")
    assert environment.packages == ("@green/tea==2.0.0", "cup==1.0.0")
    assert show(environment, 'require("@green/tea") + " " + require("cup")') == "2.0.0 1.0.0"


def test_the_lock_is_kept_with_the_layer(machine: Machine, registry: NpmRegistry) -> None:
    registry.add("tea")
    lock = json.loads(Path(machine.prepare("tea").path, "package-lock.json").read_text())
    assert lock["packages"]["node_modules/tea"]["integrity"].startswith("sha512-")


def test_the_second_time_no_registry_is_asked(machine: Machine, registry: NpmRegistry) -> None:
    registry.add("tea")
    first = machine.prepare("tea")
    registry.asked.clear()
    assert machine.prepare("tea") == first
    assert registry.asked == []


def test_requirements_that_come_to_the_same_share_a_layer(machine: Machine, registry: NpmRegistry) -> None:
    registry.add("tea")
    assert machine.prepare("tea") == machine.prepare("tea@1.0.0") == machine.prepare("tea@^1")


def test_a_layer_can_be_read_by_all_and_written_by_none(machine: Machine, registry: NpmRegistry) -> None:
    registry.add("tea")
    site = Path(machine.prepare("tea").path)
    assert {stat.S_IMODE(path.stat().st_mode) for path in site.rglob("*") if path.is_file()} == {0o444}
    shutil.rmtree(machine.state)


def test_no_script_of_a_package_runs(machine: Machine, registry: NpmRegistry) -> None:
    mark = machine.root / "ran"
    scripts = dict.fromkeys(("preinstall", "install", "postinstall", "prepare", "prepack"), f"touch {mark}")
    registry.add("tea", scripts=scripts, hasInstallScript=True)
    machine.project("kettle", scripts=scripts, dependencies={"tea": "1.0.0"})
    assert machine.prepare("tea", "./kettle").packages == ("kettle==1.0.0", "tea==1.0.0")
    assert not mark.exists()


def test_a_local_project_is_packed_anew_when_it_changes(machine: Machine) -> None:
    kettle = machine.project("kettle")
    assert show(machine.prepare("./kettle"), 'require("kettle")') == "1"
    (kettle / "index.js").write_text("module.exports = 2\n")
    assert show(machine.prepare("./kettle"), 'require("kettle")') == "2"


def test_what_differs_from_its_checksum_is_not_installed(machine: Machine, registry: NpmRegistry) -> None:
    registry.add("tea")
    registry.served["/tea/-/1.0.0.tgz"] += b"\0"
    assert "EINTEGRITY" in machine.refusal("tea").message


def test_only_what_fits_the_platform_is_named(machine: Machine, registry: NpmRegistry) -> None:
    registry.add("tea-linux", os=["linux"])
    registry.add("tea-other", os=["!linux"])
    registry.add("tea", optionalDependencies={"tea-linux": "1.0.0", "tea-other": "1.0.0"})
    assert machine.prepare("tea").packages == ("tea-linux==1.0.0", "tea==1.0.0")


def test_the_projects_own_npmrc_applies_and_stays_out_of_the_layer(machine: Machine, registry: NpmRegistry) -> None:
    registry.add("tea")
    (Path(machine.environ["HOME"]) / ".npmrc").unlink()
    (machine.root / ".npmrc").write_text(f"registry={registry.address}\n")
    environment = machine.prepare("tea")
    assert list(Path(environment.path).parent.rglob(".npmrc")) == []


@pytest.mark.parametrize(
    ("install", "blamed"),
    [(["tea", "no-cup"], '"no-cup"'), (["tea", "@no/cup@1"], '"@no/cup@1"'), (["tea@9"], '"tea@9"')],
)
def test_a_package_that_is_nowhere_is_named(
    machine: Machine, registry: NpmRegistry, install: list[str], blamed: str
) -> None:
    registry.add("tea")
    error = machine.refusal(*install)
    assert error.message.startswith(f"cannot resolve {blamed}: E")
    assert error.hint == "check the names and versions in the config"


@pytest.mark.parametrize(
    "requirement", ["tea cup", "git+https://a.example/b.git", "owner/tea", "npm:tea", "tea@file:x"]
)
def test_what_no_registry_has_is_refused(machine: Machine, requirement: str) -> None:
    error = machine.refusal(requirement)
    assert error.message == f'cannot install "{requirement}": not a package of a registry'


def test_what_a_package_takes_from_a_folder_is_refused(machine: Machine) -> None:
    machine.project("cup")
    machine.project("kettle", dependencies={"cup": f"file:{machine.root / 'cup'}"})
    assert "not from a registry" in machine.refusal("./kettle").message


def test_a_folder_that_is_no_project_is_said(machine: Machine) -> None:
    assert "has no package.json" in machine.refusal(".").message


def test_a_machine_without_npm_is_told_how_to_get_it(machine: Machine) -> None:
    machine.environ["PATH"] = "/nowhere"
    error = machine.refusal("tea")
    assert isinstance(error, ToolchainError)
    assert (error.message, error.hint) == (
        "cannot install packages: npm is not installed",
        "sudo apt-get install -y nodejs npm",
    )


def test_a_registry_that_does_not_answer_is_said_without_its_password(machine: Machine) -> None:
    (machine.root / ".npmrc").write_text("registry=http://me:secret@127.0.0.1:9/\n")
    error = machine.refusal("tea")
    assert "127.0.0.1:9 does not answer: Connection refused" in error.message
    assert "secret" not in error.message
    assert error.hint.startswith("check the network")


def test_without_data_npms_last_words_are_told() -> None:
    finished = Finished(1, b"", "npm warn x\nnpm error code EX\nnpm error broken\n")
    assert explain(finished) == "code EX; broken"
    assert explain(Finished(1, b"[]", "")) == "npm gave no reason"


def test_the_machines_own_registry_serves(tmp_path: Path) -> None:
    environments = Environments(tmp_path, tmp_path / "state", sys.executable)
    environment = environments.prepare("javascript", EnvironmentConfig(install=("zod@4.4.3",)))
    assert environment.packages == ("zod==4.4.3",)
    assert show(environment, 'require("zod").z.string().parse("tea")') == "tea"
