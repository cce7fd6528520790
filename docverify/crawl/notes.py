"""What a crawl remembers of a page, so that one that did not change is not parsed again."""

from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from docverify.address import origin, plain
from docverify.crawl.content import HTML
from docverify.formats.hypertext.links import Links, read_links
from docverify.model import Block, Page, Problem
from docverify.reading.decode import decode

if TYPE_CHECKING:
    from docverify.formats.hypertext.tree import Tree


Blocks = tuple[list[Block], list[Problem]]
Decoded = tuple[str, tuple[Problem, ...]]
LONGEST = 1_000_000
"""Characters of a page whose blocks are read at once; a longer one would keep other hosts waiting."""


class Notes(Struct, frozen=True, array_like=True):
    """Read once from each page."""

    digest: str
    """Of the body: two addresses of one page have the same."""
    listings: int = 0
    """How many elements of preformatted text the page has."""
    links: Links = Links()
    """Those of the same origin, in plain form."""


class Read(NamedTuple):
    """What one look at a page gave."""

    notes: bytes
    blocks: Blocks | None = None
    """What the format `html` makes of it, if it was worth the look."""
    decoded: Decoded = ("", ())


def read_page(url: str, body: bytes, media_type: str, charset: str) -> Read:
    """Parses a page once, for its links and for its blocks."""
    digest = blake2b(body, digest_size=12).hexdigest()
    if media_type not in HTML:
        return Read(msgspec.msgpack.encode(Notes(digest)))
    decoded = decode(body, url, charset)
    text = decoded[0]
    from docverify.formats.hypertext.tree import Tree  # the parser costs much, and pages that are no HTML do without

    tree = Tree(text)
    blocks = _read_blocks(Page(url, "html", text), tree) if len(text) <= LONGEST else None
    links, start = read_links(tree.root, url), origin(url)
    own = {address: None for one in links.follow if (address := _own(one, start))}
    notes = Notes(digest, text.count("<pre"), replace(links, follow=tuple(own)))
    return Read(msgspec.msgpack.encode(notes), blocks, decoded)


def _read_blocks(page: Page, tree: "Tree") -> Blocks | None:
    """None for a page that brings a defect of ours to light: it shows again where it can be told."""
    from docverify.formats.hypertext.reading import Reader

    try:
        return Reader(page, tree).read()
    except Exception:
        return None


def unpack_notes(packed: bytes) -> Notes:
    return _DECODER.decode(packed) if packed else Notes("")


_DECODER = msgspec.msgpack.Decoder(Notes)
_plain = lru_cache(65_536)(plain)
"""The pages of a site lead to each other: most addresses are met on every page."""


def _own(address: str, start: str) -> str:
    """The plain form of an address of this origin; empty for one elsewhere.

    A site under TLS that names itself without means itself.
    """
    own = _plain(address)
    if start.startswith("https:") and own.startswith("http:"):
        own = f"https{own[4:]}"
    return own if own.startswith(start) and own[len(start)] == "/" else ""
