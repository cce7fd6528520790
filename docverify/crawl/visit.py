"""What one address turned out to be."""

from msgspec import Struct

from docverify.address import plain
from docverify.crawl.cache import Copy
from docverify.crawl.content import HTML, choose_format
from docverify.crawl.notes import Notes, unpack_notes
from docverify.crawl.shelf import GONE, REDIRECTS, Found
from docverify.ports import Place


class Visit(Struct, frozen=True):
    """`kind` is `page`, `other` (nothing that examples are in), `moved`, `gone` or `failed`."""

    url: str
    kind: str
    detail: str = ""
    """Why it failed, the status of what is gone, or the kind of content."""
    target: str = ""
    """Where it moved, in plain form; empty when that is no web address."""
    canonical: str = ""
    """The address that the page calls its own, in plain form; empty when that is this one, or none."""
    digest: str = ""
    listings: int = 0
    hushed: bool = False
    """True when the page asks not to follow its links."""
    known: bool = False
    """True when there was a page before."""
    lasting: bool = False
    """True for a failure that the next crawl will meet again."""

    def speaks_for(self, other: "Visit") -> bool:
        """True when a page that names this one as its canonical form is not needed beside it.

        A site may name a wrong one on every page: what holds less than the page cannot stand for it.
        """
        return self.kind == "page" and not self.canonical and self.listings >= other.listings


def read_visit(url: str, found: Found, place: Place) -> tuple[Visit, tuple[str, ...]]:
    """With the addresses that it leads to; those of a page that could not be had now are the ones that it had."""
    copy, known = found.copy, found.older is not None or url in place.known
    if copy is None:
        return Visit(url, "failed", found.problem, known=known, lasting=found.lasting), _children(found.older)[1]
    if copy.status in GONE:
        return Visit(url, "gone", str(copy.status)), ()
    if copy.status in REDIRECTS:
        return Visit(url, "moved", target=copy.location, known=known), ()
    notes, children = _children(copy)
    links = notes.links
    if not choose_format(url, copy.media_type, place):
        return Visit(url, "other", copy.media_type), children
    canonical = plain(links.canonical) if links.canonical else ""
    return Visit(
        url,
        "page",
        canonical="" if canonical == url else canonical,
        digest=notes.digest,
        listings=notes.listings,
        hushed=links.nofollow and bool(links.follow),
    ), children


def _children(copy: Copy | None) -> tuple[Notes, tuple[str, ...]]:
    """Other forms of the page, and what it is built from, are no pages of their own."""
    notes = unpack_notes(copy.notes) if copy else Notes("")
    links = notes.links
    if copy is None or copy.media_type not in HTML or links.nofollow:
        return notes, ()
    own = {*links.sources, *(url for kind, url in links.alternates if kind not in HTML)}
    sent_on = (plain(links.refresh),) if links.refresh else ()
    return notes, (*sent_on, *(url for url in links.follow if url not in own))
