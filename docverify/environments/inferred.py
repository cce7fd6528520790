"""Environments with what pages name: each is whole or tells what it lacks, and none costs a run more than its share."""

import time
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from docverify.environments import Environments
from docverify.errors import InstallError, ToolchainError
from docverify.model import Environment, EnvironmentConfig

SECONDS = 600.0
"""Of one run in which installs may begin that no config asks for."""
MOST = 200
"""Different environments of one run."""
MOST_TRIES = 8
"""Installs of one environment, each without what the one before could not have."""

ABSENT = "missing-package"
"""The registry was asked, and does not have it, or not for this machine."""
TOOLLESS = "missing-toolchain"
"""This machine has no package manager for it."""
BROKEN = "error"
"""The registry did not answer, or there was no time: that says nothing of the package."""


class Lack(Struct, frozen=True, gc=False):
    """A requirement that could not be had."""

    requirement: str
    verdict: str
    """What an example comes to that needs it: ABSENT, TOOLLESS or BROKEN."""
    why: str


class Inferred(Struct, frozen=True):
    """An environment, and what was asked for and is not in it."""

    environment: Environment
    lacks: tuple[Lack, ...] = ()


class Inferring:
    """The environments of one run that pages ask for; the same list of packages is asked for once."""

    def __init__(self, environments: Environments, clock: Callable[[], float] = time.monotonic) -> None:
        self.environments = environments
        self.clock = clock
        self.spent = 0.0
        self.known: dict[tuple[str, tuple[str, ...]], Inferred] = {}

    def prepare(self, language: str, config: EnvironmentConfig, requirements: Sequence[str]) -> Inferred:
        """What is configured, and these; `config` is one whose own environment could be had.

        Raises InstallError when that cannot be had any more.
        """
        key = language, tuple(requirements)
        if key not in self.known:
            began = self.clock()
            self.known[key] = self._make(language, config, requirements)
            self.spent += self.clock() - began
        return self.known[key]

    def _make(self, language: str, config: EnvironmentConfig, requirements: Sequence[str]) -> Inferred:
        left = list(requirements)
        lacks: list[Lack] = []
        for _ in range(MOST_TRIES if len(self.known) < MOST else 0):
            if not left or self.spent > SECONDS:
                break
            try:
                whole = replace(config, install=(*config.install, *left))
                return Inferred(self.environments.prepare(language, whole), tuple(lacks))
            except InstallError as error:
                gone = give_up(left, error)
                lacks += [Lack(requirement, judge(error), reason_of(error)) for requirement in gone]
                left = [requirement for requirement in left if requirement not in gone]
        lacks += [
            Lack(requirement, BROKEN, "there was no time left to install what pages name") for requirement in left
        ]
        return Inferred(self.environments.prepare(language, config), tuple(lacks))


def give_up(requirements: Sequence[str], error: InstallError) -> list[str]:
    """What to do without: those that are blamed, else the last of all; everything when no registry answered."""
    if not error.final:
        return list(requirements)
    blamed = [requirement for requirement in requirements if requirement in error.blamed]
    return blamed if 0 < len(blamed) < len(requirements) else list(requirements[-1:])


def judge(error: InstallError) -> str:
    if isinstance(error, ToolchainError):
        return TOOLLESS
    return ABSENT if error.final else BROKEN


def reason_of(error: InstallError) -> str:
    """What the package manager said, without the requirements that it was said of."""
    return error.message.partition('": ')[2] or error.message
