"""What a crawl remembers of a page, so that one that did not change is not parsed again."""

from functools import lru_cache
from hashlib import blake2b

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from docverify.address import origin, plain
from docverify.crawl.content import HTML
from docverify.formats.hypertext.links import Links, read_links
from docverify.reading.decode import decode


class Notes(Struct, frozen=True, array_like=True):
    """Read once from each page."""

    digest: str
    """Of the body: two addresses of one page have the same."""
    listings: int = 0
    """How many elements of preformatted text the page has."""
    links: Links = Links()
    """Those of the same origin, in plain form."""


def read_notes(url: str, body: bytes, media_type: str, charset: str) -> bytes:
    digest = blake2b(body, digest_size=12).hexdigest()
    if media_type not in HTML:
        return msgspec.msgpack.encode(Notes(digest))
    text, _ = decode(body, url, charset)
    links, start = read_links(text, url), origin(url)
    own = {address: None for one in links.follow if (address := _own(one, start))}
    return msgspec.msgpack.encode(Notes(digest, text.count("<pre"), replace(links, follow=tuple(own))))


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
