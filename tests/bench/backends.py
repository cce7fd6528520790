"""What backends cost: a request through the proxy beside a direct one, a session with backends beside one without, and
how a page has its backend for itself.

Client, server and proxy are three processes, as they are when examples run.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec.structs import replace
from tables import machine, parser, publish, table

from docverify import plan
from docverify.model import BackendConfig, Block, Example, Limits, Plan, Reset, Tenant
from docverify.model.config import Ready
from docverify.pipeline.backing import Backing
from docverify.pipeline.serving import Serving
from docverify.proxy.authority import Authority
from docverify.proxy.limits import Limits as ProxyLimits
from docverify.proxy.routes import Route
from docverify.proxy.server import Door, Proxy
from docverify.registry import members

HERE = Path(__file__).parent
SERVICE = HERE.parent / "backends" / "service.py"
CLIENT = """
import http.client, ssl, sys, time
(port, size, count), how, trusted = map(int, sys.argv[1:4]), *sys.argv[4:]
kept = how == "kept"
context = ssl.create_default_context(cafile=trusted) if trusted else None
def connect():
    if context:
        return http.client.HTTPSConnection("127.0.0.1", port, context=context)
    return http.client.HTTPConnection("127.0.0.1", port)
body, one, began = b"x" * size, connect(), 0.0
for number in range(count + 20):
    if number == 20:
        began = time.perf_counter()
    one = one if kept else connect()
    one.request("POST" if size else "GET", "/", body or None)
    assert len(one.getresponse().read()) == size
    if not kept:
        one.close()
print((time.perf_counter() - began) / count)
"""
REQUESTS = (
    ("GET, one connection", 0, "kept", False),
    ("GET, a new connection each", 0, "new", False),
    ("GET, a new connection with TLS each", 0, "new", True),
    ("POST of 64 KiB, one connection", 1 << 16, "kept", False),
)
COUNT, PAGES = 400, 40
MUCH = ProxyLimits(recorded=1 << 30)
"""All rounds are one session."""


def requests(work: Path, rounds: int) -> str:
    """Pairs, one direct and one through the proxy."""
    rows = []
    for name, size, how, secure in REQUESTS:
        with serving(work, secure=secure) as (port, direct, through, trusted):
            pairs = [
                tuple(ask(to, size, how, trust) for to, trust in ((port, direct), (through, trusted)))
                for _ in range(rounds)
            ]
        rows.append((name, *shown(pairs)))
    return table(("request", "direct", "through the proxy", "ratio"), rows)


def ask(port: int, size: int, how: str, trusted: str) -> float:
    """Milliseconds a request."""
    words = [sys.executable, "-c", CLIENT, str(port), str(size), str(COUNT), how, trusted]
    return float(subprocess.check_output(words)) * 1000


@contextmanager
def serving(work: Path, *, secure: bool) -> Iterator[tuple[int, str, int, str]]:
    """The ports of a server and of the proxy before it, each with the file that its client trusts.

    Behind the proxy the server speaks no TLS, as backends do.
    """
    plain, port, trusted = free_port(), free_port(), work / "trusted.pem"
    authority = Authority()
    proxy, listener = Proxy(authority, MUCH), socket.create_server(("127.0.0.1", 0), backlog=128)
    own = work / "own.pem"
    own.write_text(authority.pem, encoding="utf-8")
    with started(plain), started(port, *([str(trusted)] if secure else [])):
        route = Route("api", ("127.0.0.1",), f"http://127.0.0.1:{plain}")
        through = listener.getsockname()[1]
        proxy.serve([Door(listener, through, tls=secure)], [route], running)
        try:
            yield port, str(trusted) if secure else "", through, str(own) if secure else ""
        finally:
            proxy.close()


async def running() -> int | None:
    return 0


@contextmanager
def started(port: int, *more: str) -> Iterator[None]:
    server = subprocess.Popen([sys.executable, str(HERE / "echo.py"), str(port), *more])
    try:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            time.sleep(0.05)
        yield
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def sessions(work: Path, rounds: int) -> str:
    """Pages of one example behind a warm wall, without a backend and with one."""
    backing = Backing({"api": config(work)}, work, os.environ)
    page, wall = one_page(), members("sandbox")["bwrap"].open(work, 0)
    try:
        with backing.behind(wall) as backed:
            with_backend = replace(page, network=backing.network)
            for each in (page, with_backend):
                backed.run(each, lambda _: None)
            pairs = [(run(backed, page), run(backed, with_backend)) for _ in range(rounds)]
    finally:
        wall.close()
    row = (PAGES, *shown(pairs))
    return table(("pages of one example", "a page without a backend", "with one", "ratio"), [row])


def run(backed: object, page: Plan) -> float:
    """Milliseconds a page."""
    began = time.perf_counter()
    for _ in range(PAGES):
        (one,) = backed.run(page, lambda _: None)
        assert one.ended == "end"
    return (time.perf_counter() - began) * 1000 / PAGES


def one_page() -> Plan:
    language = members("languages")["python"]
    block = Block("page.md", "python", "print(1)", 1, 1)
    example = language.read(Example("page.md#:python:1", block, "python", "page.md:python"))
    made = plan.plan([example], members("languages"), {}, Limits())
    assert made is not None
    return made


def config(work: Path, **more: object) -> BackendConfig:
    service = work / "service.py"
    service.write_text(SERVICE.read_text(encoding="utf-8"), encoding="utf-8")
    ready = Ready(http="/health")
    return BackendConfig(start=(sys.executable, str(service), "{port}"), ready=ready, hosts=("api.test",), **more)


def isolation(work: Path) -> str:
    """What it takes until a page has a backend that no other one has used."""
    ways = {
        "a new tenant": {"tenant": Tenant("APP", "p{page_hash}")},
        "a reset": {"reset": Reset(http="POST /reset")},
        "a restart": {},
    }
    rows = [(name, f"{clean(work, config(work, **more)):.2f} ms") for name, more in ways.items()]
    return table(("a page has its backend for itself by", "a page"), rows)


def clean(work: Path, backend: BackendConfig) -> float:
    """Milliseconds, in the middle."""
    instance = Backing({"api": backend}, work, os.environ).instances()["api"]
    one = Serving("api", backend, instance, {})
    found = []
    try:
        instance.begin()
        for number in range(PAGES):
            one.used = True
            began = time.perf_counter()
            one.prepare(f"{number}.md", work, os.environ)
            found.append(time.perf_counter() - began)
    finally:
        instance.close()
    return statistics.median(found) * 1000


def shown(pairs: list[tuple[float, ...]]) -> tuple[str, str, str]:
    """Both sides in the middle, and the ratio of the pair in the middle."""
    one, other = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(second / first for first, second in pairs)
    return f"{one:.2f} ms", f"{other:.2f} ms", f"{ratio:.2f} ×"


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--rounds", type=int, default=7)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="docverify-backends-") as made:
        work = Path(made).resolve()
        os.chmod(work, 0o755)
        tables = (requests(work, given.rounds), sessions(work, given.rounds), isolation(work))
    publish("backends", "\n\n".join([*tables, f"Wall time; {machine()}."]), given.readme)


if __name__ == "__main__":
    main()
