"""From what was asked on a page to its recording."""

import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from docverify.cassettes.masking import Masker
from docverify.cassettes.written import Cassette, Kept, Said, said
from docverify.model import Body, Exchange
from docverify.proxy.heads import Headers, find_header

LONGEST = 1 << 20
"""Bytes of a body that is unpacked."""
_CARRIED = {
    *("host", "connection", "keep-alive", "transfer-encoding", "content-length", "date", "te", "trailer", "upgrade"),
    *("user-agent", "accept-encoding", "server", "via", "age", "alt-svc", "nel", "report-to", "expect"),
    *("amz-sdk-invocation-id", "amz-sdk-request", "x-amzn-requestid", "x-amz-request-id", "x-amz-id-2", "traceparent"),
    *("x-request-id", "x-runtime", "cf-ray", "x-amz-cf-id", "x-served-by", "x-timer", "x-cache"),
}
"""Headers that tell of a client, a machine or a moment, and of nothing that a recording is for."""


class Made(Struct, frozen=True):
    """A recording, and what could not become a part of it."""

    cassette: Cassette
    left_out: tuple[str, ...]
    """Requests, each with why."""


class Origin(Struct, frozen=True):
    """Whose replies they are."""

    backend: str
    kind: str
    known: tuple[str, ...] = ()
    """Values that need no mask: they stand in the config."""


def make(origin: Origin, page: str, asked: Sequence[tuple[str, Exchange]]) -> Made:
    """`asked`: exchanges in their order, each with the id of its example."""
    mine = [(example, one) for example, one in asked if one.backend == origin.backend and one.request.method != "TCP"]
    whole = [(example, one) for example, one in mine if not _lacks(one)]
    masker = Masker(origin.known)
    for _ in range(2):  # what gives access may stand somewhere before its name tells what it is
        kept = tuple(_kept(example, one, masker) for example, one in whole)
    left_out = [
        f"{one.request.method} {masker.target(one.request.path)}: {_lacks(one)}" for _, one in mine if _lacks(one)
    ]
    return Made(Cassette(kind=origin.kind, backend=origin.backend, page=page, exchanges=kept), tuple(left_out))


def _lacks(exchange: Exchange) -> str:
    """Why it is not kept; empty where it is."""
    if exchange.problem:
        return exchange.problem
    if exchange.request.status < 200:
        return "another protocol was spoken"
    return "too long to be kept" if exchange.sent.truncated or exchange.received.truncated else ""


def _kept(example: str, exchange: Exchange, masker: Masker) -> Kept:
    asked = exchange.request
    url = masker.target(f"{exchange.scheme}://{asked.host}{exchange.path or asked.path}")
    request = Said(method=asked.method, url=url, **_said(exchange.sent, masker))
    return Kept(example, request, Said(status=asked.status, **_said(exchange.received, masker)))


def _said(body: Body, masker: Masker) -> dict[str, Any]:
    content, headers = unpacked(body)
    kind = find_header(headers, "content-type").lower()
    fields = said(content)
    if "json" in fields:
        fields["json"] = masker.value(fields["json"])
    mask = masker.target if "urlencoded" in kind else masker.fields
    fields["text"] = tuple(mask("\n".join(fields["text"])).split("\n")) if "text" in fields else ()
    return {**fields, "headers": tuple(_headers(headers, masker))}


def _headers(headers: Headers, masker: Masker) -> Iterable[str]:
    for name, value in headers:
        if name.lower() not in _CARRIED:
            yield f"{name}: {masker.header(name, value)}"


def unpacked(body: Body) -> tuple[bytes, Headers]:
    """What was packed for the way, where the standard library can unpack it, and the headers that are left then."""
    packing = find_header(body.headers, "content-encoding").strip().lower()
    if packing in ("gzip", "x-gzip", "deflate") and not body.truncated:
        try:
            worker = zlib.decompressobj(47)
            content = worker.decompress(body.content, LONGEST)
        except zlib.error:
            return body.content, body.headers
        if worker.eof:
            return content, tuple((name, value) for name, value in body.headers if name.lower() != "content-encoding")
    return body.content, body.headers


def headers_of(said: Said) -> Headers:
    """As pairs."""
    pairs = (one.partition(":") for one in said.headers)
    return tuple((name.strip(), value.strip()) for name, _, value in pairs)
