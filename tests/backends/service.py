"""A small service for tests: remembers what it is sent, forgets on request, and can be told how to misbehave.

service.py PORT [slow | silent | dying | endless]
"""

import json
import os
import sys
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CUPS: list[object] = []
APART: dict[str, list[object]] = {}
"""By path below `/of/`, the cups of somebody alone."""
NAMED: dict[str, object] = {}
"""By an id that nobody knows before."""
HOW = sys.argv[2] if len(sys.argv) > 2 else ""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/garbage":
            self.wfile.write(b"tea is served\n")
            self.close_connection = True
        elif self.path == "/health":
            self.pour() if HOW == "endless" else self.answer(503 if HOW == "slow" else 200, {})
        elif self.path == "/old":
            self.answer(200, {}, {"Deprecation": "@1688169599", "Sunset": "Sat, 31 Dec 2033 23:59:59 GMT"})
        elif self.path in ("/refused", "/failed"):
            self.answer(422 if self.path == "/refused" else 200, {"error": "a cup needs a name", "code": 9})
        elif self.path == "/process":
            self.answer(200, {"process": os.getpid()})
        elif self.path.startswith("/of/"):
            self.answer(200, {"cups": APART.get(self.path, [])})
        elif self.path.startswith("/named/"):
            found = self.path.removeprefix("/named/") in NAMED
            self.answer(200 if found else 404, {"cup": NAMED.get(self.path.removeprefix("/named/"))})
        elif self.path.startswith("/cups/"):
            cup = self.path.removeprefix("/cups/")
            self.answer(200, {"cup": cup}) if cup in CUPS else self.answer(404, {"error": f"no cup {cup}", "code": 7})
        else:
            self.answer(200 if self.path == "/cups" else 404, {"cups": CUPS})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/reset":
            CUPS.clear()
        elif self.path == "/end":
            sys.stdout.write("out of cups\n")
            sys.stdout.flush()
            self.server.shutdown()
        elif self.path == "/named":
            key = uuid.uuid4().hex
            NAMED[key] = json.loads(body)
            self.answer(201, {"made": {"id": key}})
            return
        elif self.path.startswith("/of/"):
            APART.setdefault(self.path, []).append(json.loads(body))
            self.answer(200, {"cups": APART[self.path]})
            return
        else:
            CUPS.append(json.loads(body))
        self.answer(200, {"cups": CUPS})

    def pour(self) -> None:
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"tea ")
            time.sleep(0.01)

    def log_message(self, *_: object) -> None:
        """Nothing: what it says is its last words."""

    def answer(self, status: int, content: object, headers: dict[str, str] | None = None) -> None:
        data = json.dumps(content).encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


if HOW == "dying":
    sys.exit("no cups today")
if HOW == "silent":
    sys.stdin.read()
    import threading

    threading.Event().wait()
ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
