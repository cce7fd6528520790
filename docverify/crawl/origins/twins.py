"""Other forms of a page that the site itself offers: a Markdown twin, or the text that Sphinx copies beside it."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urljoin, urlsplit

from docverify.address import plain, top
from docverify.crawl.origins.origin import Texts, address_of, fetch_files, on_site
from docverify.formats.hypertext.links import Links
from docverify.model import Page, Problem, SourceConfig
from docverify.ports import Place

MOST_MISSES = 4
"""Pages in a row without a copy, after which a site is not asked for copies any more."""
_LISTED = re.compile(r"\]\(\s*<?([^()\s<>]{1,2000})")
_TWIN = re.compile(r"(?:(?<=/)index)?(?:\.html?)?\.(?:md|mdx|markdown)(?:\.txt)?$")
_RENDERED = re.compile(r"(?:(?<=/)index)?\.html?$")
_HTML = re.compile(r"\.html?$")
_ROOT = re.compile(r"data-(?:content|url)_root=[\"']([./]*)[\"']|URL_ROOT:\s*'([./]*)'")
"""How pages of Sphinx say where their site begins."""
_SPHINX = ("documentation_options", "_static/doctools", "_static/pygments.css")
_MADE = re.compile(r"(?:^|/)(?:genindex|search|py-modindex|modindex)\b|(?:^|/)_modules/|genindex-")
_SUFFIXES = (".rst.txt", ".md.txt", ".ipynb.txt", ".ipynb", ".md")


class Twins:
    """Markdown that a link of the page or the site's `llms.txt` names; no page is asked for on a guess."""

    def __init__(self, texts: Texts, config: SourceConfig, place: Place) -> None:
        self.texts = texts
        self.media_types = place.media_types
        self.top = top(config.url)
        self._listed: dict[str, str] | None = None
        self._lock = asyncio.Lock()

    async def find(self, page: Page, links: Links) -> Page | Problem | None:
        named = {url: self.media_types.get(kind, "") for kind, url in links.alternates}
        for url in on_site([url for url, kind in named.items() if kind not in ("", "html", page.format)], page):
            found = await self.texts.page(url, url, named[url])
            if found:
                return found
        return await self.find_listed(page)

    async def find_listed(self, page: Page) -> Page | None:
        async with self._lock:
            if self._listed is None:
                self._listed = await self._read_list()
        url = self._listed.get(page_key(address_of(page)), "") if self._listed else ""
        return await self.texts.page(url, urlsplit(url).path.removesuffix(".txt")) if url else None

    async def files(self, page: Page, names: Sequence[str]) -> dict[str, str | None]:
        return await fetch_files(self.texts, page, names, "")

    async def _read_list(self) -> dict[str, str]:
        """Page to twin, of the first `llms.txt` at the top of the site or of its host."""
        host = urljoin(f"{self.top}/", "/llms.txt")
        for url in dict.fromkeys((f"{self.top}/llms.txt", host)):
            answer = await self.texts.answer(url)
            if answer:
                found = list(_twins(answer.body.decode("utf-8", "replace"), url))
                return {page_key(twin): twin for twin in found}
        return {}


def _twins(text: str, url: str) -> Iterator[str]:
    """Markdown files of the same host that the list names."""
    host = urlsplit(url).netloc
    for match in _LISTED.finditer(text):
        try:
            twin = plain(urljoin(url, match[1]))
        except ValueError:
            continue
        if urlsplit(twin).netloc == host and _TWIN.search(urlsplit(twin).path):
            yield twin


def page_key(url: str) -> str:
    """What an address has in common with that of its twin: no suffix, no slash at the end."""
    path = urlsplit(plain(url)).path
    return _RENDERED.sub("", _TWIN.sub("", path)).rstrip("/")


class Copies:
    """The `_sources` of a Sphinx site: linked, or tried for as long as the site has them."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self._misses = 0
        self._known = False
        self._suffixes: list[str] = list(_SUFFIXES)
        self._lock = asyncio.Lock()

    async def find(self, page: Page, links: Links) -> Page | Problem | None:
        linked = [url for url in on_site(links.sources, page) if "/_sources/" in url]
        for url in linked:
            found = await self._copy(url)
            if found:
                return found
        if linked or self._misses >= MOST_MISSES or not any(mark in page.text for mark in _SPHINX):
            return None
        return await self._try(page)

    async def _try(self, page: Page) -> Page | None:
        """The copy at the place where Sphinx would put it; one page at a time until one has a copy."""
        if self._known:
            return await self._first(page)
        async with self._lock:
            return await self._first(page) if self._misses < MOST_MISSES else None

    async def _first(self, page: Page) -> Page | None:
        for url in _guesses(page, tuple(self._suffixes)):
            found = await self._copy(url)
            if found:
                suffix = next(suffix for suffix in self._suffixes if url.endswith(suffix))
                self._suffixes.sort(key=lambda one: one != suffix)
                self._known, self._misses = True, 0
                return found
        self._misses += 1
        return None

    async def _copy(self, url: str) -> Page | None:
        return await self.texts.page(url, unquote(urlsplit(url).path).removesuffix(".txt"))

    async def files(self, page: Page, names: Sequence[str]) -> dict[str, str | None]:
        return await fetch_files(self.texts, page, names, ".txt")


def _guesses(page: Page, suffixes: Sequence[str]) -> Iterator[str]:
    """Where the copy of the page may be; none for a page that Sphinx made itself."""
    root = _ROOT.search(page.text)
    address = address_of(page).partition("?")[0]
    base = urljoin(address, root[1] or root[2] or "./") if root else ""
    name = address.removeprefix(base)
    if not root or not address.startswith(base) or _MADE.search(name):
        return
    names = [_HTML.sub("", name)] if name and not name.endswith("/") else [f"{name}index", name.rstrip("/")]
    yield from (f"{base}_sources/{one}{suffix}" for suffix in suffixes for one in names if one)
