"""Pages of a site, crawled over HTTP."""

import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from docverify.address import hide_user, join, origin, plain, top
from docverify.crawl.limits import Limits
from docverify.errors import SourceError, UsageError
from docverify.locking import locked
from docverify.model import Page, Problem, SourceConfig
from docverify.ports import Place
from docverify.reading.decode import decode
from docverify.reading.selection import make_spec

if TYPE_CHECKING:
    from docverify.crawl.background import Background
    from docverify.crawl.crawl import Crawl
    from docverify.crawl.notes import Blocks

ROOM = 128
"""Pages that wait for whoever reads them."""
WAIT_SECONDS = 5.0
"""How long another docverify that crawls the same site is waited for."""
FILE_SECONDS = 300.0
"""How long the file that a page includes is waited for."""


class WebSource:
    """A site; a page's identity is its canonical URL."""

    name = "web"

    def __init__(self, limits: Limits = Limits()) -> None:  # noqa: B008 - frozen
        self.limits = limits

    def accepts(self, config: SourceConfig) -> bool:
        return bool(config.url)

    def open(self, config: SourceConfig, place: Place) -> "Site":
        shown = hide_user(config.url)
        if shown != config.url:
            host = urlsplit(shown).netloc
            hint = f'name the variables that hold them: [credentials."{host}"] with user_env and password_env'
            raise SourceError(f"{shown}: a user and a password do not belong into an address", hint)
        if not plain(config.url):
            raise UsageError(f"{shown!r} is no address of a site", "write https://docs.example.org/")
        for key in ("include", "exclude"):
            make_spec(getattr(config, key), key)  # a glob that is none is said before anything is fetched
        return Site(config, place, self.limits)


class Site:
    """A site and the copies of it that are kept."""

    def __init__(self, config: SourceConfig, place: Place, limits: Limits) -> None:
        self.config = config
        self.place = place
        self.limits = limits
        self.file = place.state / "crawl" / name_file(top(config.url))
        self._open: tuple[Background, Crawl] | None = None

    def pages(self) -> Generator[Page | Problem]:
        """By links from the seed, then as pages name them; they are crawled on while one is looked at."""
        if self.place.offline and not self.file.exists():
            hint = "check it once without --offline"
            yield Problem(self.config.url, "is not in the cache: it was never crawled", hint, fatal=True)
            return
        with self._locked(), self._crawling() as (background, crawl):
            from docverify.crawl.background import Handover

            handover: Handover[Page | Problem] = Handover(background, ROOM)
            running = background.submit(crawl.run(handover.put))
            running.add_done_callback(handover.end)
            yield from handover.items()
            running.result()

    def files(self, page: Page, names: Sequence[str]) -> dict[str, str | None]:
        """Files that lie on the page's own host, while the crawl is open."""
        return {name: self._file(page, name) for name in names}

    def blocks(self, page: Page) -> "Blocks | None":
        """Those of a rendered page that this crawl fetched: it was parsed for its links."""
        return self._open[1].shelf.take_blocks(page.path) if self._open and page.format == "html" else None

    def _file(self, page: Page, name: str) -> str | None:
        base = page.path if plain(page.path) else page.url
        for url in _candidates(name, base, self.config.url):
            if self._open is None or origin(url) != origin(plain(base)):
                continue
            background, crawl = self._open
            answer = background.submit(crawl.follow(url)).result(FILE_SECONDS)
            if not answer.problem:
                text, problems = decode(answer.body, url, answer.charset)
                return None if any(problem.fatal for problem in problems) else text
        return None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One crawl of a site at a time."""
        if self.place.offline:
            yield
            return
        with ExitStack() as held:
            try:
                self.file.parent.mkdir(parents=True, exist_ok=True)
                held.enter_context(locked(self.file.with_suffix(".lock"), WAIT_SECONDS))
            except TimeoutError:
                raise SourceError(f"another docverify crawls {self.config.url}", "wait until it has ended") from None
            except OSError as error:
                hint = "give a folder with --state"
                raise SourceError(f"cannot keep copies in {self.file.parent}: {error.strerror}", hint) from None
            yield

    @contextmanager
    def _crawling(self) -> "Iterator[tuple[Background, Crawl]]":
        from docverify.crawl.background import Background
        from docverify.crawl.cache import Cache
        from docverify.crawl.crawl import Crawl

        crawl = Crawl(self.config, self.place, Cache(self.file), self.limits)
        background = Background("crawl")
        self._open = background, crawl
        try:
            yield background, crawl
        finally:
            self._open = None
            background.close(crawl.close())


def name_file(start: str) -> str:
    """One a site, whose name says which."""
    host = re.sub(r"[^a-z0-9.-]+", "_", start.partition("//")[2].lower())[:80].strip("._")
    return f"{host}-{sha256(start.encode()).hexdigest()[:12]}.db"


def _candidates(name: str, base: str, site: str) -> Iterator[str]:
    """Where a file may be, nearest first: one that begins with `/` is looked for in each folder from the site's up."""
    if not name.startswith("/"):
        yield join(base, name)
        return
    start = top(site)
    shortest = len(origin(f"{start}/"))
    while len(start) >= shortest:
        yield join(f"{start}/", name.lstrip("/"))
        start = start.rpartition("/")[0]


web = WebSource()
