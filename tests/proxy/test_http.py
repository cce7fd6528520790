"""HTTP/1.1 is passed on both ways as it was said, and recorded."""

import json
import socket
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import h11
import httpx
import pytest

from docverify.model import Body, Exchange
from docverify.proxy.routes import Route
from tests.machine import needs
from tests.proxy.backends import Asked, Replied, Served, backend, next_event, rest, routed, saying, speaking

HOST = {"Host": "api.example.com"}


def echo(asked: Asked) -> Replied:
    """Tells what it was asked."""
    told = {
        "method": asked.method,
        "target": asked.target,
        "headers": asked.headers,
        "body": asked.body.decode("latin-1"),
    }
    body = json.dumps(told).encode()
    return 200, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))], [body]


def size(asked: Asked) -> Replied:
    """Tells how much it was sent, in chunks, and sends as much."""
    return 200, [("X-Size", str(len(asked.body)))], [asked.body[:100_000], asked.body[100_000:]]


@pytest.fixture
def served() -> Iterator[Served]:
    with backend(speaking(echo)) as port, Served(routed(port)) as served:
        yield served


def stated(exchange: Exchange) -> tuple[object, ...]:
    asked = exchange.request
    return exchange.task, exchange.backend, asked.method, asked.host, asked.path, asked.status, exchange.problem


def test_a_request_is_passed_on_as_it_was_sent(served: Served) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{served.port}", headers=HOST) as client:
        told = client.post("/a%20b?c=d", json={"e": 1}).json()
        again = client.get("/next").json()
    assert (told["method"], told["target"], told["body"]) == ("POST", "/a%20b?c=d", '{"e":1}')
    names = [name for name, _ in told["headers"]]
    assert dict(map(tuple, told["headers"]))["host"] == "api.example.com"
    assert sorted(names) == ["accept", "accept-encoding", "content-length", "content-type", "host", "user-agent"]
    assert again["target"] == "/next"


def test_both_sides_are_recorded_with_the_task_that_ran(served: Served) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{served.port}", headers=HOST) as client:
        told = client.post("/a%20b?c=d", json={"e": 1}).content
        client.get("/next")
    first, second = served.end()
    host = f"api.example.com:{served.port}"
    assert stated(first) == (0, "api", "POST", host, "/a%20b?c=d", 200, "")
    assert stated(second) == (1, "api", "GET", host, "/next", 200, "")
    assert (first.sent.content, first.sent.size, first.sent.truncated) == (b'{"e":1}', 7, False)
    assert (first.received.content, first.received.size) == (told, len(told))
    assert ("Content-Type", "application/json") in first.received.headers
    assert (first.scheme, first.version) == ("http", "1.1")
    assert first.started > 0
    assert first.request.seconds > 0


def test_large_bodies_go_both_ways_in_parts_and_their_beginnings_are_kept() -> None:
    sent = bytes(range(256)) * 8192
    with backend(speaking(size)) as port, Served(routed(port)) as served:
        answer = httpx.post(
            f"http://127.0.0.1:{served.port}/",
            content=iter([sent[:5], sent[5:]]),
            headers=HOST,
        )
        (exchange,) = served.end()
    assert (answer.headers["x-size"], answer.content == sent) == (str(len(sent)), True)
    assert exchange.sent == Body(exchange.sent.headers, sent[:65536], True, len(sent))
    assert exchange.received == Body(exchange.received.headers, sent[:65536], True, len(sent))


def test_an_answer_is_passed_on_while_it_comes() -> None:
    more = threading.Event()

    def speak(taken: socket.socket) -> None:
        taken.recv(65536)
        taken.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n")
        more.wait(20)
        taken.sendall(b"data: 2\n\n")

    with (
        backend(speak) as port,
        Served(routed(port)) as served,
        httpx.stream("GET", f"http://127.0.0.1:{served.port}/", headers=HOST) as answer,
    ):
        events = answer.iter_raw()
        assert next(events) == b"data: 1\n\n"
        more.set()
        assert b"".join(events) == b"data: 2\n\n"


def test_a_request_is_passed_on_while_it_comes() -> None:
    first = threading.Event()

    def speak(taken: socket.socket) -> None:
        wire = h11.Connection(h11.SERVER)
        while not isinstance(event := next_event(wire, taken), h11.EndOfMessage):
            if isinstance(event, h11.Data):
                first.set()
        taken.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    def parts() -> Iterator[bytes]:
        yield b"1"
        assert first.wait(20)
        yield b"2"

    with backend(speak) as port, Served(routed(port)) as served:
        assert httpx.post(f"http://127.0.0.1:{served.port}/", content=parts(), headers=HOST).status_code == 204
        (exchange,) = served.end()
    assert exchange.sent.content == b"12"


