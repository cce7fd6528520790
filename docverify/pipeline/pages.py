"""From sources to pages with their examples, one after the other; a bad page is a problem and stops nothing."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from docverify.errors import SourceError
from docverify.extract import extract
from docverify.model import Example, Page, Problem, SourceConfig
from docverify.ports import Format, OpenSource, Place
from docverify.registry import members

INCLUDES = 16
"""Files that include each other in a row."""


class ReadPage(Struct, frozen=True):
    """A page with all of its blocks as examples, and what is wrong with it."""

    page: Page
    examples: tuple[Example, ...]
    problems: tuple[Problem, ...]


def make_place(root: Path, state: Path, **known: Any) -> Place:
    """A place for sources that knows the formats; `known` holds what else of a Place is known."""
    formats = members("formats").items()
    return Place(
        root,
        state,
        suffixes={suffix: name for name, member in formats for suffix in member.suffixes},
        named_suffixes={suffix: name for name, member in formats for suffix in member.named_suffixes},
        media_types={kind: name for name, member in formats for kind in member.media_types},
        **known,
    )


def read_pages(sources: Sequence[SourceConfig], place: Place) -> Iterator[ReadPage | Problem]:
    """Every page of the sources, each once: one that two sources name is read for the first."""
    formats, languages = members("formats"), members("languages")
    seen: set[str] = set()
    for source in sources:
        opened = _member_for(source).open(source, place)
        for page in opened.pages():
            if isinstance(page, Problem):
                yield page
            elif page.path not in seen:
                seen.add(page.path)
                whole = with_files(page, formats[page.format], opened)
                read = _read(replace(whole, language=page.language or source.language), formats, languages)
                if place.progress:
                    place.progress.found(len(read.examples))
                yield read


def with_files(page: Page, reader: Format, source: OpenSource) -> Page:
    """The page with the text of every file that it includes; a file may include others in turn."""
    for _ in range(INCLUDES):
        wanted = [name for name in reader.wants(page) if name not in page.files]
        if not wanted:
            break
        page = replace(page, files=page.files | source.files(page, wanted))
    return page


def _read(page: Page, formats: dict[str, Any], languages: dict[str, Any]) -> ReadPage:
    blocks, problems = formats[page.format].blocks(page)
    return ReadPage(page, tuple(extract(page, blocks, languages)), (*page.problems, *problems))


def _member_for(source: SourceConfig) -> Any:
    for member in members("sources").values():
        if member.accepts(source):
            return member
    name = source.path or source.git or source.url
    raise SourceError(f"{name}: no reader for this kind of source", "give a path or a git URL")
