"""Pages in a git repository, at one revision."""

import os
from collections.abc import Generator, Iterator, Mapping, Sequence
from pathlib import Path
from posixpath import dirname, join, normpath

from docverify.errors import SourceError
from docverify.model import Page, Problem, SourceConfig
from docverify.ports import Place
from docverify.reading import (
    LIMIT,
    Selection,
    candidates,
    describe_gaps,
    describe_large,
    drop_doubles,
    find_format,
    find_identity,
    find_nearest,
    is_bare_repository,
    make_identity,
    make_page,
    select,
    widen,
)
from docverify.reading.repository import Entry, Snapshot, fetch, hide_credentials, list_entries, read_blobs

FETCH_SECONDS = 300.0
LINKS = 8
"""Symbolic links in a row that are followed."""


class GitSource:
    """A repository, remote or local; a page's identity is `URL//path`, the URL without credentials."""

    name = "git"

    def __init__(self, seconds: float = FETCH_SECONDS) -> None:
        self.seconds = seconds
        """How long a fetch may take."""

    def accepts(self, config: SourceConfig) -> bool:
        return bool(config.git) or (bool(config.path) and is_bare_repository(config.path))

    def open(self, config: SourceConfig, place: Place) -> "Commit":
        selected = widen(config, place.suffixes, {**place.named_suffixes, **place.suffixes})
        select(config, selected)  # a glob that is none is said before anything is fetched
        url, shown = _find_repository(config.git or config.path, place.root)
        return Commit(fetch(url, config.revision, place.state / "git", self.seconds), shown, config, selected)


class Commit:
    """One commit of a repository."""

    def __init__(self, snapshot: Snapshot, url: str, config: SourceConfig, suffixes: Mapping[str, str]) -> None:
        self.snapshot = snapshot
        self.url = url
        self.config = config
        self.suffixes = suffixes
        self.entries = {os.fsdecode(entry.path): entry for entry in list_entries(snapshot)}

    def pages(self) -> Generator[Page | Problem]:
        pages, problems = _sort_out(self.snapshot, self.url, self.entries, select(self.config, self.suffixes))
        yield from problems
        yield from describe_gaps(self.url, self.config, self.suffixes, list(pages))
        yield from drop_doubles(_load(self.snapshot, self.url, pages, self.suffixes))

    def files(self, page: Page, names: Sequence[str]) -> dict[str, str | None]:
        own = page.path.removeprefix(f"{self.url}//")
        return {name: self._file(candidates(name, own, own.partition("/")[0])) for name in names}

    def blocks(self, page: Page) -> None:  # noqa: ARG002  nothing here needs a page's markup
        return None

    def _file(self, paths: Iterator[str]) -> str | None:
        found = (_follow(self.snapshot, self.entries, path) for path in paths)
        entry = next((self.entries[path] for path in found if path), None)
        if entry is None or entry.size > LIMIT:
            return None
        made = make_page(Page("", "", ""), next(read_blobs(self.snapshot, [entry])))
        return made.text if isinstance(made, Page) else None


def _find_repository(named: str, root: Path) -> tuple[str, str]:
    """What git is given, and what reports show: both the URL, or the path of a local repository."""
    local = root / named
    if "://" not in named and os.path.exists(local):
        return os.path.abspath(local), find_identity(str(local), str(root))
    if ":" not in named and not named.startswith("-"):
        near = find_nearest(local)
        hint = f'did you mean "{os.path.relpath(near, root)}"?' if near else ""
        raise SourceError(f'there is no repository "{named}"', hint)
    return named, hide_credentials(named).rstrip("/")


def _sort_out(
    snapshot: Snapshot, url: str, entries: Mapping[str, Entry], selection: Selection
) -> tuple[dict[str, Entry], list[Problem]]:
    """The file behind each path that is a page, sorted, and what was left out although it was asked for."""
    pages: dict[str, Entry] = {}
    problems: list[Problem] = []
    wanted = {path: entry for path, entry in entries.items() if _is_wanted(path, entry, selection)}
    taken = {path for path, entry in wanted.items() if entry.kind == "file"}
    for path, entry in sorted(wanted.items()):
        target = path if entry.kind == "file" else _follow(snapshot, entries, path)
        if entry.kind == "submodule":
            problems.append(Problem(_name(url, path), "is a submodule and was not read", "make it a source of its own"))
        elif target not in entries:
            problems.append(Problem(_name(url, path), "is a link to no file of the repository and was not followed"))
        elif target == path or target not in taken:
            pages[path] = entries[target]
            taken.add(target)
    return pages, problems


def _is_wanted(path: str, entry: Entry, selection: Selection) -> bool:
    parts = path.split("/")
    folders = ("/".join(parts[:count]) for count in range(1, len(parts)))
    last = selection.enters if entry.kind == "submodule" else selection.takes
    return last(path) and all(selection.enters(folder) for folder in folders)


def _follow(snapshot: Snapshot, entries: Mapping[str, Entry], path: str) -> str:
    """The path of the file that a link leads to; empty when it leads to none."""
    for _ in range(LINKS):
        entry = entries.get(path)
        if entry is None or entry.kind != "link":
            return path if entry is not None and entry.kind == "file" else ""
        target = os.fsdecode(next(read_blobs(snapshot, [entry])))
        path = normpath(join(dirname(path), target))
    return ""


def _load(
    snapshot: Snapshot, url: str, pages: Mapping[str, Entry], suffixes: Mapping[str, str]
) -> Iterator[Page | Problem]:
    contents = read_blobs(snapshot, [entry for entry in pages.values() if entry.size <= LIMIT])
    for path, entry in pages.items():
        page = Page(_name(url, path), find_format(path, suffixes), "", revision=snapshot.commit)
        yield make_page(page, next(contents)) if entry.size <= LIMIT else describe_large(page.path)


def _name(url: str, path: str) -> str:
    return f"{url}//{make_identity(os.fsencode(path))}"


git = GitSource()