def test_a_client_that_waits_to_be_let_send_is(served: Served) -> None:
    with served.connect() as client:
        client.sendall(b"PUT / HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        assert client.recv(65536).startswith(b"HTTP/1.1 100 ")
        client.sendall(b"ab")
        assert client.recv(65536).startswith(b"HTTP/1.1 200 ")
    assert "expect" not in served.end()[0].received.content.decode().lower()


def test_an_answer_may_come_before_the_request_is_whole() -> None:
    early = saying(b"HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig")
    with backend(early) as port, Served(routed(port)) as served:
        with served.connect() as client:
            client.sendall(b"PUT / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000\r\n\r\nab")
            said = rest(client)
        (exchange,) = served.end()
    assert said.startswith(b"HTTP/1.1 413 ")
    assert said.endswith(b"big")
    assert (exchange.request.status, exchange.problem) == (413, "")


@pytest.mark.parametrize("method", ["HEAD", "GET", "OPTIONS"])
def test_what_a_method_means_for_the_body_is_kept(method: str) -> None:
    def reply(_: Asked) -> Replied:
        return 200, [("Content-Length", "3")], [] if method == "HEAD" else [b"abc"]

    with backend(speaking(reply)) as port, Served(routed(port)) as served:
        answer = httpx.request(method, f"http://127.0.0.1:{served.port}/", headers=HOST)
    assert (answer.headers["content-length"], answer.content) == ("3", b"" if method == "HEAD" else b"abc")


def test_a_request_of_http_1_0_is_answered_and_closed(served: Served) -> None:
    said = served.say(b"GET /old HTTP/1.0\r\n\r\n")
    assert said.startswith(b"HTTP/1.1 200 ")
    assert b'"target": "/old"' in said


def test_requests_that_come_at_once_are_answered_in_order(served: Served) -> None:
    one = b"GET /%d HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    said = served.say(one % 1 + one % 2 + (one % 3).replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    assert [said.index(b'"target": "/%d"' % number) for number in (1, 2, 3)] == sorted(
        said.index(b'"target": "/%d"' % number) for number in (1, 2, 3)
    )
    assert [exchange.request.path for exchange in served.end()] == ["/1", "/2", "/3"]


def test_trailers_and_early_hints_are_passed_on() -> None:
    hinted = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Sum: 1\r\n\r\n"
    with backend(saying(hinted + chunked)) as port, Served(routed(port)) as served:
        said = served.say(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    assert said.startswith(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n")
    assert b"X-Sum: 1\r\n" in said


def test_a_base_stands_before_every_path() -> None:
    with backend(speaking(echo)) as port:
        route = Route("api", ("127.0.0.1",), f"http://127.0.0.1:{port}/v2/", host="staging.example.com")
        with Served([route]) as served:
            told = httpx.get(f"http://127.0.0.1:{served.port}/a").json()
            refused = served.say(b"GET /../admin HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            exchanges = served.end()
    assert (told["target"], told["headers"][0]) == ("/v2/a", ["host", "staging.example.com"])
    assert refused.startswith(b"HTTP/1.1 400 ")
    assert exchanges[1].problem == "its path leads out of the backend"


@pytest.mark.parametrize("program", ["curl", "node"])
def test_other_clients_are_served(served: Served, program: str) -> None:
    needs(program)
    url = f"http://127.0.0.1:{served.port}/a?b=c"
    fetch = f"fetch({url!r}).then(answer => answer.text()).then(text => console.log(text))"
    arguments = {"curl": ["-sS", url], "node": ["-e", fetch]}[program]
    told = subprocess.run([program, *arguments], capture_output=True, check=True, timeout=30).stdout
    assert json.loads(told)["target"] == "/a?b=c"


def test_curl_sends_a_file_that_it_does_not_know_the_length_of(served: Served, tmp_path: Path) -> None:
    needs("curl")
    (tmp_path / "large").write_bytes(b"a" * 3_000_000)
    command = ["curl", "-sS", "-T", "-", "-H", "Expect: 100-continue", f"http://127.0.0.1:{served.port}/"]
    with (tmp_path / "large").open("rb") as large:
        told = subprocess.run(command, stdin=large, capture_output=True, check=True, timeout=60).stdout
    assert len(json.loads(told)["body"]) == 3_000_000


def test_the_standard_library_is_served(served: Served) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{served.port}/a", data=b"b=c", timeout=30) as answer:
        assert json.loads(answer.read())["body"] == "b=c"
