"""HTTP/2 is spoken with those who ask for it, many exchanges at once, and passed on."""

import asyncio
import json
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator

import h2.config
import h2.connection
import h2.events
import httpx
import pytest

from docverify.proxy.limits import Limits
from tests.machine import needs
from tests.proxy.backends import Asked, Replied, Served, backend, rest, routed, saying, speaking

HOSTS = ("api.example.com", "localhost")


def echo(asked: Asked) -> Replied:
    told = {"method": asked.method, "target": asked.target, "headers": asked.headers, "size": len(asked.body)}
    body = json.dumps(told).encode()
    return 200, [("Content-Length", str(len(body))), ("X-Own", "1")], [body]


def same(asked: Asked) -> Replied:
    return 200, [("Trailer", "X-Sum")], [asked.body[:100_000], asked.body[100_000:]]


@pytest.fixture
def served() -> Iterator[Served]:
    with backend(speaking(echo)) as port, Served(routed(port, *HOSTS), tls=True) as served:
        yield served


def client_of(served: Served) -> httpx.Client:
    context = ssl.create_default_context(cadata=served.authority.pem)
    return httpx.Client(
        http1=False, http2=True, verify=context, base_url=f"https://localhost:{served.port}", timeout=30
    )


class Raw:
    """A client that sends frames as it likes."""

    def __init__(self, served: Served) -> None:
        context = ssl.create_default_context(cadata=served.authority.pem)
        context.set_alpn_protocols(["h2"])
        self.socket = context.wrap_socket(served.connect(), server_hostname="api.example.com")
        self.wire = h2.connection.H2Connection(h2.config.H2Configuration(validate_outbound_headers=False))
        self.wire.initiate_connection()
        self.seen: list[h2.events.Event] = []

    def ask(self, number: int, *, host: str = "api.example.com", last: bool = True, **more: str) -> None:
        named = {":method": "GET", ":scheme": "https", ":authority": host, ":path": f"/{number}", **more}
        self.wire.send_headers(number, list(named.items()), end_stream=last)

    def send(self) -> None:
        self.socket.sendall(self.wire.data_to_send())

    def until(self, kind: type[h2.events.Event]) -> h2.events.Event:
        """The next event of this kind."""
        self.send()
        while True:
            found = next((event for event in self.seen if isinstance(event, kind)), None)
            if found is not None:
                self.seen.remove(found)
                return found
            data = self.socket.recv(65536)
            assert data, f"the end, and no {kind.__name__}"
            self.seen += self.wire.receive_data(data)
            self.send()


@pytest.fixture
def raw(served: Served) -> Iterator[Raw]:
    client = Raw(served)
    with client.socket:
        yield client


def test_a_request_is_passed_on_and_recorded(served: Served) -> None:
    with client_of(served) as client:
        answer = client.post("/a?b=c", content=b"12345", headers=[("Cookie", "a=1"), ("Cookie", "b=2")])
    told = answer.json()
    assert (answer.http_version, answer.status_code, answer.headers["x-own"]) == ("HTTP/2", 200, "1")
    assert (told["method"], told["target"], told["size"]) == ("POST", "/a?b=c", 5)
    headers = dict(map(tuple, told["headers"]))
    assert (headers["host"], headers["cookie"]) == (f"localhost:{served.port}", "a=1; b=2")
    assert not [name for name in headers if name.startswith(":")]
    (exchange,) = served.end()
    assert (exchange.version, exchange.scheme, exchange.task) == ("2", "https", 0)
    assert (exchange.request.method, exchange.request.host) == ("POST", f"localhost:{served.port}")
    assert (exchange.sent.content, exchange.received.content) == (b"12345", answer.content)


