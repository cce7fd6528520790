"""Environments: the packages that examples may use, resolved and installed once, then only read."""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from docverify.environments.go import Go
from docverify.environments.installer import Installer, Listing, Machine
from docverify.environments.java import Maven
from docverify.environments.javascript import Npm
from docverify.environments.lock import Lock, digest
from docverify.environments.python import Python
from docverify.environments.releases import Releases
from docverify.environments.requirement import Requirement, read_requirements
from docverify.environments.rust import Cargo
from docverify.environments.shelf import Shelf
from docverify.environments.wall import Wall, find_wall
from docverify.errors import InstallError
from docverify.model import Environment, EnvironmentConfig, Problem

INSTALLERS: Mapping[str, Callable[[Machine, EnvironmentConfig], Installer]] = {
    "python": Python,
    "javascript": Npm,
    "go": Go,
    "rust": Cargo,
    "java": Maven,
}
"""By language."""
WALL = "sudo apt-get install -y bubblewrap"


class Environments:
    """The environments of one state folder; `python` runs the examples, `environ` is what package managers see.

    `rules` are the filter of system calls behind the wall, as the kernel reads it.
    """

    def __init__(
        self, root: Path, state: Path, python: str, environ: Mapping[str, str] | None = None, rules: bytes = b""
    ) -> None:
        self.shelf = Shelf(Path(os.path.abspath(state)) / "environments")
        self.rules = rules
        self.unwalled = ""
        """Why packages were installed without a wall; empty when they were not."""
        known = dict(os.environ if environ is None else environ)
        self.machine = Machine(root, known, self.shelf, python, self._find_wall)

    def prepare(self, language: str, config: EnvironmentConfig) -> Environment:
        """The environment of one language; the network is asked only for what was never asked before.

        Raises InstallError, which names the requirement and says what the package manager said, and ToolchainError when
        there is no package manager.
        """
        if not config.install:
            return Environment(language=language)
        if language not in INSTALLERS:
            raise InstallError(f"cannot install packages for {language}, only for: {', '.join(INSTALLERS)}")
        installer = INSTALLERS[language](self.machine, config)
        wanted = read_requirements(config.install, self.machine.root, installer.projects, installer.not_source)
        installer.check(wanted)
        try:
            lock = self._prepare([language, *(["scripts"] if config.scripts else [])], wanted, installer)
        except TimeoutError as error:
            raise InstallError(f"cannot install packages: {error}", "wait until it has ended") from None
        except OSError as error:
            raise InstallError(f"cannot keep packages in {self.shelf.folder}: {error.strerror}") from None
        return Environment(language, lock.key, str(self.shelf.site(lock.key)), lock.packages)

    def releases(self, language: str, config: EnvironmentConfig, name: str) -> Releases:
        """All final releases of a package that its registry has for this machine; asked for once in twelve hours.

        Raises InstallError when that is not known.
        """
        installer = INSTALLERS[language](self.machine, config)
        if not isinstance(installer, Listing):
            raise InstallError(f"cannot list the releases of {name}: its registry has no list for {language}")
        key = digest([language, name, str(config.scripts)], installer.identify())
        known = self.shelf.find_releases(key)
        if known and known.is_fresh(time.time()):
            return known
        try:
            with self.shelf.making() as part:
                found = Releases.of(installer.list_releases(name, part), time.time())
                self.shelf.keep_releases(key, found, part)
            return found
        except (InstallError, OSError) as error:
            why = error.message if isinstance(error, InstallError) else str(error)
            if known is None:
                raise InstallError(why, getattr(error, "hint", "")) from None
            return replace(known, stale=why)

    def warnings(self) -> list[Problem]:
        """What the user should know of how packages were installed."""
        if not self.unwalled:
            return []
        return [Problem("environments", f"packages were installed without a wall: {self.unwalled}", WALL)]

    @cached_property
    def _wall(self) -> Wall | None:
        wall, self.unwalled = find_wall(self.machine.python, self.machine.environ, self.rules)
        return wall

    def _find_wall(self) -> Wall | None:
        return self._wall

    def _prepare(self, kind: Sequence[str], wanted: Sequence[Requirement], installer: Installer) -> Lock:
        toolchain = installer.probe()
        asked = [*kind, *(f"{requirement.text} {requirement.content}" for requirement in wanted)]
        name = digest(asked, toolchain, installer.identify())
        lock = self.shelf.find_lock(name)
        if lock is None:
            if "scripts" in kind and self._wall is None:
                raise InstallError(f"cannot run scripts of packages without a wall: {self.unwalled}", WALL)
            with self.shelf.making() as part:
                # Again: another process may have made it while this one waited.
                lock = self.shelf.find_lock(name) or self._make(wanted, installer, toolchain, part)
                self.shelf.keep_lock(name, lock, part)
                self.shelf.make_room(part)
        return lock

    def _make(self, wanted: Sequence[Requirement], installer: Installer, toolchain: Sequence[str], part: Path) -> Lock:
        work, site = part / "work", part / "layer" / "site"
        work.mkdir()
        lock = installer.resolve(wanted, toolchain, work)
        if not self.shelf.has_layer(lock.key):
            site.mkdir(parents=True)
            installer.install(lock, wanted, work, site)
            self.shelf.keep_layer(lock.key, part / "layer")
        return lock
