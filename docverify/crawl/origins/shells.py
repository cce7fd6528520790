"""What a page that is empty without JavaScript is made of: Markdown beside it, or the description of an API."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit

from docverify.address import plain, top
from docverify.crawl.origins.origin import Texts, address_of, fetch_files, on_site
from docverify.formats.hypertext.links import Links
from docverify.model import Page, Problem, SourceConfig

_SPECIFICATION = re.compile(
    r"(?:spec-url|apiDescriptionUrl|spec_url|specUrl|data-url|\burl|\bhref|src)[\"']?\s*[=:]\s*[\"']([^\"'\s<>]{1,500})[\"']"
)
_NAMED = re.compile(r"\.(?:json|ya?ml)(?:\?|$)")
_TRIED = ("openapi.json", "openapi.yaml", "openapi.yml", "swagger.json", "swagger.yaml", "swagger.yml", "api-docs")
MOST_NAMED = 4
"""Descriptions that one shell may name."""


class Shells:
    """Asks for a few files that such pages usually are made of; each description of an API belongs to one page."""

    def __init__(self, texts: Texts, config: SourceConfig) -> None:
        self.texts = texts
        self.top = top(config.url)
        self._owners: dict[str, str] = {}

    async def find(self, page: Page, links: Links) -> Page | Problem | None:
        if not links.empty:
            return None
        for url in _markdown(address_of(page)):
            found = await self.texts.page(url, urlsplit(url).path)
            if found:
                return found
        return await self._description(page)

    async def files(self, page: Page, names: Sequence[str]) -> dict[str, str | None]:
        return await fetch_files(self.texts, page, names, "")

    async def _description(self, page: Page) -> Page | None:
        address = address_of(page)
        named = [plain(urljoin(address, match[1])) for match in _SPECIFICATION.finditer(page.text)]
        said = [url for url in dict.fromkeys(named) if url and _NAMED.search(url)][:MOST_NAMED]
        beside = [urljoin(address, name) for name in _TRIED]
        for url in on_site([*said, *beside, *(f"{self.top}/{name}" for name in _TRIED)], page):
            if self._owners.setdefault(url, address) != address:
                continue
            found = await self._read(url)
            if found:
                return found
        return None

    async def _read(self, url: str) -> Page | None:
        """An API's description says what it is in its first lines, whatever it is called."""
        if "openapi" not in set(self.texts.named.values()):
            return None
        found = await self.texts.page(url, "", "openapi")
        return found if found and re.search(r"[\"']?(?:openapi|swagger)[\"']?\s*:", found.text[:2000]) else None


def _markdown(url: str) -> Iterator[str]:
    path = url.partition("?")[0]
    bare = re.sub(r"\.html?$", "", path)
    yield f"{bare}index.md" if bare.endswith("/") else f"{bare}.md"
    if bare.endswith("/") and urlsplit(bare).path != "/":
        yield f"{bare.rstrip('/')}.md"
