"""What was recorded as HAR 1.2, which browsers and tools for HTTP read."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from http.client import responses
from typing import Any
from urllib.parse import parse_qsl

from docverify import __version__
from docverify.model import Body, Exchange
from docverify.proxy.heads import Headers, find_header

_NOT_HTTP = ("", "TCP")


def write_har(exchanges: Sequence[Exchange]) -> dict[str, Any]:
    """An archive of all that was a request of HTTP, ready to be written as JSON."""
    creator = {"name": "docverify", "version": __version__}
    entries = [_entry(one) for one in exchanges if one.request.method not in _NOT_HTTP]
    return {"log": {"version": "1.2", "creator": creator, "entries": entries}}


def _entry(exchange: Exchange) -> dict[str, Any]:
    taken = exchange.request.seconds * 1000
    return {
        "startedDateTime": datetime.fromtimestamp(exchange.started, UTC).isoformat(timespec="milliseconds"),
        "time": taken,
        "request": _request(exchange),
        "response": _response(exchange),
        "cache": {},
        "timings": {"send": 0, "wait": taken, "receive": 0},
        "comment": exchange.problem,
    }


def _request(exchange: Exchange) -> dict[str, Any]:
    asked, sent, path = exchange.request, exchange.sent, exchange.path or exchange.request.path
    request = {
        "method": asked.method,
        "url": f"{exchange.scheme}://{asked.host}{path}",
        "httpVersion": f"HTTP/{exchange.version}",
        "cookies": [],
        "headers": _named(sent.headers),
        "queryString": _named(parse_qsl(path.partition("?")[2], keep_blank_values=True)),
        "headersSize": -1,
        "bodySize": sent.size,
    }
    return {**request, "postData": _content(sent, "comment")} if sent.size else request


def _response(exchange: Exchange) -> dict[str, Any]:
    status, received = exchange.request.status, exchange.received
    return {
        "status": status,
        "statusText": responses.get(status, ""),
        "httpVersion": f"HTTP/{exchange.version}",
        "cookies": [],
        "headers": _named(received.headers),
        "content": {"size": received.size, **_content(received, "encoding")},
        "redirectURL": find_header(received.headers, "location"),
        "headersSize": -1,
        "bodySize": received.size,
    }


def _content(body: Body, coded: str) -> dict[str, str]:
    """What is kept of a body as text; the key `coded` says where that is base64. A request's body has no `encoding`."""
    mime = {"mimeType": find_header(body.headers, "content-type")}
    try:
        return {**mime, "text": body.content.decode()}
    except UnicodeDecodeError:
        return {**mime, "text": b64encode(body.content).decode(), coded: "base64"}


def _named(pairs: Headers | Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]
