"""Sends the requests of raw HTTP that a page shows, one after the other, and prints the replies.

Commands come on descriptor 3 and reports go to descriptor 4, one JSON object a line. Only backends can be reached.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import ssl
import sys
from urllib.parse import urlsplit

TYPE_CHECKING = False  # as everywhere in here: `typing` costs more than all else
if TYPE_CHECKING:
    from typing import Any

COMMANDS, REPORTS = 3, 4
LONGEST = 1 << 20
"""Bytes of a reply that are printed."""
SECONDS = 10.0
FIRST = re.compile(r"(?P<method>[A-Z]+)\s+(?P<target>\S.*?)(?:\s+HTTP/\S+)?\s*")
ASIDE = re.compile(r"\s*(?:#|//|@[\w.-]+\s*=|<!--)")
MORE = re.compile(r"\s+[?&/]|[?&]")
SEPARATOR = re.compile(r"\s*(?:###.*|-{3,}|={3,})\s*")
OURS = frozenset({"content-length", "transfer-encoding", "connection", "host"})
"""Headers that follow from the request as it is sent."""


class Session:
    """One page's requests; nothing but what the server keeps goes from one to the next."""

    def __init__(self, commands: Any, reports: int) -> None:
        self.commands = commands
        self.reports = reports
        self.nonce = json.loads(commands.readline())["nonce"]

    def serve(self) -> None:
        for line in self.commands:
            self.run(json.loads(line))

    def run(self, task: dict[str, Any]) -> None:
        number = task["run"]
        self.report({"begin": number})
        for place, step in enumerate(task["steps"], 1):
            try:
                send(step["code"])
            except (OSError, http.client.HTTPException, ValueError) as error:
                self.report({"exception": number, "shown": describe(error, step["line"])})
                return
            if place < len(task["steps"]):
                self.report({"step": number, "value": None, "text": None, **printed()})
        self.report({"end": number, "code": None, "value": None, "text": None})

    def report(self, message: dict[str, Any]) -> None:
        sys.stdout.flush()
        os.write(self.reports, f"{self.nonce} {json.dumps(message)}\n".encode())


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


def describe(error: Exception, line: int) -> dict[str, Any]:
    kind = type(error).__name__
    return {"type": kind, "message": str(error), "line": line, "bases": [], "traceback": f"{kind}: {error}\n"}


def printed() -> dict[str, int]:
    sys.stdout.flush()
    return {"out": os.fstat(1).st_size, "err": os.fstat(2).st_size}


if __name__ == "__main__":
    Session(os.fdopen(COMMANDS, encoding="utf-8"), REPORTS).serve()
