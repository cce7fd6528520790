"""Pages in a local file or folder."""

import os
from collections.abc import Generator, Sequence
from pathlib import Path

from docverify.errors import SourceError
from docverify.model import Page, Problem, SourceConfig, Status
from docverify.ports import Place
from docverify.reading import (
    candidates,
    describe_gaps,
    drop_doubles,
    find_format,
    find_identity,
    find_nearest,
    is_bare_repository,
    read_included,
    read_page,
    select,
    walk,
    widen,
)
from docverify.watch import Watch


class PathSource:
    """A file, or the pages of a folder: what `.gitignore` files exclude, and what is hidden, is not read."""

    name = "path"

    def accepts(self, config: SourceConfig) -> bool:
        return bool(config.path) and not is_bare_repository(config.path)

    def open(self, config: SourceConfig, place: Place) -> "Local":
        top = place.root / config.path
        if not os.path.lexists(top):
            near = find_nearest(top)
            hint = f'did you mean "{os.path.relpath(near, place.root)}"?' if near else ""
            raise SourceError(f'there is no "{config.path}"', hint)
        return Local(top, config, place)


class Local:
    """A file or folder that exists."""

    def __init__(self, top: Path, config: SourceConfig, place: Place) -> None:
        self.top = top
        self.config = config
        self.root = str(place.root)
        self.suffixes = place.suffixes
        self.named = {**place.named_suffixes, **place.suffixes}
        self._watch = Watch()

    def pages(self) -> Generator[Page | Problem]:
        if os.path.isdir(self.top):  # unlike the method of a Path, it answers for any name
            return self._read_folder()
        return self._read_file()

    def files(self, page: Page, names: Sequence[str]) -> dict[str, str | None]:
        """Files below the root: the folder of the config, or the source itself where that lies elsewhere."""
        top = str(self.top) if os.path.isdir(self.top) else os.path.dirname(self.top)
        above = os.path.relpath(top, self.root).startswith("..")
        root = top if above else self.root
        start = "" if above else os.path.relpath(top, root).removeprefix(".")
        found = ((name, candidates(name, os.path.relpath(page.local, root), start)) for name in names)
        return {name: read_included(root, paths, self._watch.look) for name, paths in found}

    def blocks(self, page: Page) -> None:  # noqa: ARG002  nothing here needs a page's markup
        return None

    def watched(self) -> dict[str, Status | None] | None:
        return self._watch.statuses()

    def _read_file(self) -> Generator[Page | Problem]:
        where = find_identity(str(self.top), self.root)
        format_name = find_format(self.top.name, self.named)
        if format_name:
            yield self._read(str(self.top), where, format_name)
        else:
            known = ", ".join(sorted(self.named))
            yield Problem(where, "is of no known format", f"known are files that end in {known}", fatal=True)

    def _read_folder(self) -> Generator[Page | Problem]:
        suffixes = widen(self.config, self.suffixes, self.named)
        files, problems = walk(str(self.top), self.root, select(self.config, suffixes), self._watch.look)
        yield from problems
        yield from describe_gaps(find_identity(str(self.top), self.root), self.config, suffixes, files)
        found = ((os.path.join(self.top, file), find_format(file, suffixes)) for file in files)
        yield from drop_doubles(self._read(file, find_identity(file, self.root), name) for file, name in found)

    def _read(self, file: str, where: str, format_name: str) -> Page | Problem:
        self._watch.look(file)
        return read_page(file, where, format_name)


path = PathSource()
