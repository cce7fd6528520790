"""From sources to pages with their examples, one after the other; a bad page is a problem and stops nothing."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from docverify.errors import SourceError
from docverify.extract import extract
from docverify.model import Example, Page, Problem, SourceConfig
from docverify.registry import members


class ReadPage(Struct, frozen=True):
    """A page with all of its blocks as examples, and what is wrong with it."""

    page: Page
    examples: tuple[Example, ...]
    problems: tuple[Problem, ...]


def read_pages(sources: Sequence[SourceConfig], root: Path, state: Path) -> Iterator[ReadPage | Problem]:
    """Every page of the sources, each once: one that two sources name is read for the first."""
    formats, languages = members("formats"), members("languages")
    suffixes = {suffix: name for name, member in formats.items() for suffix in member.suffixes}
    seen: set[str] = set()
    for source in sources:
        for page in _member_for(source).pages(source, root, state, suffixes):
            if isinstance(page, Problem):
                yield page
            elif page.path not in seen:
                seen.add(page.path)
                yield _read(page, formats, languages)


def _read(page: Page, formats: dict[str, Any], languages: dict[str, Any]) -> ReadPage:
    blocks, problems = formats[page.format].blocks(page)
    return ReadPage(page, tuple(extract(page, blocks, languages)), (*page.problems, *problems))


def _member_for(source: SourceConfig) -> Any:
    for member in members("sources").values():
        if member.accepts(source):
            return member
    name = source.path or source.git or source.url
    raise SourceError(f"{name}: no reader for this kind of source", "give a path or a git URL")
