"""Git repositories that the pages of a site say they are edited in."""

import asyncio
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

from msgspec import Struct

from docverify.crawl.origins.origin import LARGEST, Texts, address_of
from docverify.errors import SourceError
from docverify.formats.hypertext.forges import Blob, read_blob
from docverify.formats.hypertext.links import Links
from docverify.model import Page, Problem
from docverify.ports import Place
from docverify.reading import candidates, make_page
from docverify.reading.repository import Entry, Snapshot, fetch, list_entries, read_blobs

MOST_REPOSITORIES = 3
"""That are cloned for one site: a page of strangers names them."""
MOST_TRIED = 4
"""Words of a path that may be the name of a branch."""
MOST_BRANCHES = 6
"""Of one repository that are asked for."""
SECONDS = 120.0
"""How long one clone may take."""
ALL_SECONDS = 300.0
"""How long all clones of a site may take together."""

Clone = Callable[[str, str, Path, float], Snapshot]


class Tree(Struct, frozen=True):
    """One commit with the names of its files."""

    snapshot: Snapshot
    entries: Mapping[str, Entry]

    def text(self, path: str) -> str | None:
        """None when there is no such file, or none that could be a text."""
        entry = self.entries.get(path)
        if entry is None or entry.kind != "file" or entry.size > LARGEST:
            return None
        made = make_page(Page(path, "", ""), next(read_blobs(self.snapshot, [entry])))
        return made.text if isinstance(made, Page) else None


class Repositories:
    """Clones of what edit links name, each once, at the commit that the named branch has now."""

    def __init__(self, texts: Texts, place: Place, clone: Clone = fetch) -> None:
        self.texts = texts
        self.clones = place.state / "git"
        self.offline = place.offline
        self._clone = clone
        self._trees: dict[str, dict[str, Tree]] = {}
        """By repository and branch."""
        self._wrong: dict[str, str] = {}
        """Why nothing is asked of a repository any more."""
        self._pages: dict[str, tuple[Tree, str]] = {}
        self._left = ALL_SECONDS
        self._lock = asyncio.Lock()

    async def find(self, page: Page, links: Links) -> Page | Problem | None:
        problem: Problem | None = None
        for blob in _blobs(page, links):
            if not self.texts.format_of(blob.rest) or self.offline:
                continue
            async with self._lock:
                found = await asyncio.to_thread(self._find, blob)
            if isinstance(found, Page):
                return found
            problem = problem or found
        return problem

    async def files(self, page: Page, names: Sequence[str]) -> dict[str, str | None]:
        tree, path = self._pages[page.path]
        return await asyncio.to_thread(_files, tree, path, names)

    def _find(self, blob: Blob) -> Page | Problem | None:
        if blob.repository in self._wrong:
            return None
        if blob.repository not in self._trees and len(self._trees) >= MOST_REPOSITORIES:
            return self._give_up(blob, f"is not read: pages of this site name more than {MOST_REPOSITORIES}")
        try:
            return self._page(blob, self._trees.setdefault(blob.repository, {}))
        except SourceError as error:
            return self._give_up(blob, f"cannot be had: {error.message}")

    def _page(self, blob: Blob, trees: dict[str, Tree]) -> Page | None:
        for branch, path in _splits(blob.rest, trees):
            if branch not in trees and len(trees) >= MOST_BRANCHES:
                continue
            tree = trees[branch] = trees.get(branch) or self._tree(blob, branch)
            text = tree.text(path)
            if text is not None:
                commit = tree.snapshot.commit
                found = Page(
                    path=f"{blob.repository}//{path}",
                    format=self.texts.format_of(path),
                    text=text,
                    source_url=blob.at(commit, path),
                    revision=commit,
                )
                self._pages[found.path] = (tree, path)
                return found
        return None

    def _tree(self, blob: Blob, branch: str) -> Tree:
        """The branch's newest commit; one that does not exist has no files, and is not asked for again."""
        began = monotonic()
        try:
            snapshot = self._clone(blob.repository, branch, self.clones, min(SECONDS, self._left))
        except SourceError as error:
            if f'"{branch}"' not in error.message:
                raise
            return Tree(Snapshot("", ""), {})
        finally:
            self._left = max(self._left - (monotonic() - began), 0.0)
        return Tree(snapshot, {os.fsdecode(entry.path): entry for entry in list_entries(snapshot)})

    def _give_up(self, blob: Blob, why: str) -> Problem:
        self._wrong[blob.repository] = why
        what = f"the repository that pages are edited in {why}; they are read without it"
        return Problem(blob.repository, what, 'name a folder with its files as "checkout"')


def _blobs(page: Page, links: Links) -> Iterator[Blob]:
    """On hosts of forges, or the site's own; editors before other views."""
    host = urlsplit(address_of(page)).netloc
    found = [blob for blob in map(read_blob, links.sources) if blob is not None]
    allowed = [blob for blob in found if blob.known or urlsplit(blob.repository).netloc == host]
    yield from sorted(allowed, key=lambda blob: blob.verb != "edit")


def _splits(rest: str, known: Mapping[str, Tree]) -> Iterator[tuple[str, str]]:
    """Branch and path: first the branches that are known, then the shortest names, since most have one word."""
    parts = rest.split("/")
    pairs = [("/".join(parts[:end]), "/".join(parts[end:])) for end in range(1, min(len(parts), MOST_TRIED + 1))]
    yield from sorted(pairs, key=lambda pair: pair[0] not in known)


def _files(tree: Tree, path: str, names: Sequence[str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for name in names:
        texts = map(tree.text, candidates(name, path, path.partition("/")[0]))
        found[name] = next((text for text in texts if text is not None), None)
    return found
