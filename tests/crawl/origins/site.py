"""A site without a server: what lies where, and what was asked for."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docverify.crawl.answer import Answer
from docverify.crawl.origins import Origins
from docverify.formats.hypertext.links import read_links
from docverify.formats.hypertext.tree import Tree
from docverify.model import Page, Problem, SourceConfig
from docverify.pipeline.pages import make_place

TOP = "https://tea.example/docs/"
KINDS = {"md": "text/markdown", "txt": "text/plain", "html": "text/html", "json": "application/json"}


class Site:
    """Answers with the texts that it is given, by address; anything else is not found."""

    def __init__(self, texts: Mapping[str, str] = {}) -> None:
        self.texts = texts
        self.asked: list[str] = []

    async def get(self, url: str) -> Answer:
        await asyncio.sleep(0)
        self.asked.append(url)
        if url not in self.texts:
            return Answer(url, 404, problem="is not there (404)")
        kind = KINDS.get(url.rpartition(".")[2], "text/plain")
        return Answer(url, 200, self.texts[url].encode(), kind)


def origins(site: Site, root: Path, *, checkout: str = "", clone: Any = None, offline: bool = False) -> Origins:
    place = make_place(root, root / ".docverify", offline=offline)
    config = SourceConfig(url=TOP, checkout=checkout)
    return Origins(site.get, config, place, clone) if clone else Origins(site.get, config, place)


def page(html: str = "", url: str = f"{TOP}steep.html") -> Page:
    return Page(url, "html", html, url)


async def find(finder: Origins, one: Page) -> Page | Problem | None:
    return await finder.find(one, read_links(Tree(one.text).root, one.path))


def find_all(finder: Origins, *pages: Page) -> list[Page | Problem | None]:
    """The sources of the pages, one after the other."""

    async def each() -> list[Page | Problem | None]:
        return [await find(finder, one) for one in pages]

    return asyncio.run(each())


def where(found: Page | Problem | None) -> str:
    """The path of a source, or what is wrong."""
    return "-" if found is None else found.path if isinstance(found, Page) else f"{found.where} {found.what}"
