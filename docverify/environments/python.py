"""Packages for Python, by uv: wheels from the registries of the machine, and local projects, which are built."""

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from docverify.environments.bundled import bundled, is_missed, merge
from docverify.environments.calls import call
from docverify.environments.index import list_releases
from docverify.environments.installer import Machine
from docverify.environments.lock import Lock, digest, now
from docverify.environments.registries import find_registries
from docverify.environments.requirement import Requirement
from docverify.environments.uv import Uv
from docverify.errors import InstallError
from docverify.model import EnvironmentConfig

VERSION = "import sys; print(*sys.version_info[:3], sep='.')"
TOOLCHAIN = "import sys, sysconfig; print(sys.implementation.cache_tag, sys.version_info, sysconfig.get_platform())"

_ENTRY = re.compile(r"^(?=[A-Za-z0-9])", re.MULTILINE)
_PINNED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)")
_WHEEL = re.compile(r"(?P<name>[A-Za-z0-9._-]+) @ \S*/[^/\s-]+-(?P<version>[^/\s-]+)-[^/\s]+\.whl")


class Python:
    """Installs packages for Python."""

    projects: tuple[str, ...] = ("pyproject.toml", "setup.py", "setup.cfg")
    not_source: tuple[str, ...] = ("__pycache__/", "*.pyc", "/build/", "/dist/", "*.egg-info/", "node_modules/")
    """What building leaves behind."""

    def __init__(self, machine: Machine, config: EnvironmentConfig) -> None:
        self.machine = machine
        registries = find_registries(machine.environ, machine.root)
        self.wheels: list[Path] = []
        """Of local projects, which uv is shown."""
        self.uv = Uv(machine.python, str(machine.root), registries, machine.find_wall, config.scripts)

    def check(self, wanted: Sequence[Requirement]) -> None:
        """uv knows best what a requirement is."""

    def probe(self) -> list[str]:
        toolchain = self._say(TOOLCHAIN)
        return [toolchain, version("uv"), *filter(None, [bundled(toolchain)])]

    def list_releases(self, name: str, part: Path) -> list[str]:  # noqa: ARG002  no tool works in it
        python, root = self._say(VERSION), self.machine.root
        return list_releases(name, self.uv.registries, root, python=python, sources=self.uv.scripts)

    def identify(self) -> list[str]:
        return self.uv.registries.identify()

    def resolve(self, wanted: Sequence[Requirement], toolchain: Sequence[str], part: Path) -> Lock:
        lines = [self._build(requirement, toolchain, part) for requirement in wanted]
        text = self.uv.resolve(lines, wanted, part, self.wheels, bundled(toolchain[0]))
        contents = [requirement.content for requirement in wanted if requirement.content]
        return make_lock(text, [*contents, *(["scripts"] if self.uv.scripts else [])], toolchain)

    def install(self, lock: Lock, wanted: Sequence[Requirement], part: Path, site: Path) -> None:
        self.uv.install(lock.text, wanted, part, self.wheels)
        made = part / "python" / "site"
        brought = bundled(self._say(TOOLCHAIN)) if is_missed(made) else ""
        if brought:
            self._bring(Requirement(brought), part / "bundled", made)
        made.rename(site)

    def _bring(self, brought: Requirement, part: Path, made: Path) -> None:
        """What cannot be had is missing, as those say that need it."""
        part.mkdir()
        try:
            self.uv.install(self.uv.resolve([brought.text], [brought], part, ()), [brought], part, ())
        except InstallError:
            return
        merge(part / "python" / "site", made)

    def _say(self, code: str) -> str:
        """What the interpreter prints."""
        python = self.machine.python
        try:
            words = (python, "-I", "-S", "-c", code)
            probed = call("probe", words, environ=self.machine.environ, folder=self.machine.root)
        except InstallError as error:
            raise InstallError(f"the interpreter {python} does not start: {error.message}") from None
        if probed.code != 0:
            raise InstallError(f"the interpreter {python} does not work: {probed.stderr.strip()[-200:]}")
        return probed.stdout.decode().strip()

    def _build(self, requirement: Requirement, toolchain: Sequence[str], part: Path) -> str:
        """The requirement as uv reads it; a local project is built first, since uv would not see all of its changes."""
        if not requirement.project:
            return requirement.text
        wheel = Path(requirement.project)
        if wheel.suffix != ".whl":
            name, shelf = digest([requirement.content], toolchain), self.machine.shelf
            wheel = shelf.find_wheel(name) or shelf.keep_wheel(name, self.uv.build(requirement, part / name))
        self.wheels.append(wheel)
        distribution = wheel.name.partition("-")[0]
        return f"{distribution}{requirement.extras} @ {wheel.as_uri()}"


def make_lock(text: str, contents: Iterable[str], toolchain: Sequence[str]) -> Lock:
    """The lock of what uv resolved; `contents` are the hashes of local projects, and what else it depends on."""
    entries = list(_entries(text))
    packages = tuple(sorted(filter(None, map(_package, entries))))
    # A local wheel's own path and hash say where and when it was built; its project's content says what it is.
    fixed = [" ".join(entry.split()) for entry in entries if " @ file:" not in entry]
    return Lock(digest(packages, fixed, contents, toolchain), packages, text, now())


def _entries(text: str) -> Iterator[str]:
    return (entry for entry in _ENTRY.split(text) if _ENTRY.match(entry))


def _package(entry: str) -> str:
    match = _PINNED.match(entry) or _WHEEL.match(entry)
    return f"{match['name']}=={match['version']}" if match else ""
