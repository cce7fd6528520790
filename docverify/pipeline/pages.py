"""From sources to pages with their examples, one after the other; a bad page is a problem and stops nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from docverify.errors import SourceError, UsageError
from docverify.model import Block, Example, Page, Problem, SourceConfig
from docverify.ports import Format, OpenSource, Place
from docverify.registry import members
from docverify.store.answers import Answer
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
    setups: tuple[Example, ...] = ()
    """What the config declares to run before them, for each language in which some of them run."""

    @property
    def running(self) -> tuple[Example, ...]:
        """All that a run of the page is about: the setups, then the examples."""
        return (*self.setups, *self.examples)

    def runnable(self) -> int:
        """How many of its examples are to be run, or read by what runs behind the wall too."""
        return sum(one.to_parse or (one.refusal is None and bool(one.steps)) for one in self.examples)


class Recalled(Struct, frozen=True):
    """A page of which an earlier run tells what it came to."""

    page: Page
    answer: Answer


Recall = Callable[[Page], Answer | None]
"""What an earlier run tells of a page, given with the text of everything that it includes."""


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
    for page in recall_pages(sources, place, lambda _: None, fresh=fresh):
        assert not isinstance(page, Recalled)
        yield page


def recall_pages(
    sources: Sequence[SourceConfig],
    place: Place,
    recall: Recall,
    *,
    fresh: bool = False,
    opened: Callable[[OpenSource], None] = lambda _: None,
) -> Iterator[ReadPage | Recalled | Problem]:
    """The same, but for pages that can be recalled: of those nothing is read but the text.

    `opened` is told of each source.
    """
    with closing(PageCache(place.state / PAGES)) as cache:
        yield from _Reading(place, cache, recall, opened, fresh=fresh).pages(sources)


def read_anew(page: Page, place: Place, source: OpenSource) -> ReadPage:
    """One page of a source, past everything that was kept of it."""
    quiet = replace(place, progress=None)
    read = _Reading(quiet, _NoCache(), lambda _: None, lambda _: None, fresh=True).read(page, source)
    assert not isinstance(read, Recalled)
    return read


class _NoCache:
    """Keeps nothing."""

    def get(self, _key: bytes) -> None:
        return None

    def put(self, _key: bytes, _read: tuple[list[Block], list[Problem]]) -> None:
        return None


class _Reading:
    """One run over the sources."""

    def __init__(
        self,
        place: Place,
        cache: PageCache | _NoCache,
        recall: Recall,
        opened: Callable[[OpenSource], None],
        *,
        fresh: bool,
    ) -> None:
        self.place = place
        self.cache = cache
        self.recall = recall
        self.opened = opened
        self.fresh = fresh
        self.formats: Mapping[str, Format] = members("formats")

    @cached_property
    def languages(self) -> Mapping[str, Any]:
        return members("languages")

    @cached_property
    def voter(self) -> Callable[[str], str] | None:
        return load_voter()

    def pages(self, sources: Sequence[SourceConfig]) -> Iterator[ReadPage | Recalled | Problem]:
        seen: set[str] = set()
        for source in sources:
            opened = _member_for(source).open(source, self.place)
            self.opened(opened)
            with closing(opened.pages()) as pages:
                for page in pages:
                    if isinstance(page, Problem):
                        yield page
                    elif page.path not in seen:
                        seen.add(page.path)
                        language = page.language or source.language
                        told = replace(page, language=language, labels=source.labels, setup=source.setup)
                        yield self.read(told, opened)

    def read(self, page: Page, opened: OpenSource) -> ReadPage | Recalled:
        """A defect of ours costs one page and is said; it never stops the others."""
        try:
            return self._read(page, opened)
        except UsageError:  # of the config: it holds for all pages
            raise
        except Exception as error:
            what = f"could not be read, which is a defect of docverify: {type(error).__name__}: {error}"
            return ReadPage(page, (), (*page.problems, Problem(page.path, what, "report it with the page", fatal=True)))

    def _read(self, page: Page, opened: OpenSource) -> ReadPage | Recalled:
        whole, source = self._with_files(page, opened), page.source and self._with_files(page.source, opened)
        answer = self.recall(replace(whole, source=source))
        if answer is not None:
            opened.blocks(whole)  # what the source made of the page is kept until somebody takes it
            self._found(len(answer.rows))
            return Recalled(page, answer)
        blocks, problems = self._blocks(whole, opened)
        if source:
            from docverify.join import join

            own, more = self._blocks(source, opened)
            blocks, problems = join(blocks, own, page.path), [*problems, *more]
        self._found(len(blocks))
        examples = tuple(self._examples(page, blocks))
        return ReadPage(page, examples, (*page.problems, *problems), self._setups(page, examples))

    def _examples(self, page: Page, blocks: Sequence[Block]) -> list[Example]:
        """Read once with the page's own labels, since what is an output needs no other, and again with those found."""
        from docverify.extract import extract  # what pages are recalled of needs none of it
        from docverify.guess import label

        given = self.place.provided
        examples = extract(page, blocks, self.languages, given)
        labelled = label(page, examples, self.voter)
        return examples if labelled == list(blocks) else extract(page, labelled, self.languages, given)

    def _setups(self, page: Page, examples: Sequence[Example]) -> tuple[Example, ...]:
        if not page.setup:
            return ()
        from docverify.extract import setups

        found = setups(page, examples, self.languages, self.place.provided)
        for one in found:
            if one.refusal:
                why = one.refusal.detail or one.refusal.reason
                raise UsageError(f"{one.declared}: the setup of {one.language} cannot run: {why}", "correct it there")
        return found

    def _found(self, blocks: int) -> None:
        if self.place.progress:
            self.place.progress.found(blocks)

    def _with_files(self, page: Page, opened: OpenSource) -> Page:
        return with_files(page, self.formats[page.format], opened)

    def _blocks(self, whole: Page, opened: OpenSource) -> tuple[list[Block], list[Problem]]:
        reader = self.formats[whole.format]
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


def _member_for(source: SourceConfig) -> Any:
    for member in members("sources").values():
        if member.accepts(source):
            return member
    name = source.path or source.git or source.url
    raise SourceError(f"{name}: no reader for this kind of source", "give a path, a git URL or the URL of a site")
