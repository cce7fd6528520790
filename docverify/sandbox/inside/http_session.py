"""Sends the requests of raw HTTP that a page shows, one after the other, and prints the replies.

Only backends can be reached.
"""

from __future__ import annotations

import http.client
import os
import re
import ssl
import sys
from urllib.parse import urlsplit

sys.path.insert(0, os.path.abspath(__file__).rpartition("/docverify/")[0])
from docverify.sandbox.inside import consoles

LONGEST = 1 << 20
"""Bytes of a reply that are printed."""
SECONDS = 10.0
FIRST = re.compile(r"(?P<method>[A-Z]+)\s+(?P<target>\S.*?)(?:\s+HTTP/\S+)?\s*")
ASIDE = re.compile(r"\s*(?:#|//|@[\w.-]+\s*=|<!--)")
MORE = re.compile(r"\s+[?&/]|[?&]")
SEPARATOR = re.compile(r"\s*(?:###.*|-{3,}|={3,})\s*")
OURS = frozenset({"content-length", "transfer-encoding", "connection", "host"})
"""Headers that follow from the request as it is sent."""


class Session(consoles.Console):
    """One page's requests; nothing but what the server keeps goes from one to the next."""

    def told(self, code: str) -> int:
        try:
            send(code)
        except http.client.HTTPException as error:
            raise ValueError(f"no answer of HTTP: {type(error).__name__}: {error}") from error
        return 0


def send(text: str) -> None:
    """Sends one request and prints its reply."""
    method, target, headers, body = read(text)
    place = urlsplit(target)
    host = place.netloc.rpartition("@")[2] or headers.get("host", "")
    path = target if not place.netloc else target.partition(place.netloc)[2] or "/"
    connection = (
        http.client.HTTPSConnection(host, timeout=SECONDS, context=ssl.create_default_context())
        if place.scheme == "https"
        else http.client.HTTPConnection(host, timeout=SECONDS)
    )
    sent = {name: value for name, value in headers.items() if name not in OURS}
    connection.request(method, path, body=body.encode() or None, headers=sent)
    reply = connection.getresponse()
    print(f"HTTP/1.1 {reply.status} {reply.reason}")
    for name, value in reply.getheaders():
        print(f"{name}: {value}")
    print()
    print(reply.read(LONGEST).decode("utf-8", "replace"))
    connection.close()


def read(text: str) -> tuple[str, str, dict[str, str], str]:
    """Method, target, headers by their names in small letters, and body, as pages write them."""
    lines = text.split("\n")
    first = FIRST.fullmatch(lines[0].strip())
    if first is None:
        raise ValueError(f"no request: {lines[0][:60]}")
    target, number = first["target"], 1
    while number < len(lines) and MORE.match(lines[number]):
        target += lines[number].strip()
        number += 1
    headers: dict[str, str] = {}
    while number < len(lines) and lines[number].strip():
        name, colon, value = lines[number].partition(":")
        if colon and not ASIDE.match(lines[number]):
            headers[name.strip().lower()] = value.strip()
        number += 1
    body = [line for line in lines[number + 1 :] if not SEPARATOR.fullmatch(line)]
    return first["method"], target, headers, "\n".join(body).strip("\n")


if __name__ == "__main__":
    consoles.begin(Session)
