"""A folder on this machine that the site is built from."""

import asyncio
import os
import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from docverify.address import top
from docverify.crawl.origins.origin import LARGEST, address_of
from docverify.formats.hypertext.forges import read_blob
from docverify.formats.hypertext.links import Links
from docverify.model import Page, Problem, SourceConfig
from docverify.ports import Place
from docverify.reading import candidates, find_format, find_identity, read_included, read_page, select, walk

_ORDER = re.compile(r"^\d+[-_.]\s*(?=\D)")
"""The number that orders a file in its folder, and that its address does not have."""
_RENDERED = re.compile(r"\.(?:html?|xhtml|php|aspx?)$", re.IGNORECASE)
_COPIED = re.compile(r"\.txt$")


class Checkout:
    """Finds the file of a page by the links to its source, then by its own address."""

    def __init__(self, config: SourceConfig, place: Place) -> None:
        self.root = str(place.root)
        self.folder = os.path.abspath(place.root / config.checkout)
        self.bound = os.path.join(os.path.realpath(self.folder), "")
        self.top = top(config.url)
        self.suffixes = {suffix: name for suffix, name in place.suffixes.items() if name != "html"}
        self._stems: dict[str, list[str]] | None = None
        self._lock = asyncio.Lock()

    async def find(self, page: Page, links: Links) -> Page | Problem | None:
        async with self._lock:
            if self._stems is None:
                self._stems = await asyncio.to_thread(self._index)
        path = self._find_linked(links.sources) or self._find_named(address_of(page))
        if not path:
            return None
        made = await asyncio.to_thread(self._read, path)
        return made if isinstance(made, Page) else None

    async def files(self, page: Page, names: Sequence[str]) -> dict[str, str | None]:
        own = os.path.relpath(page.local, self.folder)
        return {
            name: await asyncio.to_thread(read_included, self.folder, candidates(name, own, own.partition("/")[0]))
            for name in names
        }

    def _index(self) -> dict[str, list[str]]:
        """Paths of the files below, by each way in which an address may end for them; the shortest paths first."""
        files, _ = walk(self.folder, self.root, select(SourceConfig(), self.suffixes))
        stems: dict[str, list[str]] = {}
        for path in sorted(files, key=lambda one: (one.count("/"), one)):
            for stem in _endings(_stem(path, find_suffix(path, self.suffixes))):
                stems.setdefault(stem, []).append(path)
        return stems

    def _find_linked(self, urls: Sequence[str]) -> str:
        """The longest end of a linked path that is a file here: what stands before it is a branch or a folder above."""
        for url in urls:
            blob = read_blob(url)
            held = next((path for path in _ends_of(blob.rest) if self._holds(path)), "") if blob else ""
            copied = _COPIED.sub("", unquote(urlsplit(url).path).partition("/_sources/")[2])
            found = held or (self._nearest(_stem(copied, find_suffix(copied, self.suffixes))) if copied else "")
            if found:
                return found
        return ""

    def _find_named(self, url: str) -> str:
        """By the page's own address below the site's; the start page may be called by many names."""
        parts = urlsplit(url)
        below = url[len(self.top) :] if url.startswith(self.top) else parts.path
        stem = _stem(unquote(urlsplit(below).path).strip("/"), "")
        names = [stem, f"{stem}/index", f"{stem}/README", stem.removesuffix("/index")] if stem else ["index"]
        return next((path for path in map(self._nearest, names) if path), "")

    def _nearest(self, stem: str) -> str:
        """The file with the shortest path, when no other stands as high."""
        found = (self._stems or {}).get(stem.lower(), [])
        if not found:
            return ""
        rivals = [path for path in found if path.count("/") == found[0].count("/")]
        names = {path.rpartition(".")[0] for path in rivals}
        return rivals[0] if len(names) == 1 else ""

    def _holds(self, path: str) -> bool:
        real = os.path.realpath(os.path.join(self.folder, path))
        return real.startswith(self.bound) and bool(find_format(path, self.suffixes)) and os.path.isfile(real)

    def _read(self, path: str) -> Page | Problem | None:
        file = os.path.join(self.folder, path)
        if not self._holds(path) or os.path.getsize(file) > LARGEST:
            return None
        return read_page(file, find_identity(file, self.root), find_format(path, self.suffixes))


def find_suffix(path: str, suffixes: dict[str, str]) -> str:
    fitting = [suffix for suffix in suffixes if path.lower().endswith(suffix)]
    return max(fitting, key=len, default="")


def _stem(path: str, suffix: str) -> str:
    """As an address has it: without suffix, and without the numbers that order files."""
    bare = path[: -len(suffix)] if suffix else _RENDERED.sub("", path)
    return "/".join(_ORDER.sub("", part) for part in bare.split("/")).lower()


def _endings(stem: str) -> Iterator[str]:
    """The stem, and what remains of it without each of the folders above."""
    parts = stem.split("/")
    for start in range(len(parts)):
        yield "/".join(parts[start:])
    if parts[-1] in ("index", "readme", "_index") and len(parts) > 1:
        for start in range(len(parts) - 1):
            yield "/".join(parts[start:-1])


def _ends_of(rest: str) -> Iterator[str]:
    parts = rest.split("/")
    for start in range(1, len(parts)):
        yield "/".join(parts[start:])
