"""Recordings that others made, in HAR: what browsers and tools for HTTP save."""

from base64 import b64decode
from binascii import Error
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

from docverify.cassettes.written import Cassette, Kept, Said, said
from docverify.errors import BackendError

ENDING = ".har"
_PACKED = ("content-encoding", "content-length", "transfer-encoding")
"""How a body was carried; an archive holds it as it reads."""


class Pair(Struct, frozen=True, gc=False):
    name: str
    value: str = ""


class Content(Struct, frozen=True, gc=False, rename="camel"):
    """A body."""

    text: str = ""
    encoding: str = ""
    comment: str = ""
    """Where docverify says how the body of a request is written."""
    params: list[Pair] = []
    """Fields of a form, where there is no text."""


class Request(Struct, frozen=True, rename="camel"):
    method: str
    url: str
    headers: list[Pair] = []
    post_data: Content | None = None


class Response(Struct, frozen=True, rename="camel"):
    status: int
    headers: list[Pair] = []
    content: Content = Content()


class Entry(Struct, frozen=True):
    request: Request
    response: Response


class Log(Struct, frozen=True):
    entries: list[Entry]


class Archive(Struct, frozen=True):
    log: Log


def read_archive(text: bytes, where: str, page: str, is_meant: Callable[[str], bool]) -> Cassette:
    """All that was asked of the URLs that are meant, and answered; BackendError for what is no archive.

    Nothing can be said of what kind of backend it was, so that a difference is none of today's.
    """
    try:
        entries = msgspec.json.decode(text, type=Archive).log.entries
        kept = tuple(_kept(entries, is_meant))
    except (msgspec.MsgspecError, Error, ValueError) as error:
        raise BackendError(f"{where}: no recording in HAR: {error}", "save it again, or take it away") from None
    return Cassette(backend="", page=page, exchanges=kept)


def _kept(entries: Iterable[Entry], is_meant: Callable[[str], bool]) -> Iterator[Kept]:
    for one in entries:
        if 200 <= one.response.status <= 599 and is_meant(one.request.url):
            request = Said(one.request.method, one.request.url, headers=_headers(one.request.headers))
            reply = Said(status=one.response.status, headers=_headers(one.response.headers))
            yield Kept("", _with(request, one.request.post_data), _with(reply, one.response.content))


def _headers(pairs: Iterable[Pair]) -> tuple[str, ...]:
    """Without those of HTTP/2, which are no headers elsewhere."""
    named = (one for one in pairs if one.name.lower() not in _PACKED and not one.name.startswith(":"))
    return tuple(f"{one.name}: {one.value}" for one in named)


def _with(side: Said, content: Content | None) -> Said:
    return msgspec.structs.replace(side, **said(_body(content))) if content else side


def _body(content: Content) -> bytes:
    if "base64" in (content.encoding, content.comment):
        return b64decode(content.text, validate=True)
    if not content.text and content.params:
        return urlencode([(one.name, one.value) for one in content.params]).encode()
    return content.text.encode("utf-8", "surrogatepass")
