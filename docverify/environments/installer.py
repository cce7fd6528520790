"""What an installer is: how the packages of one language are resolved and installed, one file a language.

Each puts them into a folder of its own shape, which the sandbox shows read-only as the layer of its language:

python      the packages themselves: on `PYTHONPATH`
javascript  `node_modules`, `package.json`, `package-lock.json`: `node_modules` belongs above the working folder, since
            ES modules do not look at `NODE_PATH`
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from msgspec import Struct

from docverify.environments.lock import Lock
from docverify.environments.requirement import Requirement
from docverify.environments.shelf import Shelf
from docverify.environments.wall import Wall


class Machine(Struct, frozen=True):
    """What installers know of where they work."""

    root: Path
    """The folder of the config: the package managers' own files there apply."""
    environ: Mapping[str, str]
    """As the user's own package managers see it."""
    shelf: Shelf
    python: str
    """The interpreter that examples run with."""
    find_wall: Callable[[], Wall | None]
    """What package managers run behind; None where it cannot be had."""


class Installer(Protocol):
    """Resolves and installs; raises InstallError, which names the requirement and says what the tool said."""

    projects: tuple[str, ...]
    """Files that make a folder a project that can be installed; none where only registries serve."""
    not_source: tuple[str, ...]
    """What in such a folder a package does not depend on."""

    def check(self, wanted: Sequence[Requirement]) -> None:
        """Raises InstallError for a requirement that is none, before any tool is asked."""

    def probe(self) -> list[str]:
        """What a layer depends on besides its packages: toolchain, platform, and the tool's version."""

    def identify(self) -> list[str]:
        """Where packages come from: a resolution depends on it."""

    def resolve(self, wanted: Sequence[Requirement], toolchain: Sequence[str], part: Path) -> Lock:
        """The lock of what the requirements come to; `part` is a folder to work in."""

    def install(self, lock: Lock, wanted: Sequence[Requirement], part: Path, site: Path) -> None:
        """Puts what the lock names into `site`, an empty folder; `part` is the one that it was resolved in.

        A tool installs into `part`, and what it made is moved: no code of a package ever sees `site`.
        """


@runtime_checkable
class Listing(Protocol):
    """An installer whose registries say which releases of a package there are."""

    def list_releases(self, name: str, part: Path) -> list[str]:
        """In no order, without those that were withdrawn; `part` is a folder to work in.

        Raises InstallError when the registry does not answer.
        """
