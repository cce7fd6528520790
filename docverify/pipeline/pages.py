"""From sources to pages with their examples, one after the other; a bad page is a problem and stops nothing."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from docverify.errors import SourceError
from docverify.extract import extract
from docverify.guess import label
from docverify.model import Block, Example, Page, Problem, SourceConfig
from docverify.ports import Format, OpenSource, Place
from docverify.registry import members
from docverify.store.pages import PageCache, make_key
from docverify.voter import load_voter

PAGES = "pages.db"
"""File below the state that holds what unchanged pages were read to."""
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


def read_pages(sources: Sequence[SourceConfig], place: Place, *, fresh: bool = False) -> Iterator[ReadPage | Problem]:
    """Every page of the sources, each once: one that two sources name is read for the first.

    A page that did not change since it was last read is not parsed again, unless `fresh` says so.
    """
    with closing(PageCache(place.state / PAGES)) as cache:
        yield from _Reading(place, cache, fresh=fresh).pages(sources)


class _Reading:
    """One run over the sources."""

    def __init__(self, place: Place, cache: PageCache, *, fresh: bool) -> None:
        self.place = place
        self.cache = cache
        self.fresh = fresh
        self.formats: dict[str, Format] = members("formats")
        self.languages = members("languages")
        self.voter = load_voter()

    def pages(self, sources: Sequence[SourceConfig]) -> Iterator[ReadPage | Problem]:
        seen: set[str] = set()
        for source in sources:
            opened = _member_for(source).open(source, self.place)
            with closing(opened.pages()) as pages:
                for page in pages:
                    if isinstance(page, Problem):
                        yield page
                    elif page.path not in seen:
                        seen.add(page.path)
                        yield self._safely(replace(page, language=page.language or source.language), opened)

    def _safely(self, page: Page, opened: OpenSource) -> ReadPage:
        """A defect of ours costs one page and is said; it never stops the others."""
        try:
            return self._read(page, opened)
        except Exception as error:
            what = f"could not be read, which is a defect of docverify: {type(error).__name__}: {error}"
            return ReadPage(page, (), (*page.problems, Problem(page.path, what, "report it with the page", fatal=True)))

    def _read(self, page: Page, opened: OpenSource) -> ReadPage:
        blocks, problems = self._blocks(page, opened)
        if page.source:
            from docverify.join import join

            own, more = self._blocks(page.source, opened)
            blocks, problems = join(blocks, own, page.path), [*problems, *more]
        if self.place.progress:
            self.place.progress.found(len(blocks))
        return ReadPage(page, tuple(self._examples(page, blocks)), (*page.problems, *problems))

    def _examples(self, page: Page, blocks: Sequence[Block]) -> list[Example]:
        """Read once with the page's own labels, since what is an output needs no other, and again with those found."""
        examples = extract(page, blocks, self.languages)
        labelled = label(page, examples, self.voter)
        return examples if labelled == list(blocks) else extract(page, labelled, self.languages)

    def _blocks(self, page: Page, opened: OpenSource) -> tuple[list[Block], list[Problem]]:
        reader = self.formats[page.format]
        whole = with_files(page, reader, opened)
        key = make_key(whole)
        read = opened.blocks(whole)
        found = None if self.fresh or read else self.cache.get(key)
        if found is None:
            found = read or reader.blocks(whole)
            self.cache.put(key, found)
        return found


def with_files(page: Page, reader: Format, source: OpenSource) -> Page:
    """The page with the text of every file that it includes; a file may include others in turn."""
    for _ in range(INCLUDES):
        wanted = [name for name in reader.wants(page) if name not in page.files]
        if not wanted:
            break
        page = replace(page, files=page.files | source.files(page, wanted))
    return page


def had_problems(problems: Iterable[Problem]) -> bool:
    """True when a page that has to be there is not, or not all of it."""
    return any(problem.fatal for problem in problems)


def _member_for(source: SourceConfig) -> Any:
    for member in members("sources").values():
        if member.accepts(source):
            return member
    name = source.path or source.git or source.url
    raise SourceError(f"{name}: no reader for this kind of source", "give a path, a git URL or the URL of a site")
