"""The pages that a site lists itself, in its sitemaps or its `llms.txt`."""

import re
from collections import deque
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from msgspec import Struct

from docverify.address import origin
from docverify.crawl.answer import Answer
from docverify.crawl.content import HTML
from docverify.crawl.shelf import GONE, NOT_KEPT, Shelf
from docverify.crawl.sitemap import Sitemap, read_list, read_sitemap
from docverify.model import Problem

MOST_FILES = 1000
"""Sitemaps of one site."""
LLMS = "llms.txt"
_SITEMAP = re.compile(r"(?:sitemap[^/]*\.(?:xml|txt)|\.xml)(?:\.gz)?$", re.IGNORECASE)
_HINT = "mend it, or exclude it"


class Listed(Struct, frozen=True):
    """What the lists of a site name."""

    pages: tuple[tuple[str, str], ...] = ()
    """The address of each page, and of the list that names it."""
    problems: tuple[Problem, ...] = ()


def is_list(url: str) -> bool:
    """True for an address that a user gives to name many pages."""
    path = urlsplit(url).path
    return path.rpartition("/")[2] == LLMS or bool(_SITEMAP.search(path))


class Lists:
    """Reads sitemaps and what they lead to, all of one origin."""

    def __init__(self, shelf: Shelf, start: str, excludes: Callable[[str], bool]) -> None:
        self.shelf = shelf
        self.origin = origin(start + "/")
        self.excludes = excludes
        """Whether the user leaves out a list."""

    async def read(self, named: Iterable[str], guessed: Iterable[str] = ()) -> Listed:
        """A list that is named must be there; one that is guessed may be missing."""
        guesses = set(guessed) - set(named)
        line = deque(dict.fromkeys((*named, *guessed)))
        seen: set[str] = set(line)
        pages: dict[str, str] = {}
        problems: list[Problem] = []
        while line:
            url = line.popleft()
            if origin(url) != self.origin or self.excludes(url):
                continue
            found, problem = await self._read(url, guess=url in guesses)
            problems += [problem] if problem else []
            for page in found.pages:
                pages.setdefault(page, url)
            new = [one for one in found.maps if one not in seen][: MOST_FILES - len(seen)]
            seen.update(new)
            line.extend(new)
        return Listed(tuple(pages.items()), tuple(problems))

    async def _read(self, url: str, *, guess: bool) -> tuple[Sitemap, Problem | None]:
        answer = await self.shelf.follow(url)
        if answer.problem:
            return Sitemap(), _describe(url, answer, guess=guess)
        if answer.media_type in HTML:  # what some servers send for every address
            return Sitemap(), None if guess else Problem(url, "is a page and no sitemap", _HINT)
        if url.endswith(f"/{LLMS}"):
            return Sitemap(read_list(answer.body.decode("utf-8", "replace"), answer.url)), None
        found = read_sitemap(answer.body, answer.url)
        return found, Problem(url, found.problem, _HINT) if found.problem else None


def _describe(url: str, answer: Answer, *, guess: bool) -> Problem | None:
    """A list that cannot be had now, but could before, may name pages that nothing else leads to."""
    if guess and (answer.lasting or answer.status in GONE or answer.problem == NOT_KEPT):
        return None
    if answer.status in GONE:
        return Problem(url, answer.problem, "mend the link to it")
    if answer.lasting:
        return Problem(url, f"not read: {answer.problem}", _HINT)
    return Problem(url, answer.problem, "try again later, or exclude it", fatal=True)
