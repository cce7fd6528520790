"""Environments: the packages that examples may import, resolved and installed once, then only read."""

import os
import time
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from docverify.environments.lock import Lock, digest, make_lock
from docverify.environments.registries import find_registries
from docverify.environments.requirement import Requirement, read_requirements
from docverify.environments.shelf import Shelf
from docverify.environments.uv import Uv
from docverify.errors import InstallError
from docverify.model import Environment, EnvironmentConfig
from docverify.process import run

PROBE_SECONDS = 30.0
TOOLCHAIN = "import sys, sysconfig; print(sys.implementation.cache_tag, sys.version_info, sysconfig.get_platform())"


class Environments:
    """The environments of one state folder, for one interpreter; `environ` is what pip and uv of the machine see."""

    def __init__(self, root: Path, state: Path, python: str, environ: Mapping[str, str] | None = None) -> None:
        self.root = root
        self.shelf = Shelf(Path(os.path.abspath(state)) / "environments")
        self.python = python
        self.environ = dict(os.environ if environ is None else environ)

    def prepare(self, language: str, config: EnvironmentConfig) -> Environment:
        """The environment of one language; the network is asked only for what was never asked before.

        Raises InstallError, which names the requirement and says what uv said.
        """
        if not config.install:
            return Environment(language=language)
        if language != "python":
            raise InstallError(f"cannot install packages for {language}: only those for python can be installed yet")
        wanted = read_requirements(config.install, self.root)
        try:
            lock = self._prepare(wanted)
        except TimeoutError as error:
            raise InstallError(f"cannot install packages: {error}", "wait until it has ended") from None
        except OSError as error:
            raise InstallError(f"cannot keep packages in {self.shelf.folder}: {error.strerror}") from None
        return Environment(language, lock.key, str(self.shelf.site(lock.key)), lock.packages)

    def _prepare(self, wanted: Sequence[Requirement]) -> Lock:
        uv = Uv(self.python, str(self.root), find_registries(self.environ, self.root))
        toolchain = self._probe()
        asked = [f"{requirement.text} {requirement.content}" for requirement in wanted]
        name = digest(asked, toolchain, uv.registries.identify())
        lock = self.shelf.find_lock(name)
        if lock is not None and self.shelf.site(lock.key).is_dir():
            return lock
        with self.shelf.making() as part:
            lock = self.shelf.find_lock(name)  # again: another process may have made it while this one waited
            if lock is None or not self.shelf.site(lock.key).is_dir():
                lock = self._make(wanted, uv, toolchain, part)
                self.shelf.keep_lock(name, lock, part)
        return lock

    def _make(self, wanted: Sequence[Requirement], uv: Uv, toolchain: Sequence[str], part: Path) -> Lock:
        lines = [self._build(requirement, uv, toolchain, part) for requirement in wanted]
        text = uv.resolve(lines, wanted, part)
        contents = [requirement.content for requirement in wanted if requirement.content]
        lock = make_lock(text, contents, toolchain, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))
        if not self.shelf.site(lock.key).is_dir():
            layer = part / "layer"
            layer.mkdir()
            uv.install(lock.text, wanted, layer)
            self.shelf.keep_layer(lock.key, layer)
        return lock

    def _build(self, requirement: Requirement, uv: Uv, toolchain: Sequence[str], part: Path) -> str:
        """The requirement as uv reads it; a local project is built first, since uv would not see all of its changes."""
        if not requirement.project:
            return requirement.text
        wheel = Path(requirement.project)
        if wheel.suffix != ".whl":
            name = digest([requirement.content], toolchain)
            wheel = self.shelf.find_wheel(name) or self.shelf.keep_wheel(name, uv.build(requirement, part / name))
        distribution = wheel.name.partition("-")[0]
        return f"{distribution}{requirement.extras} @ {wheel.as_uri()}"

    def _probe(self) -> list[str]:
        """What a layer depends on besides its packages: the interpreter, the platform, and uv."""
        command = [self.python, "-I", "-S", "-c", TOOLCHAIN]
        try:
            probed = run(command, environ=self.environ, folder=str(self.root), seconds=PROBE_SECONDS)
        except OSError as error:  # a TimeoutError is one too
            raise InstallError(f"the interpreter {self.python} does not start: {error}") from None
        if probed.code != 0:
            raise InstallError(f"the interpreter {self.python} does not work: {probed.stderr.strip()[-200:]}")
        return [probed.stdout.decode().strip(), version("uv")]
