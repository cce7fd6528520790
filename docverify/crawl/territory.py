"""Which addresses belong to a site: those below its top that its globs let through."""

from collections.abc import Sequence

from docverify.address import lies_below, origin
from docverify.crawl.content import is_asset
from docverify.model import SourceConfig
from docverify.reading.selection import make_spec


class Territory:
    """Of addresses in plain form; globs are held against the path below the top, with its query and without."""

    def __init__(self, config: SourceConfig, start: str) -> None:
        self.start = start
        """What its pages begin with."""
        self.include = make_spec(config.include, "include") if config.include else None
        self.exclude = make_spec(config.exclude, "exclude") if config.exclude else None
        self._known: dict[str, bool] = {}

    def has(self, url: str) -> bool:
        """True for an address that is asked for when a page leads there."""
        known = self._known.get(url)
        if known is None:
            known = self._known[url] = self._decide(url)
        return known

    def name(self, url: str) -> str:
        """The path that globs are held against."""
        return url.partition("?")[0][len(self.start) :].lstrip("/")

    def _decide(self, url: str) -> bool:
        if not lies_below(url, self.start):
            return False
        path = self.name(url)
        if is_asset(path) or url == origin(url) + "/robots.txt":
            return False
        names = (path, url[len(self.start) :].lstrip("/"))
        if self.exclude and any(map(self.exclude.match_file, names)):
            return False
        return self.include is None or any(map(self.include.match_file, names))

    def fits(self, pattern: str, urls: Sequence[str]) -> bool:
        """True when a glob matches one of the pages."""
        spec = make_spec([pattern], "include")
        return any(spec.match_file(self.name(url)) for url in urls)

    def excludes(self, url: str) -> bool:
        """True for what the user left out, wherever it lies on the host."""
        path = self.name(url) if lies_below(url, self.start) else url[len(origin(url)) + 1 :]
        return bool(self.exclude and self.exclude.match_file(path))
