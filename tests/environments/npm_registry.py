"""A registry for npm on this machine, in plain http, so that no test but one needs another."""

import base64
import io
import json
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha512
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class NpmRegistry:
    """What it serves by path; `asked` is what it was asked for."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.served: dict[str, bytes] = {}
        self.asked: list[str] = []

    def add(self, name: str, version: str = "1.0.0", **manifest: Any) -> None:
        """A package of one file that exports its version."""
        manifest = {"name": name, "version": version, "main": "index.js", **manifest}
        packed = pack({"package.json": json.dumps(manifest), "index.js": f"module.exports = {version!r}\n"})
        tarball = f"/{name}/-/{version}.tgz"
        integrity = f"sha512-{base64.b64encode(sha512(packed).digest()).decode()}"
        manifest["dist"] = {"tarball": self.address + tarball, "integrity": integrity}
        document = json.loads(self.served.get(f"/{name}", b'{"versions": {}}'))
        document |= {"name": name, "dist-tags": {"latest": version}}
        document["versions"][version] = manifest
        self.served |= {f"/{name}": json.dumps(document).encode(), tarball: packed}


def pack(files: dict[str, str]) -> bytes:
    """As npm packs them."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, text in files.items():
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size, entry.mode = len(text), 0o644
            archive.addfile(entry, io.BytesIO(text.encode()))
    return packed.getvalue()


@contextmanager
def serve_packages() -> Iterator[NpmRegistry]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.replace("%2f", "/")
            registry.asked.append(path)
            body = registry.served.get(path)
            self.send_response(404 if body is None else 200)
            self.end_headers()
            self.wfile.write(b'{"error": "not found"}' if body is None else body)

        def log_message(self, *_: object) -> None:
            """Tests show nothing of it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    registry = NpmRegistry(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield registry
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
