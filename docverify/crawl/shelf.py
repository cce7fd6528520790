"""Copies of what hosts have: each address is asked for once a crawl, with a condition where a copy is there already."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from docverify import __version__
from docverify.address import join, origin, plain
from docverify.crawl.answer import Answer
from docverify.crawl.cache import Cache, Copy, pack
from docverify.crawl.content import read_content_type
from docverify.crawl.fetch import Fetcher
from docverify.crawl.notes import Blocks, Decoded, read_page
from docverify.crawl.refusal import is_lasting
from docverify.crawl.transport import Reply
from docverify.reading.decode import decode

REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({404, 410})
UNKNOWN_USER = 401
HOPS = 5
"""Redirects in a row that are followed for a file."""
NOT_KEPT = "is not in the cache"
ROOM = 8_000_000
"""Characters of pages that are kept until they are asked for; the others are unpacked and decoded again."""


class Denial(NamedTuple):
    """Why an address may not be asked for; `why` is empty when it may."""

    why: str = ""
    lasting: bool = False
    """True when the next crawl may not ask either."""


Guard = Callable[[str], Awaitable[Denial]]


class Found(Struct, frozen=True):
    """What is known of an address now: its copy, or why there is none, with an older copy if there is one."""

    copy: Copy | None = None
    problem: str = ""
    status: int = 0
    """Of the reply that is no copy of anything."""
    lasting: bool = False
    """True for a problem that the next crawl will meet again."""
    older: Copy | None = None
    """The page that was there before."""


class Shelf:
    """The copies of one site, for everything that asks for a part of it."""

    def __init__(self, cache: Cache, fetcher: Fetcher | None, clock: Callable[[], float] = time.time) -> None:
        self.cache = cache
        self.fetcher = fetcher
        """None when nothing may be fetched."""
        self.clock = clock
        self.guard: Guard = _allow
        self._under_way: dict[str, asyncio.Future[Found]] = {}
        self._blocks: dict[str, Blocks] = {}
        self._kept: dict[str, tuple[Copy, Decoded]] = {}
        self._room = ROOM

    async def find(self, url: str) -> Found:
        """The copy of an address in plain form, of this crawl; a redirect is a copy like others."""
        known = self.cache.load(url)
        if known and (known.crawl == self.cache.crawl or self.fetcher is None):
            return self._recall(known)
        if self.fetcher is None:
            return Found(problem=NOT_KEPT)
        if url in self._under_way:
            return await self._under_way[url]
        future = self._under_way[url] = asyncio.get_running_loop().create_future()
        try:
            found = await self._fetch(url, known, self.fetcher)
            future.set_result(found)
            return found
        except BaseException:
            future.cancel()
            raise
        finally:
            del self._under_way[url]

    def take_blocks(self, url: str) -> Blocks | None:
        """Those of a page that was parsed in this crawl, and not asked for before."""
        return self._blocks.pop(url, None)

    async def take(self, url: str) -> tuple[Copy, Decoded] | None:
        """The copy of a page with its text, and what was wrong with that; None when there is no copy."""
        kept = self._kept.pop(url, None)
        if kept:
            self._room += len(kept[1][0])
            return kept
        copy = (await self.find(url)).copy
        return (copy, decode(copy.body, url, copy.charset)) if copy else None

    async def follow(self, url: str) -> Answer:
        """What lies there, after redirects on the same host."""
        address, status = plain(url), 0
        for _ in range(HOPS + 1):
            found = await self.find(address) if address else Found(problem="is no web address")
            copy = found.copy
            if copy is None:
                lasting = found.lasting and not found.older
                return Answer(address, found.status, problem=found.problem, lasting=lasting)
            if copy.status not in REDIRECTS:
                return _answer(copy)
            status = copy.status
            if origin(copy.location) != origin(address):
                return Answer(address, status, problem="leads to another host", lasting=True)
            address = copy.location
        return Answer(address, status, problem="redirects too often", lasting=True)

    def _recall(self, copy: Copy) -> Found:
        if copy.problem:
            return Found(problem=copy.problem, status=copy.status, lasting=True)
        return Found(self._reread(copy))

    def _reread(self, copy: Copy) -> Copy:
        """With what this release reads from the page, when another one made the copy."""
        if copy.maker == __version__ or copy.status != 200:
            return copy
        return self._parse(copy, copy.body)[0]

    async def _fetch(self, url: str, known: Copy | None, fetcher: Fetcher) -> Found:
        whole = known if known and known.status == 200 and known.packed else None
        denial = await self.guard(url)
        if denial.why:
            return self._fail(url, Found(problem=denial.why, lasting=denial.lasting, older=whole))
        reply = await fetcher.get(url, _validators(whole) if whole else {})
        if reply.status == 304 and whole:
            self.cache.renew(url, self.clock())
            return Found(self._reread(whole))
        problem = _describe(reply)
        if problem:
            return self._fail(url, Found(None, problem, reply.status, is_lasting(reply), whole))
        copy = _make(url, self.cache.crawl, reply)
        if copy.status == 200:
            copy, decoded = self._parse(copy, reply.body)
            self._keep(copy, decoded)
        self.cache.store(copy, self.clock())
        return Found(copy, older=whole)

    def _parse(self, copy: Copy, body: bytes) -> tuple[Copy, Decoded]:
        """The copy of a page with its notes, and its text; its blocks are kept until they are taken."""
        read = read_page(copy.url, body, copy.media_type, copy.charset)
        if read.blocks:
            self._blocks[copy.url] = read.blocks
        return replace(copy, notes=read.notes, maker=__version__), read.decoded

    def _keep(self, copy: Copy, decoded: Decoded) -> None:
        """A page that was just fetched, until it is taken; what is no page has no text."""
        size = len(decoded[0])
        if 0 < size <= self._room:
            self._room -= size
            self._kept[copy.url] = copy, decoded

    def _fail(self, url: str, found: Found) -> Found:
        """A page that was there before is kept; of what never was, and will not be, that is remembered."""
        if found.older:
            self.cache.meet(url)
        elif found.lasting:
            crawl = self.cache.crawl
            self.cache.store(Copy(url, crawl, found.status, maker=__version__, problem=found.problem), self.clock())
        return found


async def _allow(url: str) -> Denial:
    del url
    return Denial()


def _validators(copy: Copy) -> dict[str, str]:
    pairs = (("if-none-match", copy.etag), ("if-modified-since", copy.modified))
    return {name: value for name, value in pairs if value}


def _describe(reply: Reply) -> str:
    """Why the reply is no copy of anything; empty when it is."""
    if reply.failure:
        return reply.failure
    if reply.status in REDIRECTS and reply.headers.get("location"):
        return ""
    if reply.status == 200 or reply.status in GONE:
        return ""
    wish = ", and wants [credentials]" if reply.status == UNKNOWN_USER else ""
    return f"answers with status {reply.status}{wish}"


def _make(url: str, crawl: int, reply: Reply) -> Copy:
    media_type, charset = read_content_type(reply.headers.get("content-type", ""))
    return Copy(
        url=url,
        crawl=crawl,
        status=reply.status,
        location=join(url, reply.headers["location"]) if reply.status in REDIRECTS else "",
        etag=reply.headers.get("etag", ""),
        modified=reply.headers.get("last-modified", ""),
        media_type=media_type,
        charset=charset,
        packed=reply.packed or pack(reply.body),
        maker=__version__,
    )


def _answer(copy: Copy) -> Answer:
    problem = "" if copy.status == 200 else f"is not there (status {copy.status})"
    return Answer(copy.url, copy.status, copy.body if not problem else b"", copy.media_type, copy.charset, problem)
