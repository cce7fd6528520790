"""What sources cover: the examples that a run over them speaks for, and the sources that lie within others."""

import posixpath
from collections.abc import Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from docverify.address import top
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


def as_configured(source: SourceConfig, configured: Sequence[SourceConfig], root: str) -> SourceConfig:
    """The source of an argument, with its pages read as those of the nearest configured one that it lies within."""
    page = prefix(source, root)
    alike = [one for one in configured if (bool(one.git), bool(one.url)) == (bool(source.git), bool(source.url))]
    around = [one for one in alike if _surrounds(prefix(one, root), page)]
    if not around:
        return source
    nearest = max(around, key=lambda one: len(prefix(one, root)))
    return replace(source, language=nearest.language, labels=nearest.labels, setup=nearest.setup)


def _surrounds(start: str, page: str) -> bool:
    """The folder itself has everything but what lies above it."""
    return covers(start, page) and (bool(start) or page.partition("/")[0] != "..")


def prefix(source: SourceConfig, root: str) -> str:
    """What the paths of the source's pages begin with; `root` is the absolute folder that they are relative to."""
    if source.url:
        return top(source.url).partition("://")[2]  # many a site answers on both schemes
    if source.git:
        return f"{source.git}//"
    absolute = posixpath.normpath(posixpath.join(root, source.path))
    return "" if absolute == root else posixpath.relpath(absolute, root)


def covers(start: str, page: str) -> bool:
    """Whether a source whose pages begin so has this page."""
    if not start:
        return "//" not in page
    if page.startswith(("http://", "https://")) and "//" not in start:
        page = page.partition("://")[2]
    return page == start or page.startswith(start if start.endswith("/") else f"{start}/")
