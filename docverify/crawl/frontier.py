"""The order of a walk over a site: by links from a seed, then as pages name them, whatever answers first. Pure."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator

from msgspec import Struct

MOST_QUERIES = 200
"""Addresses that differ in their query alone, after which further ones are taken for a trap."""
HOPS = 10
"""Redirects in a row."""


class Step(Struct, frozen=True):
    """One address to visit."""

    url: str
    depth: int
    via: str = ""
    """The page, or the list of pages, that leads there."""
    seed: bool = False
    """True for what the user named."""
    hops: int = 0
    known: bool = False
    """True when there was a page before at the address that was redirected here."""


class Frontier:
    """Hands out each address once."""

    def __init__(self, most_depth: int) -> None:
        self.most_depth = most_depth
        self.deeper = 0
        """Links that were left since they lie too deep; each counts as often as it was met."""
        self.traps: dict[str, str] = {}
        """Path that has too many queries, to the page that led there."""
        self._line: deque[Step] = deque()
        self._seen: set[str] = set()
        self._queries: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Step]:
        while self._line:
            yield self._line.popleft()

    def add(self, urls: Iterable[str], depth: int, via: str) -> None:
        """At the end of the line."""
        if depth > self.most_depth:
            self.deeper += sum(url not in self._seen for url in urls)
            return
        for url in urls:
            if url not in self._seen and self._is_new_query(url, via):
                self._seen.add(url)
                self._line.append(Step(url, depth, via))

    def add_seed(self, url: str) -> None:
        self._seen.add(url)
        self._line.append(Step(url, 0, seed=True))

    def go_on(self, step: Step, url: str, *, hop: int = 1, known: bool = False) -> bool:
        """Puts what a step leads to in its place; False when it is seen already."""
        if url in self._seen:
            return False
        self._seen.add(url)
        self._line.appendleft(Step(url, step.depth, step.via, step.seed, step.hops + hop, step.known or known))
        return True

    def _is_new_query(self, url: str, via: str) -> bool:
        path, _, query = url.partition("?")
        if not query:
            return True
        if self._queries[path] >= MOST_QUERIES:
            self.traps.setdefault(path, via)
            return False
        self._queries[path] += 1
        return True
