"""Pages in a local file or folder."""

import os
from collections.abc import Iterator
from pathlib import Path

from docverify.errors import SourceError
from docverify.model import Page, Problem, SourceConfig
from docverify.reading import (
    describe_gaps,
    drop_doubles,
    find_format,
    find_identity,
    find_nearest,
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
        if os.path.isdir(top):  # unlike the method of a Path, it answers for any name
            return _read_folder(top, config, root, suffixes)
        if not os.path.lexists(top):
            near = find_nearest(top)
            hint = f'did you mean "{os.path.relpath(near, root)}"?' if near else ""
            raise SourceError(f'there is no "{config.path}"', hint)
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
    yield from describe_gaps(find_identity(str(folder), str(root)), config, suffixes, files)
    found = ((os.path.join(folder, file), find_format(file, suffixes)) for file in files)
    yield from drop_doubles(read_page(file, find_identity(file, str(root)), name) for file, name in found)


path = PathSource()
