"""Wrong examples, run again with earlier releases of a package, to tell which release made them so."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from docverify import drift
from docverify.drift.suspicion import Suspect, by_history, by_matrix, candidates, wrong_with
from docverify.errors import InstallError
from docverify.model import Environment, Example, History, Plan, Problem, Verdict
from docverify.pipeline.matrix import LISTED

MOST_TRIES = 16
"""Releases of one package that are tried for one page: enough for sixty thousand of which each tells something."""


class Archive(Protocol):
    """Earlier releases of packages, as one page gets them. Both raise InstallError."""

    def releases(self, family: str, package: str) -> Sequence[str]:
        """All that there are, from the oldest to the newest."""

    def install(self, page: str, family: str, package: str, release: str) -> Environment: ...


class Weighed(Struct, frozen=True):
    """Verdicts, and what kept some of them from being looked into."""

    verdicts: dict[str, Verdict]
    problems: tuple[Problem, ...] = ()


class Earlier(Struct, frozen=True):
    """Looks into the wrong examples of one page."""

    archive: Archive
    matrix: Sequence[drift.Matrix]
    before: Mapping[str, History]
    run: Callable[[Plan], Mapping[str, Verdict]]
    """What the examples of a plan come to, in all readings."""

    def weigh(self, found: Mapping[str, Verdict], examples: Sequence[Example], whole: Plan) -> Weighed:
        weighed = Weighed(dict(found))
        for environment in (one for one in whole.environments.values() if one.language in LISTED):
            tasks = {task.example for task in whole.tasks if task.language == environment.language}
            wrong = [one.id for one in wrong_with(found, examples) if one.id in tasks]
            told = by_matrix(wrong, environment, self.matrix)
            known = {one.package for one in told}
            told += [one for one in by_history(wrong, environment, self.before) if one.package not in known]
            for suspect in told:
                weighed = self._look_into(suspect, weighed, whole)
        return weighed

    def _look_into(self, suspect: Suspect, weighed: Weighed, whole: Plan) -> Weighed:
        """The first package that explains an example is the one that is named."""
        verdicts, problems = weighed.verdicts, list(weighed.problems)
        left = [name for name in suspect.examples if verdicts[name].kind != "version"]
        listed = self._list(suspect, whole.page, problems) if left else []
        releases, starts = candidates(suspect, listed)
        answers: dict[str, dict[str, drift.Answer]] = {name: {suspect.checked: "wrong"} for name in left}
        for _ in range(MOST_TRIES):
            asked = (drift.next_release(releases, answers[name], starts) for name in left)
            release = next(filter(None, asked), "")
            if not release:
                break
            tried = self._try(suspect, release, whole, problems)
            for name in left:
                answers[name][release] = drift.answer(verdicts[name], tried.get(name))
        flips = {name: drift.conclude(releases, answers[name]) for name in left}
        named = {
            name: drift.name_version(verdicts[name], suspect.package, flip) for name, flip in flips.items() if flip
        }
        return Weighed({**verdicts, **named}, tuple(problems))

    def _list(self, suspect: Suspect, page: str, problems: list[Problem]) -> Sequence[str]:
        try:
            return self.archive.releases(suspect.family, suspect.package)
        except InstallError as error:
            problems.append(Problem(page, error.message, error.hint))
            return []

    def _try(self, suspect: Suspect, release: str, whole: Plan, problems: list[Problem]) -> Mapping[str, Verdict]:
        """What the page's examples come to with the release; nothing where it cannot be had."""
        try:
            environment = self.archive.install(whole.page, suspect.family, suspect.package, release)
        except InstallError as error:
            if not error.final:
                problems.append(Problem(whole.page, error.message, error.hint))
            return {}
        return self.run(replace(whole, environments={**whole.environments, suspect.family: environment}))
