"""A web server on loopback, with a log that says what each client got."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

CONFIG = """\
worker_processes 1;
daemon off;
pid {work}/nginx.pid;
error_log {work}/error.log;
events {{ worker_connections 256; }}
http {{
    types {{ text/html html; text/css css; image/png png; image/svg+xml svg; application/javascript js; }}
    default_type application/octet-stream;
    client_body_temp_path {work}/body;
    proxy_temp_path {work}/proxy;
    fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi;
    scgi_temp_path {work}/scgi;
    gzip on;
    log_format short '$status $body_bytes_sent $uri';
    limit_req_zone $binary_remote_addr zone=limit:1m rate={rate}r/s;
    limit_req_status 429;
    server {{ listen 127.0.0.1:{port}; access_log {work}/free.log short; root {folder}; }}
    server {{
        listen 127.0.0.1:{limited};
        access_log {work}/limited.log short;
        root {folder};
        location / {{ limit_req zone=limit burst={burst} nodelay; }}
    }}
}}
"""
RATE, BURST = 20, 5
"""Requests a second that the limited server allows, and how many at once."""


class Line(NamedTuple):
    """One request, as the server saw it."""

    status: int
    sent: int
    path: str


class Server(NamedTuple):
    """The same folder twice: as fast as it goes, and behind a limit without `Retry-After`."""

    url: str
    limited_url: str
    work: Path

    def log(self, name: str = "free") -> list[Line]:
        """What was asked for since this was last called."""
        file = self.work / f"{name}.log"
        fields = (line.split(" ", 2) for line in file.read_text(encoding="utf-8").splitlines())
        lines = [Line(int(status), int(sent), path) for status, sent, path in fields]
        with file.open("w"):
            pass
        return lines


@contextmanager
def nginx(folder: Path, work: Path) -> Iterator[Server]:
    work.mkdir(parents=True)
    port, limited = _free_ports()
    config = work / "nginx.conf"
    config.write_text(
        CONFIG.format(work=work, folder=folder, port=port, limited=limited, rate=RATE, burst=BURST), encoding="utf-8"
    )
    with subprocess.Popen(["nginx", "-c", str(config)], stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(limited)
            yield Server(f"http://127.0.0.1:{port}/", f"http://127.0.0.1:{limited}/", work)
        finally:
            process.terminate()


def _free_ports() -> tuple[int, int]:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.05).close()
        except OSError:
            time.sleep(0.05)
            continue
        return
    raise SystemExit("nginx did not start")
