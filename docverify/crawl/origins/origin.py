"""What every kind of origin can do, and how a text that a site offers becomes a page."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from docverify.address import plain
from docverify.crawl.answer import Answer
from docverify.formats.hypertext.links import Links
from docverify.model import Page, Problem
from docverify.ports import Place
from docverify.reading import find_format, make_page

Get = Callable[[str], Awaitable[Answer]]
"""Fetches an address of the web, with the manners and the limits of the crawl."""
LARGEST = 8 * 1024 * 1024
"""Bytes of a source that is read."""
MOST_FILES = 8
"""Included files of a page that the site is asked for."""
_RENDERED = frozenset({"text/html", "application/xhtml+xml"})
"""What a server sends instead of a text that it does not have."""


class Origin(Protocol):
    """One kind of place where the sources of a site's pages are."""

    async def find(self, page: Page, links: Links) -> Page | Problem | None:
        """The source of a rendered page; a problem when something that it needs cannot be had, said once."""
        ...

    async def files(self, page: Page, names: Sequence[str]) -> dict[str, str | None]:
        """The text of files that a page of this origin includes; None for each that cannot be had."""
        ...


class Texts:
    """Texts that a site offers beside its rendered pages; what is not there is asked for once."""

    def __init__(self, get: Get, place: Place) -> None:
        self.suffixes = place.suffixes
        self.named = {**place.named_suffixes, **place.suffixes}
        self._get = get
        self._missing: set[str] = set()

    async def answer(self, url: str) -> Answer | None:
        """What lies there, when it is a text of its own and not the page that stands for a missing one."""
        if url in self._missing:
            return None
        answer = await self._get(url)
        elsewhere = urlsplit(answer.url).netloc != urlsplit(url).netloc
        unfit = not answer.body or len(answer.body) > LARGEST or answer.media_type in _RENDERED
        if answer.problem or elsewhere or unfit:
            self._missing.add(url)
            return None
        return answer

    async def page(self, url: str, name: str, format_name: str = "") -> Page | None:
        """The page that lies there; its name says in which format, when that is not known."""
        kind = format_name or self.format_of(name)
        answer = await self.answer(url) if kind else None
        if answer is None:
            return None
        made = make_page(Page(path=url, format=kind, text="", source_url=url), answer.body)
        return made if isinstance(made, Page) else None

    def format_of(self, name: str) -> str:
        """Name of the format that reads such a file as a source; rendered pages and their templates are none."""
        kind = find_format(name, self.suffixes)
        return "" if kind == "html" else kind


def address_of(page: Page) -> str:
    return page.url or page.path


def on_site(urls: Iterable[str], page: Page) -> list[str]:
    """Those of the addresses that the page's own host answers for."""
    host = urlsplit(address_of(page)).netloc
    return [url for url in urls if urlsplit(url).netloc == host]


async def fetch_files(texts: Texts, page: Page, names: Sequence[str], suffix: str) -> dict[str, str | None]:
    """Files beside the page, of its own host; only those that are pages themselves are copied there."""
    found: dict[str, str | None] = dict.fromkeys(names)
    for name in names[:MOST_FILES]:
        url = plain(urljoin(page.path, name)) if texts.format_of(name) and not name.startswith("/") else ""
        if url and on_site([url], page):
            got = await texts.page(url + suffix, name)
            found[name] = got.text if got else None
    return found