def test_many_go_on_at_once(served: Served) -> None:
    async def asked() -> list[str]:
        context = ssl.create_default_context(cadata=served.authority.pem)
        url = f"https://localhost:{served.port}"
        limits = httpx.Limits(max_connections=1)
        async with httpx.AsyncClient(
            http1=False, http2=True, verify=context, base_url=url, timeout=30, limits=limits
        ) as one:
            answers = await asyncio.gather(*(one.get(f"/{number}") for number in range(200)))
        return [answer.json()["target"] for answer in answers]

    answers = asyncio.run(asked())
    assert answers == [f"/{number}" for number in range(200)]
    assert len(served.end()) == 200


def test_large_bodies_go_both_ways() -> None:
    sent = bytes(range(256)) * 8192
    with backend(speaking(same)) as port, Served(routed(port, *HOSTS), tls=True) as served:
        with client_of(served) as client:
            answer = client.post("/", content=iter([sent[:5], sent[5:]]))
        (exchange,) = served.end()
    assert answer.content == sent
    assert (exchange.sent.size, exchange.received.size) == (len(sent), len(sent))


def test_a_slow_exchange_holds_no_other_up() -> None:
    go_on = threading.Event()

    def wait(asked: Asked) -> Replied:
        if asked.target == "/1":
            assert go_on.wait(20)
        return 200, [("Content-Length", "0")], []

    with backend(speaking(wait)) as port, Served(routed(port, *HOSTS), tls=True) as served:
        client = Raw(served)
        with client.socket:
            client.ask(1)
            client.ask(3)
            first = client.until(h2.events.ResponseReceived).stream_id
            go_on.set()
            assert (first, client.until(h2.events.ResponseReceived).stream_id) == (3, 1)


def test_trailers_and_early_hints_are_passed_on() -> None:
    hinted = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Sum: 1\r\n\r\n"
    with backend(saying(hinted + chunked)) as port, Served(routed(port, *HOSTS), tls=True) as served:
        client = Raw(served)
        with client.socket:
            client.ask(1)
            assert (b":status", b"103") in client.until(h2.events.InformationalResponseReceived).headers
            assert (b"x-sum", b"1") in client.until(h2.events.TrailersReceived).headers


def test_curl_is_served(served: Served) -> None:
    needs("curl")
    url = f"https://localhost:{served.port}/a"
    command = ["curl", "-sS", "--http2", "--cacert", "/dev/stdin", "-H", "Expect: 100-continue", "-d", "abc", url]
    done = subprocess.run(command, input=served.authority.pem.encode(), capture_output=True, check=True, timeout=60)
    assert json.loads(done.stdout)["size"] == 3
    assert served.end()[0].version == "2"


def test_who_speaks_it_unasked_is_served_without_tls() -> None:
    with backend(speaking(echo)) as port, Served(routed(port, *HOSTS)) as served:
        with httpx.Client(http1=False, http2=True, base_url=f"http://localhost:{served.port}", timeout=30) as client:
            sizes = [client.post("/a", content=bytes(size)).json()["size"] for size in (3, 100_000)]
        told = [(one.version, one.scheme, one.request.status) for one in served.end()]
    assert (sizes, told) == ([3, 100_000], [("2", "http", 200)] * 2)


@pytest.mark.parametrize(
    "sent", [b"PRI * HTTP/2.0\r\n\r\n", b"PRI * HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n\r\n"]
)
def test_who_begins_so_and_says_something_else_is_closed(sent: bytes) -> None:
    with Served(routed(1, *HOSTS), Limits(waiting=0.05)) as served:
        with served.connect() as client:
            client.sendall(sent)
            rest(client)
        assert [one.request.status for one in served.end()] in ([], [0])


@pytest.mark.parametrize(
    ("more", "status", "problem"),
    [
        ({"host": "localhost"}, b"421", "by its certificate it is meant for api.example.com, by its Host not"),
        ({":path": "foo"}, b"400", "it asks for no path"),
    ],
)
def test_what_cannot_be_passed_on_is_refused(
    served: Served, raw: Raw, more: dict[str, str], status: bytes, problem: str
) -> None:
    raw.ask(1, **more)
    answer = raw.until(h2.events.ResponseReceived)
    assert (b":status", status) in answer.headers
    assert raw.until(h2.events.DataReceived).data == f"docverify: {problem}\n".encode()
    raw.ask(3)
    assert (b":status", b"200") in raw.until(h2.events.ResponseReceived).headers
    assert [one.problem for one in served.end()] == [problem, ""]


