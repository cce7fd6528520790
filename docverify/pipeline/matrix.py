"""The releases that a config names, as requirements of its environments."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from docverify.drift.suspicion import Matrix, same
from docverify.environments.names import find_names
from docverify.errors import UsageError
from docverify.model import Config, EnvironmentConfig
from docverify.model.config import NEWEST

LISTED = ("python", "javascript", "go")
"""Families whose registries say which releases there are."""
_PYTHON = re.compile(r"(?P<name>[\w.-]+)\s*(?P<extras>\[[^\]]*\])?(?P<range>[^;]*)(?P<marker>;.*)?", re.DOTALL)

Environments = Mapping[str, EnvironmentConfig]


def find_matrix(config: Config, root: Path) -> list[Matrix]:
    """Raises UsageError for a package that no environment names, or more than one."""
    return [_find(package, releases, config, root) for package, releases in config.matrix.items()]


def _find(package: str, releases: Sequence[str], config: Config, root: Path) -> Matrix:
    families = [name for name in LISTED if package_of(config.environments, name, package, root)]
    if len(families) != 1:
        what = "several environments install it" if families else "no environment installs it from a registry"
        tables = ", ".join(f"[environments.{name}]" for name in LISTED)
        hint = f'name it in one of {tables}: install = ["{package}"]'
        raise UsageError(f'"matrix.{package}" cannot be told apart: {what}', hint)
    return Matrix(families[0], package, tuple(releases[:-1]))


def package_of(environments: Environments, family: str, package: str, root: Path) -> str:
    """The requirement of the package; empty without one."""
    install = environments[family].install if family in environments else ()
    named = (one for one in install if same(package) in map(same, find_names(family, (one,), root)))
    return next((one for one in named if not one.startswith((".", "/"))), "")


def with_release(config: EnvironmentConfig, family: str, package: str, release: str, root: Path) -> EnvironmentConfig:
    """The environment with that release in place of what it says of the package; NEWEST leaves that to the registry."""
    written = package_of({family: config}, family, package, root)
    pinned = pin(written or package, family, release)
    install = tuple(pinned if one == written else one for one in config.install)
    return replace(config, install=install if written else (*install, pinned))


def pin(requirement: str, family: str, release: str) -> str:
    if family == "javascript":
        name = requirement[0] + requirement[1:].partition("@")[0]
        return name if release == NEWEST else f"{name}@{release}"
    if family == "go":
        name = requirement.partition("@")[0]
        return name if release == NEWEST else f"{name}@v{release.removeprefix('v')}"
    match = _PYTHON.fullmatch(requirement)
    assert match is not None  # it has a name
    wanted = "" if release == NEWEST else f"=={release}"
    return f"{match['name']}{match['extras'] or ''}{wanted}{match['marker'] or ''}"
