"""Which packages may have made which examples wrong."""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from docverify.judge import forgive_releases
from docverify.model import WRONG, Environment, Example, History, Verdict
from docverify.versions import is_part, order

MOST = 4
"""Packages of one page that are looked into because they changed since its examples passed."""
_NAME = re.compile(r"[-_.]+")


class Matrix(Struct, frozen=True):
    """What the config says of the releases of one package."""

    family: str
    package: str
    starts: tuple[str, ...]
    """The earlier releases, the oldest first."""


class Suspect(Struct, frozen=True):
    """A package with the release that is checked, and those with which examples may be right."""

    family: str
    package: str
    checked: str
    starts: tuple[str, ...]
    examples: tuple[str, ...]
    """Ids of those that are wrong."""


def wrong_with(verdicts: Mapping[str, Verdict], examples: Sequence[Example]) -> list[Example]:
    """The examples that a release may have made wrong; those that tell of other releases are not looked into."""
    known = [(one, verdicts[one.id]) for one in examples if one.id in verdicts]
    return [one for one, verdict in known if forgive_releases(verdict, one).verdict in WRONG]


def by_matrix(wrong: Sequence[str], environment: Environment, matrix: Sequence[Matrix]) -> list[Suspect]:
    """Of the packages that the config names; `wrong` are the examples of the environment's language."""
    versions = read_packages(environment.packages)
    return [
        Suspect(one.family, one.package, versions[same(one.package)][1], one.starts, tuple(wrong))
        for one in matrix
        if wrong and one.family == environment.language and same(one.package) in versions
    ]


def by_history(wrong: Sequence[str], environment: Environment, before: Mapping[str, History]) -> list[Suspect]:
    """Of the packages that are newer than when the examples passed last."""
    versions = read_packages(environment.packages)
    found: dict[tuple[str, str], list[str]] = {}
    for name in wrong:
        past = read_packages(before[name].packages) if name in before else {}
        for package, (_, version) in past.items():
            if package in versions and order(version) < order(versions[package][1]):
                found.setdefault((package, version), []).append(name)
    return [
        Suspect(environment.language, versions[package][0], versions[package][1], (version,), tuple(names))
        for (package, version), names in list(found.items())[:MOST]
    ]


def candidates(suspect: Suspect, releases: Sequence[str]) -> tuple[list[str], list[str]]:
    """The releases from the oldest that counts to the one that is checked, and the starts among them."""
    starts = [_resolve(one, releases) for one in suspect.starts]
    first, last = min(map(order, starts)), order(suspect.checked)
    between = [one for one in releases if first <= order(one) < last]
    known = sorted({*between, *(one for one in starts if order(one) < last)}, key=order)
    return [*known, suspect.checked], starts


def read_packages(packages: Sequence[str]) -> dict[str, tuple[str, str]]:
    """By name as registries compare it: the name as it is written, and the version."""
    pairs = (one.rpartition("==") for one in packages)
    return {same(name): (name, version) for name, _, version in pairs if name}


def same(package: str) -> str:
    return _NAME.sub("-", package).lower()


def _resolve(word: str, releases: Sequence[str]) -> str:
    """The release that a word means: itself, else the newest that begins so, else the word."""
    exact = [one for one in releases if order(one) == order(word)]
    return (exact or [one for one in releases if is_part(word, one)] or [word])[-1]
