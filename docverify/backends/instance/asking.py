"""Asks a backend over HTTP, past whatever proxy is configured: it is ours."""

import http.client
import ssl
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from msgspec import Struct

SECONDS = 30.0
"""In which it must answer."""
LONGEST = 1 << 20
"""Bytes of an answer that are read."""


class Asked(Struct, frozen=True, gc=False):
    """A request of ours."""

    method: str
    path: str
    headers: Mapping[str, str] = {}
    body: bytes | None = None


class Reply(Struct, frozen=True, gc=False):
    """What came back."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def ask(root: str, method: str, path: str, seconds: float = SECONDS) -> int:
    """The status of its answer. Raises OSError, or HTTPException, when there is none."""
    return send(root, Asked(method, path), seconds).status


def send(root: str, asked: Asked, seconds: float = SECONDS) -> Reply:
    """Its answer. Raises OSError, or HTTPException, when there is none, or it does not come to its end."""
    deadline = time.monotonic() + seconds
    place = urlsplit(root)
    host, port = place.hostname or "", place.port
    connection = (
        http.client.HTTPSConnection(host, port, timeout=seconds, context=ssl.create_default_context())
        if place.scheme == "https"
        else http.client.HTTPConnection(host, port, timeout=seconds)
    )
    try:
        connection.request(asked.method, place.path.rstrip("/") + asked.path, asked.body, dict(asked.headers))
        answer = connection.getresponse()
        return Reply(answer.status, tuple(answer.getheaders()), _body(answer, deadline))
    finally:
        connection.close()


def _body(answer: http.client.HTTPResponse, deadline: float) -> bytes:
    """What it holds: a stream that never ends is no answer, though something comes of it all the time."""
    body = b""
    while len(body) < LONGEST and (part := answer.read1(LONGEST - len(body))):
        if time.monotonic() > deadline:
            raise TimeoutError("its answer did not come to its end")
        body += part
    return body