def test_a_backend_that_is_not_there_is_a_bad_gateway() -> None:
    with Served(routed(1, *HOSTS), tls=True) as served:
        with client_of(served) as client:
            assert client.get("/").status_code == 502
        assert served.end()[0].problem == "backend api: it takes no connection: Connection refused"


def test_an_answer_that_breaks_off_is_seen_to() -> None:
    cut = saying(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
    with backend(cut) as port, Served(routed(port, *HOSTS), tls=True) as served:
        with client_of(served) as client, pytest.raises(httpx.RemoteProtocolError):
            client.get("/")
        assert served.end()[0].problem == "backend api: it ended the connection before its answer was whole"


def test_a_request_that_is_taken_back_ends_and_others_go_on(served: Served, raw: Raw) -> None:
    raw.ask(1, last=False)
    raw.wire.send_data(1, b"abc")
    raw.wire.reset_stream(1)
    raw.ask(3)
    assert (b":status", b"200") in raw.until(h2.events.ResponseReceived).headers
    first, second = served.end()
    assert (first.request.path, first.problem) == ("/1", "the example broke its request off")
    assert (second.request.path, second.problem) == ("/3", "")


def test_thousands_that_are_taken_back_cost_what_may_be_recorded() -> None:
    limits = Limits(recorded=100_000)
    with backend(speaking(echo)) as port, Served(routed(port, *HOSTS), limits, tls=True) as served:
        client = Raw(served)
        with client.socket:
            for number in range(1, 4001, 2):
                client.ask(number, last=False)
                client.wire.reset_stream(number)
                client.send()
            client.ask(4001)
            assert (b":status", b"503") in client.until(h2.events.ResponseReceived).headers
        assert len(served.end()) < 100


def test_more_at_once_than_there_may_be_end_the_connection() -> None:
    held = threading.Event()

    def hang(_: socket.socket) -> None:
        held.wait(20)

    with backend(hang) as port, Served(routed(port, *HOSTS), Limits(streams=2), tls=True) as served:
        client = Raw(served)
        with client.socket:
            for number in (1, 3, 5):
                client.ask(number)
            client.until(h2.events.ConnectionTerminated)
        held.set()


@pytest.mark.parametrize(
    "frames",
    [
        b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\xff" * 64,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(9) + b"\x00\x00\x01\x01\x04\x00\x00\x00\x01\xff",
    ],
)
def test_what_breaks_the_rules_ends_the_connection(served: Served, frames: bytes) -> None:
    client = Raw(served)
    with client.socket:
        client.socket.sendall(frames)
        rest(client.socket)
    with client_of(served) as other:
        assert other.get("/").status_code == 200


def test_a_connection_in_which_nothing_is_asked_is_closed() -> None:
    with Served(routed(1, *HOSTS), Limits(waiting=0.05), tls=True) as served:
        client = Raw(served)
        with client.socket:
            client.send()
            rest(client.socket)
        assert served.end() == []


def test_a_client_that_reads_nothing_is_given_up() -> None:
    def much(_: Asked) -> Replied:
        return 200, [], [bytes(1_000_000)]

    with backend(speaking(much)) as port, Served(routed(port, *HOSTS), Limits(silence=0.2), tls=True) as served:
        client = Raw(served)
        with client.socket:
            client.ask(1)
            client.send()
            while not any(isinstance(event, h2.events.StreamReset) for event in client.seen):
                client.seen += client.wire.receive_data(client.socket.recv(65536))
        (exchange,) = served.end()
    assert exchange.request.status == 200
