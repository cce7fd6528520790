"""Crates for Rust are installed by cargo and built once, so that an example needs the compiler alone."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from docverify.environments import Environments
from docverify.environments.rust import OLDEST
from docverify.errors import ToolchainError
from docverify.model import Environment, EnvironmentConfig
from tests.environments.installing import Installing


class Machine(Installing):
    """A machine whose cargo gets crates from one folder."""

    language = "rust"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.crates = folder / "crates"
        (self.root / ".cargo").mkdir()
        self.crates.mkdir()
        source = f'[source.crates-io]\nreplace-with = "disk"\n\n[source.disk]\ndirectory = "{self.crates}"\n'
        (self.root / ".cargo" / "config.toml").write_text(source)
        names = ("PATH", "RUSTUP_HOME", "HOME")
        self.environ = {name: os.environ[name] for name in names if name in os.environ}
        self.environ["CARGO_HOME"] = str(folder / "cargo")

    def add(self, name: str, version: str = "1.0.0", code: str = "", build: str = "", **needs: str) -> None:
        folder = self.crates / f"{name}-{version}"
        (folder / "src").mkdir(parents=True)
        manifest = f'[package]\nname = "{name}"\nversion = "{version}"\nedition = "2021"\n\n[features]\nwarm = []\n'
        wanted = "".join(f'{one} = "{at}"\n' for one, at in needs.items())
        files = {"Cargo.toml": f"{manifest}\n[dependencies]\n{wanted}", "src/lib.rs": code}
        files |= {"build.rs": build} if build else {}
        for file, text in files.items():
            (folder / file).write_text(text)
        sums = {file: sha256(text.encode()).hexdigest() for file, text in files.items()}
        (folder / ".cargo-checksum.json").write_text(json.dumps({"files": sums, "package": sha256(b"").hexdigest()}))


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def run(environment: Environment, folder: Path, code: str) -> str:
    """What a program prints that is built with the compiler alone."""
    folder.mkdir()
    (folder / "main.rs").write_text(code)
    layer = environment.path
    places = [f"@{layer}/arguments", "-L", f"crate={layer}/crates", "-L", f"dependency={layer}/deps"]
    subprocess.run(["rustc", "--edition", "2021", *places, "main.rs"], cwd=folder, check=True)
    return subprocess.run([folder / "main"], capture_output=True, text=True, check=True).stdout.strip()


def test_crates_are_built_with_what_they_need(machine: Machine, tmp_path: Path) -> None:
    machine.add("cup", code="pub const SIZE: i32 = 3;")
    machine.add("green-tea", "1.2.0", 'pub fn name() -> String { format!("tea {}", cup::SIZE) }', cup="1")
    environment = machine.prepare("green-tea@1")
    assert environment.packages == ("cup==1.0.0", "green-tea==1.2.0")
    assert Path(environment.path, "arguments").read_text() == "--extern\ngreen_tea\n"
    assert run(environment, tmp_path / "a", 'fn main() { println!("{}", green_tea::name()); }') == "tea 3"


def test_of_two_versions_the_one_that_is_asked_for_is_seen(machine: Machine, tmp_path: Path) -> None:
    machine.add("cup", "1.0.0", code="pub const SIZE: i32 = 1;")
    machine.add("cup", "2.0.0", code="pub const SIZE: i32 = 2;")
    machine.add("tea", code="pub const SIZE: i32 = cup::SIZE;", cup="1")
    environment = machine.prepare("tea", 'cup = "2"')
    assert run(environment, tmp_path / "a", 'fn main() { println!("{} {}", tea::SIZE, cup::SIZE); }') == "1 2"


def test_a_crate_whose_name_ends_with_that_of_another_is_not_seen_for_it(machine: Machine) -> None:
    machine.add("tea")
    machine.add("green-tea", tea="1")
    machine.add("cup", **{"green-tea": "1"})
    site = Path(machine.prepare("cup", "tea").path)
    assert {file.name.partition("-")[0] for file in (site / "crates").iterdir()} == {"libcup", "libtea"}


def test_a_line_of_cargos_own_notation_may_name_features(machine: Machine, tmp_path: Path) -> None:
    machine.add("tea", code='pub const WARM: bool = cfg!(feature = "warm");')
    environment = machine.prepare('tea = { version = "1", features = ["warm"] }')
    assert run(environment, tmp_path / "a", 'fn main() { println!("{}", tea::WARM); }') == "true"


def test_what_runs_while_a_crate_is_built_runs_behind_the_wall(machine: Machine, tmp_path: Path) -> None:
    build = f"""
    fn main() {{
        let closed = std::fs::write("{tmp_path}/ran", "").is_err();
        let alone = std::net::TcpStream::connect("1.1.1.1:443").is_err();
        println!("cargo:rustc-env=WALL={{closed}} {{alone}}");
    }}"""
    machine.add("tea", code='pub const WALL: &str = env!("WALL");', build=build)
    environment = machine.prepare("tea")
    assert run(environment, tmp_path / "a", 'fn main() { println!("{}", tea::WALL); }') == "true true"
    assert not (tmp_path / "ran").exists()


def test_without_a_wall_nothing_is_built(machine: Machine) -> None:
    machine.add("tea")
    sysroot = subprocess.run(["rustc", "--print", "sysroot"], capture_output=True, text=True, check=True).stdout.strip()
    alone = machine.root / "bin"
    alone.mkdir()
    for name in ("rustc", "cargo"):
        (alone / name).symlink_to(f"{sysroot}/bin/{name}")
    machine.environ["PATH"] = str(alone)
    assert machine.refusal("tea").message.startswith("cannot build crates without a wall: ")


def test_the_second_time_nothing_is_asked(machine: Machine) -> None:
    machine.add("tea")
    first = machine.prepare("tea")
    machine.crates.rename(machine.root / "away")
    assert machine.prepare("tea") == first


def test_a_crate_that_is_nowhere_is_named(machine: Machine) -> None:
    machine.add("tea")
    error = machine.refusal("tea", "no-cup@1")
    assert error.message.startswith('cannot resolve "no-cup@1": error: no matching package')
    assert "docverify-layer" not in error.message
    assert error.hint == "check the names and versions in the config"


def test_a_crate_that_does_not_build_is_said(machine: Machine) -> None:
    machine.add("tea", code="pub fn broken( {}")
    assert machine.refusal("tea").message.startswith('cannot build "tea": error: ')


@pytest.mark.parametrize(
    "requirement",
    [
        "./tea",
        "tea cup",
        'tea = { path = "/x" }',
        'tea = { git = "https://a.example" }',
        "tea = 1",
        "[tea]",
        'a="1"\nb="1"',
    ],
)
def test_what_is_no_crate_of_a_registry_is_refused(machine: Machine, requirement: str) -> None:
    assert machine.refusal(requirement).message.startswith(f'cannot install "{requirement}": ')


def test_a_machine_without_rust_is_told_how_to_get_it(machine: Machine) -> None:
    machine.environ["PATH"] = "/nowhere"
    assert isinstance(machine.refusal("tea"), ToolchainError)


def test_the_machines_own_registry_serves(tmp_path: Path) -> None:
    environments = Environments(tmp_path, tmp_path / "state", sys.executable)
    said = subprocess.run(["cargo", "-V"], capture_output=True, text=True, check=True).stdout
    if tuple(map(int, said.split()[1].split(".")[:2])) < OLDEST:
        with pytest.raises(ToolchainError, match="is too old to install crates"):
            environments.prepare("rust", EnvironmentConfig(install=("itoa@=1.0.15",)))
        return
    environment = environments.prepare("rust", EnvironmentConfig(install=("itoa@=1.0.15",)))
    assert environment.packages == ("itoa==1.0.15",)
    code = 'fn main() { println!("{}", itoa::Buffer::new().format(3)); }'
    assert run(environment, tmp_path / "a", code) == "3"
