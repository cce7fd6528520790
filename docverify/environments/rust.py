"""Crates for Rust, by cargo, from the registries that cargo of this machine is set up for; they are built once.

Crates come as sources, and some bring programs that run while they are built: they are built behind the wall, without
any network, and where there is no wall not at all.

The layer holds `deps`, all that was built; `crates`, of it what was asked for; `arguments`, which names that; and the
sources with their lock. An example is built with
`rustc @…/arguments -L crate=…/crates -L dependency=…/deps --edition 2021 example.rs`.
"""

import json
import re
import shutil
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from docverify.environments.calls import call, find_tool, refuse
from docverify.environments.crates import find_direct, name_of, read_dependency
from docverify.environments.installer import Machine
from docverify.environments.lock import Lock, digest, now
from docverify.environments.requirement import Requirement
from docverify.environments.wall import PROXY, Needs
from docverify.errors import InstallError, ToolchainError
from docverify.model import EnvironmentConfig
from docverify.process import Finished

INSTALL = "sudo apt-get install -y cargo"
WALL = "sudo apt-get install -y bubblewrap"
NAMES = "check the names and versions in the config"
ADVICE = (
    ("no matching package", NAMES),
    ("failed to select a version", NAMES),
    ("does not have", "check the features in the config"),
    ("could not compile", "see that it builds with this release of Rust: cargo build"),
    ("rustc", "install a newer release of Rust, or ask for an earlier one of the crate"),
    ("", "check the network, and where cargo of this machine gets crates from"),
)
"""What to do about what cargo says; the first that fits."""
PUBLIC = ("https://index.crates.io/", "https://static.crates.io/", "https://crates.io/")
"""Where cargo gets crates from when it is told nothing."""
OLDEST = (1, 68)
"""The first release of cargo that reads the public registry over HTTP."""
_RELEASE = re.compile(r"cargo (\d{1,4})\.(\d{1,4})")
NAME = "docverify-layer"
MANIFEST = f"""\
[package]
name = "{NAME}"
version = "0.0.0"
edition = "2021"
publish = false

[lib]
path = "lib.rs"

[profile.dev]
debug = false

[dependencies]
"""
VENDORED = '[source.crates-io]\nreplace-with = "vendored"\n\n[source.vendored]\ndirectory = "vendor"\n'
KEPT = ("Cargo.toml", "Cargo.lock", "lib.rs", "vendor", ".cargo")
CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "CARGO_HTTP_CAINFO")


