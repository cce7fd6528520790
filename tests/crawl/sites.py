"""Crawls of a site on loopback."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docverify.crawl.limits import Limits
from docverify.model import Page, Problem, SourceConfig
from docverify.pipeline.pages import make_place
from docverify.sources.web import WebSource
from fixtures.site import Site

LIMITS = Limits(size=1024 * 1024, retries=2, pause=0.01)
"""A machine that does other things too answers late, and no test means that."""
FOUND_ALONE = ["/robots.txt", "/", "/sitemap.xml"]
"""What is asked for when a site has one page."""


def read(site: Site, folder: Path, path: str = "/", *, limits: Limits = LIMITS, **config: Any) -> list[Page | Problem]:
    """What a crawl of the site finds, from this path on; `place` holds what else the place knows."""
    place = make_place(folder, folder / "state", **config.pop("place", {}))
    source = SourceConfig(url=site.url + path, **config)
    return list(WebSource(limits).open(source, place).pages())


def pages(site: Site, found: Sequence[Page | Problem]) -> list[str]:
    """The paths of the pages, in order."""
    return [one.path.removeprefix(site.url) for one in found if isinstance(one, Page)]


def problems(site: Site, found: Sequence[Page | Problem]) -> list[tuple[str, str, bool]]:
    """Where, what, and whether it is fatal."""
    return [
        (one.where.removeprefix(site.url), one.what.replace(site.url, ""), one.fatal)
        for one in found
        if isinstance(one, Problem)
    ]
