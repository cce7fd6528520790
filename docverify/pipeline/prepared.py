"""What the examples of one run may import: what the config names, and what pages name where the config allows it."""

import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from docverify.errors import InstallError
from docverify.model import Environment, EnvironmentConfig, Example, Packages, Problem
from docverify.model.config import NEWEST
from docverify.pipeline.request import Request
from docverify.ports import Progress
from docverify.registry import members

if TYPE_CHECKING:
    from docverify.drift import Matrix
    from docverify.environments import Environments
    from docverify.environments.inferred import Inferred, Inferring
    from docverify.mentions import Mention
    from docverify.pipeline.lacking import Lacking
    from docverify.pipeline.pages import ReadPage


class Prepared:
    """The environments of one run; one that cannot be had makes the examples of its language `error`, and no others."""

    def __init__(self, request: Request, progress: Progress) -> None:
        self.request = request
        self.progress = progress
        self.unlisted: list[Problem] = []
        self.matrix: list[Matrix] = []
        """What may be wrong with the newest release alone."""
        self.config = self._newest() if request.config.matrix else request.config.environments
        self.configured = {family: self._configured(family) for family in self.config}
        """By family of languages."""
        self.pages: dict[str, dict[str, Inferred]] = {}
        """By page and family: of pages that name packages, or import what others name."""
        self.added: dict[tuple[str, str], tuple[str, ...]] = {}
        """By page and family: what it was to have besides what is configured, as far as it could be had."""
        self.lacking: dict[str, list[Lacking]] = {}
        """By page: what it was to have and could not."""

    @property
    def inferring(self) -> list[str]:
        """Families whose packages are looked for on pages."""
        return [name for name, one in self.configured.items() if self.config[name].inferred and _is_there(one)]

    def infer(self, pages: "Sequence[ReadPage]") -> None:
        """Installs what the pages name: each has what it says itself, and what it imports and another one names."""
        from docverify.mentions import read_mentions
        from docverify.mentions.choice import merge

        self.progress.phase("looking for packages that pages name")
        mentions = {read.page.path: list(read_mentions(one.block for one in read.examples)) for read in pages}
        for family in self.inferring:
            everyone = merge(one for found in mentions.values() for one in found if one.language == family)
            for read in pages if everyone else ():
                own = [one for one in mentions[read.page.path] if one.language == family]
                chosen = self._choose(read, family, own, everyone)
                if chosen:
                    self._install(read.page.path, family, chosen)
        self.progress.phase("checking")

    def of(self, page: str) -> Mapping[str, Environment | InstallError]:
        """By family, what the examples of this page may import."""
        return {**self.configured, **{name: one.environment for name, one in self.pages.get(page, {}).items()}}

    def wanted(self, page: str, family: str) -> EnvironmentConfig:
        """The requirements of what the examples of this page may import."""
        config = self.config[family]
        return replace(config, install=(*config.install, *self.added.get((page, family), ())))

    def packages(self) -> dict[str, Packages]:
        """By key, all environments in which something is installed."""
        inferred = [one.environment for found in self.pages.values() for one in found.values()]
        everything = [*filter(_is_there, self.configured.values()), *inferred]
        known = {one.key: one for one in everything if isinstance(one, Environment) and one.key}
        return {key: Packages(one.language, one.packages) for key, one in sorted(known.items())}

    def identify(self, page: str) -> str:
        """What the page's verdicts follow from besides what is configured; empty when that is all."""
        found = sorted(self.pages.get(page, {}).items())
        return "\n".join(f"{family} {one.environment.key} {one.lacks}" for family, one in found)

    def warnings(self) -> list[Problem]:
        """What the user should know of how packages were installed, and of those that could not be."""
        told: dict[str, Lacking] = {}
        for one in (one for found in self.lacking.values() for one in found):
            told.setdefault(one.mention.requirement, one)
        unwalled = self.environments.warnings() if self.config else []
        return [*unwalled, *self.unlisted, *(one.problem() for one in told.values())]

    def _newest(self) -> dict[str, EnvironmentConfig]:
        """The environments with the newest release of each package of the matrix; offline, the newest that is known."""
        from docverify.pipeline.matrix import find_matrix, with_release

        found, root = dict(self.request.config.environments), self.request.root
        self.matrix = find_matrix(self.request.config, root)
        for one in self.matrix:
            release = self.request.config.matrix[one.package][-1]
            if release == NEWEST:
                release = self._find_newest(one.family, one.package)
            found[one.family] = with_release(found[one.family], one.family, one.package, release, root)
        return found

    def _find_newest(self, family: str, package: str) -> str:
        try:
            known = self.environments.releases(family, self.request.config.environments[family], package)
            why, newest = known.stale, known.versions[-1] if known.versions else NEWEST
        except InstallError as error:
            why, newest = error.message, NEWEST
        if why:
            hint = "check the network: until then the newest that is known is checked"
            self.unlisted.append(Problem("matrix", why, hint))
        return newest

    def _configured(self, family: str) -> Environment | InstallError:
        try:
            return self.environments.prepare(family, self.config[family])
        except InstallError as error:
            return error

    def _choose(
        self, read: "ReadPage", family: str, own: "Sequence[Mention]", everyone: "Sequence[Mention]"
    ) -> "list[Mention]":
        """In the order of their names, so that pages with the same packages share an environment."""
        from docverify import plan
        from docverify.mentions.choice import choose
        from docverify.mentions.imports import read_imports

        run = [one for one in read.running if plan.runnable(one) and self._family(one) == family]
        chosen = choose(own, everyone, read_imports(run, family), self._names[family]) if run else []
        return sorted(chosen, key=lambda one: one.name)

    def _install(self, page: str, family: str, chosen: "Sequence[Mention]") -> None:
        from docverify.pipeline.lacking import Lacking

        names = [one.name for one in chosen]
        self.progress.phase(f"installing {' '.join(names)} for {page}")
        found = self._inferring.prepare(family, self.config[family], [one.requirement for one in chosen])
        self.pages.setdefault(page, {})[family] = found
        gone = {one.requirement for one in found.lacks}
        self.added[page, family] = tuple(one.requirement for one in chosen if one.requirement not in gone)
        mentions = {one.requirement: one for one in chosen}
        lacks = [Lacking(mentions[one.requirement], one.verdict, one.why) for one in found.lacks]
        self.lacking.setdefault(page, []).extend(lacks)

    def _family(self, example: Example) -> str:
        languages: Mapping[str, Any] = members("languages")
        return str(languages[example.language].family)

    @cached_property
    def environments(self) -> "Environments":
        from docverify.environments import Environments  # costs as much as all else that a run without any imports
        from docverify.sandbox.wall.interpreter import interpreter
        from docverify.sandbox.wall.seccomp import program

        rules = program(os.uname().machine)
        return Environments(self.request.root, self.request.state, interpreter()[0], rules=rules)

    @cached_property
    def _inferring(self) -> "Inferring":
        from docverify.environments.inferred import Inferring

        return Inferring(self.environments)

    @cached_property
    def _names(self) -> dict[str, frozenset[str]]:
        """By family, what the config names: nothing else is installed under these names."""
        from docverify.environments.names import find_names

        root = self.request.root
        return {family: find_names(family, self.config[family].install, root) for family in self.inferring}


def _is_there(environment: Environment | InstallError) -> bool:
    return isinstance(environment, Environment)