class Cargo:
    """Installs crates for Rust."""

    projects: tuple[str, ...] = ()
    not_source: tuple[str, ...] = ()

    def __init__(self, machine: Machine, config: EnvironmentConfig) -> None:  # noqa: ARG002  see the module
        self.machine = machine
        self.rustc = find_tool("rustc", machine.environ, INSTALL)
        self.home = Path(machine.environ.get("CARGO_HOME") or Path(machine.environ.get("HOME", "/"), ".cargo"))

    def check(self, wanted: Sequence[Requirement]) -> None:
        for requirement in wanted:
            read_dependency(requirement.text)

    def probe(self) -> list[str]:
        return [self._ask(self.rustc, "-vV"), self._ask(self._cargo, "-V")]

    def identify(self) -> list[str]:
        return list(self._registries())

    def resolve(self, wanted: Sequence[Requirement], toolchain: Sequence[str], part: Path) -> Lock:
        self._require_release()
        work = part / "rust"
        work.mkdir()
        lines = (f"{name} = {value}\n" for name, value in map(read_dependency, (one.text for one in wanted)))
        (work / "Cargo.toml").write_text(MANIFEST + "".join(lines), encoding="utf-8")
        (work / "lib.rs").touch()
        self._require("resolve", self._run("resolve", ("generate-lockfile",), work, self._registries()), wanted)
        text = (work / "Cargo.lock").read_text(encoding="utf-8")
        locked = [one for one in tomllib.loads(text)["package"] if one.get("source")]
        packages = tuple(sorted(f"{one['name']}=={one['version']}" for one in locked))
        manifest = (work / "Cargo.toml").read_text(encoding="utf-8")
        return Lock(digest(["rust"], [manifest, text], toolchain), packages, text, now())

    def _require_release(self) -> None:
        """The public registry's index was a git repository of another host once, which the proxy does not lead to."""
        release = _RELEASE.match(self._ask(self._cargo, "-V"))
        if release and (int(release[1]), int(release[2])) < OLDEST and not {*PUBLIC}.isdisjoint(self._registries()):
            needed = ".".join(map(str, OLDEST))
            raise ToolchainError(
                f"cargo {release[1]}.{release[2]} is too old to install crates", f"get {needed} or newer"
            )

    def install(self, lock: Lock, wanted: Sequence[Requirement], part: Path, site: Path) -> None:
        work = part / "rust"
        if self.machine.find_wall() is None:
            raise InstallError("cannot build crates without a wall: they run programs while they are built", WALL)
        words = ("vendor", "--locked", "--versioned-dirs", "--respect-source-config", "vendor")
        self._require("install", self._run("install", words, work, self._registries()), wanted)
        (work / ".cargo").mkdir()
        (work / ".cargo" / "config.toml").write_text(VENDORED, encoding="utf-8")
        built = self._run("build", ("build", "--offline", "--locked", "--message-format=json"), work, ())
        self._require("build", built, wanted)
        _collect(list(_artifacts(built.stdout)), find_direct(lock.text), site)
        for name in KEPT:
            (work / name).rename(site / name)

    def _run(self, action: str, words: Sequence[str], work: Path, registries: Iterable[str]) -> Finished:
        part, wall = work.parent, self.machine.find_wall()
        own = {"CARGO_TERM_COLOR": "never", "CARGO_TARGET_DIR": str(part / "target")}
        if wall:
            own |= {"CARGO_HOME": str(self._own_home(part)), "PATH": f"{self._sysroot}/bin:/usr/bin:/bin"}
            own |= {"CARGO_HTTP_PROXY": PROXY} if registries else {}
        files = [Path(self.machine.environ[name]) for name in CERTIFICATES if self.machine.environ.get(name)]
        needs = Needs(
            "cargo",
            part,
            passes=("CARGO_", *CERTIFICATES),
            files=(*files, self.machine.root / ".cargo" / "config.toml"),
            tools=(Path(self._sysroot), *self._folders()),
            registries=tuple(registries),
        )
        environ = {**self.machine.environ, **own}
        settings = () if action == "build" else self._settings(work)  # its crates are all there, in `vendor`
        return call(action, (self._cargo, *settings, *words), environ=environ, folder=work, wall=wall, needs=needs)

    def _settings(self, work: Path) -> tuple[str, ...]:
        """The project's own, where cargo would not find them above the folder that it works in."""
        file = self.machine.root / ".cargo" / "config.toml"
        is_found = not file.is_file() or work.is_relative_to(self.machine.root)
        return () if is_found else ("--config", str(file))

    def _own_home(self, part: Path) -> Path:
        """A CARGO_HOME behind the wall, with the settings of the machine's."""
        own = part / "cargo"
        own.mkdir(exist_ok=True)
        for name in ("config.toml", "config", "credentials.toml", "credentials"):
            if (self.home / name).is_file():
                shutil.copyfile(self.home / name, own / name)
        return own

    @cached_property
    def _sysroot(self) -> str:
        """Where the toolchain is; behind the shims of rustup, that of the one that is meant here."""
        return self._ask(self.rustc, "--print", "sysroot")

    @property
    def _cargo(self) -> str:
        beside = Path(self._sysroot, "bin", "cargo")
        return str(beside) if beside.is_file() else find_tool("cargo", self.machine.environ, INSTALL)

    def _ask(self, *words: str) -> str:
        said = call("probe", words, environ=self.machine.environ, folder=self.machine.root)
        if said.code != 0:
            raise InstallError(f"{Path(words[0]).name} does not work: {said.stderr.strip()[-200:]}", INSTALL)
        return said.stdout.decode("utf-8", "replace").strip()

    def _registries(self) -> tuple[str, ...]:
        """As cargo's own files and variables name them."""
        sources = [source for table in self._tables() for source in _tables_in(table, "source", "registries")]
        urls = [str(source.get(key, "")) for source in sources for key in ("registry", "index")]
        named = [
            value for name, value in self.machine.environ.items() if re.fullmatch(r"CARGO_REGISTRIES_\w+_INDEX", name)
        ]
        replaced = any(table.get("source", {}).get("crates-io", {}).get("replace-with") for table in self._tables())
        found = [url.removeprefix("sparse+") for url in (*urls, *named) if url]
        return (*found, *(() if replaced else PUBLIC))

    def _folders(self) -> Iterator[Path]:
        """Sources on the disk."""
        sources = (source for table in self._tables() for source in _tables_in(table, "source"))
        return (Path(source[key]) for source in sources for key in ("directory", "local-registry") if key in source)

    def _tables(self) -> list[dict[str, Any]]:
        folders = (self.machine.root / ".cargo", self.home)
        return [_read_toml(folder / name) for folder in folders for name in ("config.toml", "config")]

    def _require(self, action: str, finished: Finished, wanted: Sequence[Requirement]) -> None:
        if finished.code != 0:
            raise refuse(action, wanted, explain(finished.stderr), ADVICE, name_of)


def explain(stderr: str) -> str:
    """cargo's own words from its first error on."""
    start = stderr.find("error")
    lines = (line.strip() for line in stderr[max(start, 0) :].splitlines())
    return "; ".join(line for line in lines if line and f"`{NAME}" not in line)


def _artifacts(messages: bytes) -> Iterator[dict[str, Any]]:
    """The libraries that cargo says it has built."""
    for line in messages.splitlines():
        message = json.loads(line) if line.startswith(b"{") else {}
        target = message.get("target", {})
        is_library = message.get("reason") == "compiler-artifact" and "custom-build" not in target["kind"]
        if is_library and target["name"].replace("_", "-") != NAME:
            yield message


def _collect(artifacts: Sequence[Mapping[str, Any]], direct: Sequence[tuple[str, str]], site: Path) -> None:
    for name in ("deps", "crates"):
        (site / name).mkdir()
    names = []
    for one in artifacts:
        files = [Path(file) for file in one["filenames"] if file.endswith((".rlib", ".so"))]
        is_direct = any(_is_of(one["package_id"], name, version) for name, version in direct)
        for folder in ["deps", *(["crates"] if is_direct else [])]:
            for file in files:
                shutil.copyfile(file, site / folder / file.name, follow_symlinks=False)
        names += [one["target"]["name"].replace("-", "_")] if is_direct else []
    (site / "arguments").write_text("".join(f"--extern\n{name}\n" for name in names), encoding="utf-8")


def _is_of(identity: str, name: str, version: str) -> bool:
    """True for the identity of this crate, as cargo writes it, and as releases before 1.77 wrote it."""
    return identity.endswith(f"#{name}@{version}") or identity.startswith(f"{name} {version} ")


def _tables_in(table: Mapping[str, Any], *names: str) -> Iterator[dict[str, Any]]:
    for name in names:
        inner = table.get(name)
        if isinstance(inner, dict):
            yield from (one for one in inner.values() if isinstance(one, dict))


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
