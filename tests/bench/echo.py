"""A server that answers each request with as many bytes as it was sent: echo.py PORT [FILE]

With a file it speaks TLS, and writes there whom clients have to trust.
"""

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: it would be measured too."""


context = None
if len(sys.argv) > 2:
    from docverify.proxy.authority import Authority

    authority = Authority()
    context = authority.context(lambda _: True, "127.0.0.1")
    Path(sys.argv[2]).write_text(
        authority.pem, encoding="utf-8"
    )  # before it listens: who reaches it looks for the file
server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
if context:
    server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
