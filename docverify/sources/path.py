"""Pages in a local file or folder."""

import os
from collections.abc import Iterator
from pathlib import Path

from docverify.errors import SourceError
from docverify.model import Page, Problem, SourceConfig
from docverify.reading import (
    find_format,
    find_identity,
    find_nearest,
    find_unmatched,
    is_bare_repository,
    read_page,
    select,
    walk,
)


class PathSource:
    """A file, or the pages of a folder: what `.gitignore` files exclude, and what is hidden, is not read."""

    name = "path"

    def accepts(self, config: SourceConfig) -> bool:
        return bool(config.path) and not is_bare_repository(config.path)

    def pages(
        self,
        config: SourceConfig,
        root: Path,
        state: Path,  # noqa: ARG002 - the port's; nothing is kept of a local file
        suffixes: dict[str, str],
    ) -> Iterator[Page | Problem]:
        top = root / config.path
        if top.is_dir():
            return _read_folder(top, config, root, suffixes)
        if not os.path.lexists(top):
            near = find_nearest(top)
            raise SourceError(f'there is no "{config.path}"', f'did you mean "{near}"?' if near else "")
        return _read_file(top, root, suffixes)


def _read_file(file: Path, root: Path, suffixes: dict[str, str]) -> Iterator[Page | Problem]:
    where = find_identity(str(file), str(root))
    format_name = find_format(file.name, suffixes)
    if format_name:
        yield read_page(str(file), where, format_name)
    else:
        known = ", ".join(sorted(suffixes))
        yield Problem(where, "is of no known format", f"known are files that end in {known}", fatal=True)


def _read_folder(folder: Path, config: SourceConfig, root: Path, suffixes: dict[str, str]) -> Iterator[Page | Problem]:
    files, problems = walk(str(folder), str(root), select(config, suffixes))
    yield from problems
    where = find_identity(str(folder), str(root))
    if not files:
        yield _describe_empty(where, config, suffixes)
        return
    for pattern in find_unmatched(config.include, files):
        yield Problem(where, f'no page matches the pattern "{pattern}" of "include"', "mend or remove it")
    seen: set[str] = set()
    for file in files:
        yield _read_once(os.path.join(folder, file), str(root), find_format(file, suffixes), seen)


def _read_once(file: str, root: str, format_name: str, seen: set[str]) -> Page | Problem:
    """Two names that differ only in how Unicode composes their letters would be one page in every report."""
    where = find_identity(file, root)
    if where in seen:
        return Problem(where, "two files have this name, in different Unicode forms", "rename one", fatal=True)
    seen.add(where)
    return read_page(file, where, format_name)


def _describe_empty(where: str, config: SourceConfig, suffixes: dict[str, str]) -> Problem:
    asked = " that its globs let through" if config.include or config.exclude else ""
    hint = f"looked for {', '.join(sorted(suffixes))}; hidden files and those that .gitignore excludes are not read"
    return Problem(where, f"no pages of a known format in it{asked}", hint, fatal=True)


path = PathSource()
