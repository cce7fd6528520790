"""Which examples a run speaks for: those of the pages that its sources cover, and no others."""

import posixpath
from collections.abc import Mapping, Sequence
from typing import TypeVar

from docverify.model import SourceConfig

Value = TypeVar("Value")


def within(histories: Mapping[str, Value], sources: Sequence[SourceConfig], root: str, select: str) -> dict[str, Value]:
    """By example id, what a run over these sources could have seen."""
    prefixes = [prefix(source, root) for source in sources]
    return {
        example: value
        for example, value in histories.items()
        if select.lower() in example.lower() and any(covers(one, example.partition("#")[0]) for one in prefixes)
    }


def prefix(source: SourceConfig, root: str) -> str:
    """What the paths of the source's pages begin with; `root` is the absolute folder that they are relative to."""
    if source.url:
        return site_prefix(source.url)
    if source.git:
        return f"{source.git}//"
    absolute = posixpath.normpath(posixpath.join(root, source.path))
    return "" if absolute == root else posixpath.relpath(absolute, root)


def site_prefix(url: str) -> str:
    """What the URLs of a site's pages begin with, seen from one of them, its sitemap or its `llms.txt`.

    Without the scheme, since many a site answers on both; of a URL that ends in a file, the folder.
    """
    place = url.partition("://")[2].partition("#")[0].partition("?")[0]
    host, slash, path = place.partition("/")
    folder, _, name = path.rpartition("/")
    inside = f"{folder}/" if folder and "." in name else "" if "." in name else path
    return f"{host.lower()}{slash or '/'}{inside}"


def covers(start: str, page: str) -> bool:
    """Whether a source whose pages begin so has this page."""
    scheme, separator, place = page.partition("://")
    if separator and scheme in ("http", "https") and "//" not in start:
        page = place
    if not start:
        return "//" not in page and not separator
    return page == start or page.startswith(start if start.endswith("/") else f"{start}/")
