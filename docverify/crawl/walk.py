"""The walk over a site: pages and problems in an order that depends on the site alone."""

import re
from collections.abc import AsyncIterator, Iterable, Iterator

from docverify.crawl.frontier import HOPS, MOST_QUERIES, Frontier, Step
from docverify.crawl.lists import Listed
from docverify.crawl.territory import Territory
from docverify.crawl.visit import Visit
from docverify.crawl.visitors import Visitors
from docverify.model import Problem, SourceConfig

_TWIN = re.compile(r"(?:/index)?(?:\.html?)?/?(?:\?.*)?$")
"""In what the addresses of one page may differ, when the page itself does not."""
_LATER = "try again later, or exclude it"
_NEVER = "exclude it, or have its site let docverify read it"
_LOST = "it was checked before; exclude it when it is gone for good"


class Walk:
    """Goes along the frontier, one address after the other, and says of each what the result has to hold.

    The answers are there before, as a rule: they were prepared as soon as a page led there.
    """

    def __init__(self, config: SourceConfig, territory: Territory, visitors: Visitors) -> None:
        self.config = config
        self.territory = territory
        self.visitors = visitors
        self.frontier = Frontier(config.max_depth)
        self.pages: list[str] = []
        self._twins: set[tuple[str, str]] = set()
        self._moved: dict[str, str] = {}

    def add_seed(self, url: str) -> None:
        self.frontier.add_seed(url)

    def add_listed(self, listed: Listed, depth: int) -> None:
        """Pages that a list of the site names."""
        for url, via in listed.pages:
            self._add((url,), depth, via)

    def add_known(self, urls: Iterable[str]) -> None:
        """Pages of an earlier run."""
        self._add(sorted(urls), 0, "")

    async def steps(self) -> AsyncIterator[Problem | Step]:
        """Problems, and the step to each page that has none."""
        for step in self.frontier:
            visit, children = await self.visitors.ask(step.url, step.depth)
            async for found in self._take(step, visit, children):
                if isinstance(found, Step):
                    if len(self.pages) == self.config.max_pages:
                        yield self._describe_full()
                        return
                    self.pages.append(found.url)
                yield found
        for problem in self._describe_end():
            yield problem

    async def _take(self, step: Step, visit: Visit, children: tuple[str, ...]) -> AsyncIterator[Problem | Step]:
        if visit.kind == "moved":
            async for problem in self._move(step, visit):
                yield problem
            return
        self._add(children, step.depth + 1, step.url)
        if visit.kind == "page":
            if visit.hushed:
                yield Problem(
                    step.url, "asks not to follow its links, and they were not", "name its pages in a sitemap"
                )
            if await self._is_needed(step, visit):
                yield step
        else:
            for problem in _describe(step, visit):
                yield problem

    def _add(self, urls: Iterable[str], depth: int, via: str) -> None:
        own = [url for url in urls if self.territory.has(url)]
        self.frontier.add(own, depth, via)
        if depth <= self.config.max_depth:
            self.visitors.prepare(own, depth)

    async def _move(self, step: Step, visit: Visit) -> AsyncIterator[Problem]:
        target = visit.target
        known = step.known or visit.known
        self._moved[step.url] = target
        if step.hops == HOPS:
            yield _describe_lasting(step, visit, f"redirects more than {HOPS} times in a row")
        elif not self.territory.has(target):
            if step.seed:
                hint = f"give {target} if that is the site" if target else "mend its redirect"
                yield Problem(step.url, f"leads out of the site, to {target or 'no web address'}", hint, fatal=True)
        elif self.frontier.go_on(step, target, known=known):
            return
        elif self._closes_circle(step.url):
            yield _describe_lasting(step, visit, "redirects in a circle")
        elif known and (await self.visitors.ask(target, step.depth))[0].kind == "failed":
            yield Problem(step.url, f"redirects to {target}, which could not be had", _LOST, fatal=True)

    def _closes_circle(self, url: str) -> bool:
        target = self._moved[url]
        for _ in range(len(self._moved)):
            if target == url:
                return True
            target = self._moved.get(target, "")
        return False

    async def _is_needed(self, step: Step, visit: Visit) -> bool:
        """False for a page that is there under another address too, which the page itself prefers, or which is known.

        Where the other one fails, it is told of: it was there before, maybe.
        """
        if visit.canonical and self.territory.has(visit.canonical):
            other, _ = await self.visitors.ask(visit.canonical, step.depth)
            speaks = other.speaks_for(visit)
            if speaks or other.kind == "failed":
                self.frontier.go_on(step, visit.canonical, hop=0)
            if speaks:
                return False
        twin = (_TWIN.sub("", visit.url), visit.digest)
        known = twin in self._twins
        self._twins.add(twin)
        return not known

    def _describe_full(self) -> Problem:
        what = f"has more than {self.config.max_pages} pages: the crawl stopped there"
        return Problem(self.territory.start, what, "raise max_pages, or narrow it with include and exclude", fatal=True)

    def _describe_end(self) -> Iterator[Problem]:
        """What is wrong with the walk as a whole."""
        for path, via in self.frontier.traps.items():
            what = f"has more than {MOST_QUERIES} addresses that differ in their query alone, linked from {via}"
            yield Problem(path, what, "exclude those that are no pages of their own", fatal=True)
        if self.frontier.deeper:
            what = f"{self.frontier.deeper} links lead deeper than max_depth = {self.config.max_depth}"
            yield Problem(self.territory.start, what, "raise max_depth to follow them")
        patterns = [pattern for pattern in self.config.include if not pattern.startswith(("!", "#"))]
        for pattern in patterns if self.pages else ():
            if not self.territory.fits(pattern, self.pages):
                yield Problem(self.territory.start, f'no page matches the glob "{pattern}"', "mend or remove it")


def _describe(step: Step, visit: Visit) -> Iterator[Problem]:
    """What there is to say of an address that holds no page."""
    if visit.kind == "failed" and visit.lasting:
        yield _describe_lasting(step, visit, visit.detail)
    elif visit.kind == "failed":
        yield Problem(step.url, visit.detail, _LATER, fatal=True)
    elif visit.kind == "gone":
        linked = f", and {step.via} leads to it" if step.via else ""
        yield Problem(step.url, f"is not there (status {visit.detail}){linked}", "mend the link", fatal=step.seed)
    elif step.seed:
        yield Problem(step.url, f"is no page of a known format: {visit.detail or 'of no type'}", fatal=True)


def _describe_lasting(step: Step, visit: Visit, why: str) -> Problem:
    """What the next crawl will meet again keeps none from being complete, unless there was a page."""
    if step.seed:
        return Problem(step.url, why, "give another address, or have its site let docverify read it", fatal=True)
    if step.known or visit.known:
        return Problem(step.url, why, _LOST, fatal=True)
    return Problem(step.url, f"not checked: {why}", _NEVER)
