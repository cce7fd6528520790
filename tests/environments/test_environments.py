"""Packages are installed once, whole or not at all, and what goes wrong names the requirement."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import docverify
from docverify.environments import INSTALLERS, Environments
from docverify.errors import InstallError
from docverify.model import Environment, EnvironmentConfig
from docverify.model.config import INSTALLABLE
from tests.environments.installing import Installing
from tests.environments.packages import make_project, make_wheel

NOWHERE = "http://me:secret@127.0.0.1:9/simple"
"""The discard port, where nothing listens."""


class Machine(Installing):
    """A machine whose packages come from one local folder, with a state folder of its own."""

    language = "python"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.packages = folder / "packages"
        self.packages.mkdir()
        settings = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.packages), "UV_CACHE_DIR": str(folder / "uv")}
        self.environ = {"PATH": os.environ["PATH"], "HOME": str(folder), **settings}

    def cut_off(self) -> None:
        """From now on every package is asked for where nothing answers."""
        shutil.rmtree(self.packages)
        self.environ = {
            "PATH": os.environ["PATH"],
            "HOME": self.environ["HOME"],
            "UV_CACHE_DIR": str(self.root.parent / "uv2"),
            "UV_DEFAULT_INDEX": NOWHERE,
            "UV_HTTP_RETRIES": "0",
        }


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def show(environment: Environment, code: str) -> str:
    """What Python prints that can import the environment, and nothing else beside the standard library."""
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.append(sys.argv[1]); {code}", environment.path]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def left_over(machine: Machine) -> Sequence[Path]:
    return list((machine.state / "environments").glob("part-*"))


def test_nothing_to_install_is_the_bare_toolchain(machine: Machine) -> None:
    assert machine.prepare() == Environment()
    assert machine.prepare(language="shell") == Environment(language="shell")
    assert not machine.state.exists()


def test_the_config_knows_the_languages_that_have_an_installer() -> None:
    assert tuple(INSTALLERS) == INSTALLABLE


def test_requirements_and_what_they_need_can_be_imported(machine: Machine) -> None:
    make_wheel(machine.packages, "cup")
    make_wheel(machine.packages, "tea", "2.0", needs="cup")
    make_wheel(machine.packages, "tea", "1.5")
    environment = machine.prepare("tea")
    assert environment.packages == ("cup==1.0", "tea==2.0")
    assert show(environment, "import tea, cup; print(tea.VERSION, cup.VERSION)") == "2.0 1.0"
    assert left_over(machine) == []


def test_what_older_packages_take_for_granted_is_as_a_virtual_environment_has_it(machine: Machine) -> None:
    brings = sys.version_info < (3, 12)
    make_project(machine.root / "tea", "tea", "import pkg_resources")
    make_wheel(machine.packages, "setuptools", "65.5.0", module="pkg_resources")
    make_wheel(machine.packages, "setuptools", "90.0")
    environment = machine.prepare("./tea")
    assert environment.packages == ("tea==1.0",)
    assert show(environment, "import importlib.util as i; print(bool(i.find_spec('pkg_resources')))") == str(brings)
    make_wheel(machine.packages, "cup", needs="setuptools")
    kept = "65.5.0" if brings else "90.0"
    assert machine.prepare("cup").packages == ("cup==1.0", f"setuptools=={kept}")
    assert machine.prepare("cup", "setuptools").packages == ("cup==1.0", "setuptools==90.0")


def test_what_older_packages_take_for_granted_may_not_be_had(machine: Machine) -> None:
    make_project(machine.root / "tea", "tea", "import pkg_resources")
    assert machine.prepare("./tea").packages == ("tea==1.0",)


def test_the_second_time_nothing_is_asked(machine: Machine) -> None:
    make_wheel(machine.packages, "tea")
    first = machine.prepare("tea")
    (machine.packages / "tea-1.0-py3-none-any.whl").unlink()
    assert machine.prepare("tea") == first


def test_requirements_that_come_to_the_same_share_a_layer(machine: Machine) -> None:
    make_wheel(machine.packages, "tea")
    assert machine.prepare("tea") == machine.prepare("tea==1.0") == machine.prepare("tea<2")


def test_the_key_follows_from_what_was_resolved(machine: Machine) -> None:
    make_wheel(machine.packages, "tea")
    make_wheel(machine.packages, "cup")
    keys = {machine.prepare(*install).key for install in (["tea"], ["cup"], ["tea", "cup"])}
    assert len(keys) == 3


def test_a_layer_can_be_read_by_all_written_by_none_and_deleted(machine: Machine) -> None:
    make_wheel(machine.packages, "tea")
    site = Path(machine.prepare("tea").path)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in site.rglob("*") if path.is_file()}
    assert modes <= {0o444, 0o555}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (site, site.parent)} == {0o755}
    assert list((site / "__pycache__").glob("tea.*.pyc")), "compiled once, not in every run"
    shutil.rmtree(machine.state)


def test_a_local_project_is_built_and_built_anew_when_it_changes(machine: Machine) -> None:
    project = make_project(machine.root, "kettle", "VALUE = 1\n")
    first = machine.prepare(".")
    assert first.packages == ("kettle==1.0",)
    assert show(first, "import kettle; print(kettle.VALUE)") == "1"
    (project / "code.py").write_text("VALUE = 2\n")
    second = machine.prepare(".")
    assert show(second, "import kettle; print(kettle.VALUE)") == "2"
    assert show(first, "import kettle; print(kettle.VALUE)") == "1"
    (project / "code.py").write_text("VALUE = 1\n")
    machine.cut_off()
    assert machine.prepare(".").packages == first.packages


def test_an_edited_page_builds_nothing_anew(machine: Machine) -> None:
    project = make_project(machine.root, "kettle", "")
    first = machine.prepare(".")
    (project / "docs").mkdir()
    (project / "docs" / "a.md").write_text("new")
    assert machine.prepare(".") == first


def test_a_local_project_may_have_extras(machine: Machine) -> None:
    make_wheel(machine.packages, "cup")
    make_project(machine.root / "kettle", "kettle", "", needs="cup")
    assert machine.prepare("./kettle").packages == ("kettle==1.0",)
    assert machine.prepare("./kettle[more]").packages == ("cup==1.0", "kettle==1.0")


def test_a_local_wheel_is_installed_as_it_is(machine: Machine) -> None:
    make_wheel(machine.root / "dist here", "tea")
    assert machine.prepare("./dist here/tea-1.0-py3-none-any.whl").packages == ("tea==1.0",)


def test_a_package_that_is_nowhere_is_named(machine: Machine) -> None:
    make_wheel(machine.packages, "tea")
    error = machine.refusal("tea", "no.such_cup>=1")
    assert error.message.startswith('cannot resolve "no.such_cup>=1": ')
    assert "no-such-cup" in error.message
    assert error.hint == "check the names and versions in the config"
    assert left_over(machine) == []


def test_a_version_that_is_nowhere_is_named(machine: Machine) -> None:
    make_wheel(machine.packages, "tea")
    assert machine.refusal("tea==9").message.startswith('cannot resolve "tea==9": ')


def test_what_is_no_requirement_is_named(machine: Machine) -> None:
    error = machine.refusal("tea cup")
    assert error.message.startswith('cannot resolve "tea cup": ')
    assert "part-" not in error.message
    assert error.hint == "write a requirement as pip reads it, for instance attrs==25.3"


def test_a_registry_that_does_not_answer_is_said_without_its_password(machine: Machine) -> None:
    machine.cut_off()
    error = machine.refusal("tea")
    assert error.message.startswith('cannot resolve "tea": Failed to fetch')
    assert "secret" not in error.message
    assert error.hint.startswith("check the network")


def test_a_package_without_wheels_is_not_built(machine: Machine) -> None:
    (machine.packages / "tea-1.0.tar.gz").write_bytes(b"")
    error = machine.refusal("tea")
    assert "wheels" in error.message
    assert error.hint.startswith("only wheels are installed")


def test_a_project_that_does_not_build_is_said(machine: Machine) -> None:
    project = make_project(machine.root, "kettle", "")
    (project / "backend.py").write_text("raise ValueError('no water')")
    error = machine.refusal(".")
    assert error.message.startswith('cannot build ".": ')
    assert "no water" in error.message


@pytest.mark.parametrize(
    ("requirement", "what"), [("./nope", "does not exist"), ("../root", "has no pyproject.toml"), ("/nope", "does not")]
)
def test_a_project_that_is_not_there_is_said(machine: Machine, requirement: str, what: str) -> None:
    error = machine.refusal(requirement)
    assert error.message.startswith(f'cannot install "{requirement}": ')
    assert what in error.message


def test_a_language_without_packages_is_said(machine: Machine) -> None:
    with pytest.raises(InstallError, match="cannot install packages for shell, only for: python, "):
        machine.prepare("zod", language="shell")


@pytest.mark.parametrize("python", ["/no/such/python", "/bin/false"])
def test_an_interpreter_that_does_not_start_is_said(machine: Machine, python: str) -> None:
    with pytest.raises(InstallError, match=f"the interpreter {python} does not "):
        machine.prepare("tea", python=python)


def test_a_state_folder_that_cannot_be_made_is_said(machine: Machine) -> None:
    machine.state.touch()
    assert machine.refusal("tea").message.startswith("cannot keep packages in ")


def test_what_a_killed_install_left_is_never_used_and_goes(machine: Machine) -> None:
    make_wheel(machine.packages, "tea")
    part = machine.state / "environments" / "part-dead" / "layer" / "site"
    part.mkdir(parents=True)
    (part / "tea.py").write_text("VERSION = 'half'")
    assert show(machine.prepare("tea"), "import tea; print(tea.VERSION)") == "1.0"
    assert left_over(machine) == []


def test_a_lock_that_is_damaged_or_whose_layer_is_gone_is_made_anew(machine: Machine) -> None:
    make_wheel(machine.packages, "tea")
    first = machine.prepare("tea")
    [lock] = (machine.state / "environments" / "locks").iterdir()
    lock.write_text("{")
    assert machine.prepare("tea") == first
    shutil.rmtree(Path(first.path).parent)
    assert show(machine.prepare("tea"), "import tea; print(tea.VERSION)") == "1.0"


PREPARE = """
import json, sys
from pathlib import Path
from docverify.environments import Environments
from docverify.model import EnvironmentConfig
root, state, environ = sys.argv[1:]
environments = Environments(Path(root), Path(state), sys.executable, json.loads(environ))
print(environments.prepare("python", EnvironmentConfig(install=("tea",))).key)
"""


def test_processes_that_want_the_same_get_the_same(machine: Machine) -> None:
    make_wheel(machine.packages, "tea")
    arguments = [str(machine.root), str(machine.state), json.dumps(machine.environ)]
    environ = {**os.environ, "PYTHONPATH": str(Path(docverify.__file__).parents[1])}
    command = [sys.executable, "-c", PREPARE, *arguments]
    started = [subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    keys = {process.communicate()[0].strip() for process in started}
    assert keys == {machine.prepare("tea").key}
    assert len(list((machine.state / "environments" / "locks").iterdir())) == 1


def test_the_machines_own_registry_serves(tmp_path: Path) -> None:
    environments = Environments(tmp_path, tmp_path / "state", sys.executable)
    environment = environments.prepare("python", EnvironmentConfig(install=("iniconfig==2.1.0",)))
    assert environment.packages == ("iniconfig==2.1.0",)
    assert show(environment, "import iniconfig; print(iniconfig.__name__)") == "iniconfig"
