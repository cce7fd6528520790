"""What an environment is to hold: requirements as they are written, and local projects by their content."""

import os
import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from posixpath import dirname

from msgspec import Struct

from docverify.errors import InstallError
from docverify.model import SourceConfig
from docverify.reading import select, walk

PAGES = (".md", ".markdown", ".mdx", ".rst", ".adoc", ".ipynb", ".html")

_LOCAL = re.compile(r"(?P<path>(?:\.|/)[^\[\]]*)(?P<extras>\[[^\[\]]*\])?")


class Requirement(Struct, frozen=True):
    """One entry of `install`."""

    text: str
    """As written."""
    project: str = ""
    """Absolute path of a local project or wheel; empty for a package from a registry."""
    extras: str = ""
    content: str = ""
    """Hash of the local project's files."""


def read_requirements(
    install: Sequence[str], root: Path, projects: Sequence[str], not_source: Sequence[str]
) -> list[Requirement]:
    """The requirements; local projects are relative to the root, and have one of the files `projects`.

    Raises InstallError for a project that is not there, or where none can be installed.
    """
    return [_read_requirement(text.strip(), root, projects, not_source) for text in install]


def _read_requirement(text: str, root: Path, projects: Sequence[str], not_source: Sequence[str]) -> Requirement:
    match, project = _LOCAL.fullmatch(text), find_local(text, root)
    if match is None or project is None:
        return Requirement(text)
    if not projects:
        raise InstallError(f'cannot install "{text}": only packages of a registry can be installed for this language')
    is_project = any((project / name).is_file() for name in projects)
    if not is_project and not project.is_file():
        what = f"has no {projects[0]}" if project.is_dir() else "does not exist"
        raise InstallError(
            f'cannot install "{text}": {project} {what}', "name the folder of a project, relative to the config"
        )
    return Requirement(text, str(project), match["extras"] or "", hash_project(project, not_source))


def find_local(text: str, root: Path) -> Path | None:
    """The project or file on this machine that the requirement names; None for a package of a registry."""
    match = _LOCAL.fullmatch(text)
    return Path(os.path.abspath(root / match["path"])) if match else None


def hash_project(project: Path, not_source: Sequence[str]) -> str:
    """Hash of all that a build of the project can depend on, except for what matches the globs `not_source`.

    Pages of documentation are left out, or each edit of one would build the project anew; inside a package they count.
    """
    found = sha256()
    if project.is_file():
        return _hash_file(project)
    everything = select(SourceConfig(exclude=tuple(not_source)), {"": "any"})
    files, _ = walk(str(project), str(project), everything)
    for file in _without_pages(files):
        found.update(f"{file}\0{_hash_file(project / file)}\0".encode("utf-8", "surrogateescape"))
    return found.hexdigest()[:32]


def _without_pages(files: Sequence[str]) -> Iterable[str]:
    packages = tuple(f"{dirname(file)}/" for file in files if file.endswith("/__init__.py"))
    return (file for file in files if not file.lower().endswith(PAGES) or file.startswith(packages))


def _hash_file(file: Path) -> str:
    try:
        return sha256(file.read_bytes()).hexdigest()[:32]
    except OSError as error:
        raise InstallError(f"cannot install {file}: {error.strerror}") from None
