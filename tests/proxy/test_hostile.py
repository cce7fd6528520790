"""Whatever is sent, what it costs is bounded, it is refused and recorded, and others are served on."""

import socket
import threading
from contextlib import ExitStack

import pytest

from docverify.model import Exchange
from docverify.proxy.limits import Limits
from docverify.proxy.routes import Route
from tests.proxy.backends import (
    Asked,
    Replied,
    Served,
    backend,
    listening,
    port_of,
    rest,
    routed,
    saying,
    speaking,
)

ASK = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"


def fine(_: Asked) -> Replied:
    return 200, [("Content-Length", "2")], [b"ok"]


def told(exchanges: list[Exchange]) -> list[tuple[str, int, str]]:
    return [(one.request.method, one.request.status, one.problem) for one in exchanges]


@pytest.mark.parametrize(
    ("raw", "status", "problem"),
    [
        (b"\x16\x03\x01\x02\x00 this is no HTTP\r\n\r\n", 400, "it is no request of HTTP/1.1"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n", 400, "it is no request of HTTP/1.1"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX : injected\r\n\r\n", 400, "it is no request of HTTP/1.1"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "it is no request of HTTP/1.1"),
        (b"GET / HTTP/1.1\r\n\r\n", 400, "it is no request of HTTP/1.1"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 2\r\n\r\n", 400, "it is no request of HTTP/1.1"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501, "it is no request of HTTP/1.1"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 100_000, 431, "it is no request of HTTP/1.1"),
        (b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400, "its Host is no host"),
        (b"CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", 400, "it asks for a tunnel"),
        (b"GET https://127.0.0.1/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 421, "it asks for https over http"),
        (b"GET http://169.254.169.254/ HTTP/1.1\r\nHost: a\r\n\r\n", 421, "no backend has the host 169.254.169.254"),
    ],
)
def test_what_cannot_be_passed_on_is_refused_and_recorded(raw: bytes, status: int, problem: str) -> None:
    with backend(speaking(fine)) as port, Served(routed(port)) as served:
        said = served.say(raw)
        after = served.say(ASK)
        exchanges = served.end()
    assert said.startswith(b"HTTP/1.1 %d " % status)
    assert said.endswith(f"docverify: {problem}\n".encode())
    assert after.endswith(b"ok")
    assert [(one.request.status, one.problem) for one in exchanges] == [(0, problem), (200, "")]


def test_a_host_without_a_backend_is_named() -> None:
    with Served(routed(1)) as served:
        said = served.say(b"GET /a HTTP/1.1\r\nHost: other.example.com:80\r\n\r\n")
        (exchange,) = served.end()
    assert said.startswith(b"HTTP/1.1 421 ")
    assert (exchange.backend, exchange.request.host, exchange.request.path) == ("", "other.example.com", "/a")
    assert exchange.problem == "no backend has the host other.example.com"


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "it ended the connection before its answer was whole"),
        (b"HTTP/1.1 200 OK\r\nContent-Le", "it ended the connection before its answer was whole"),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "its answer is not HTTP"),
        (b"HTTP/1.1 200 OK\r\nX : y\r\n\r\n", "its answer is not HTTP"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000, "its answer is not HTTP"),
        (b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n", "its answer is not HTTP"),
    ],
)
def test_a_backend_that_answers_no_http_is_a_bad_gateway(raw: bytes, problem: str) -> None:
    with backend(saying(raw)) as port, Served(routed(port)) as served:
        said = served.say(ASK)
        exchanges = served.end()
    assert said.startswith(b"HTTP/1.1 502 ")
    assert said.endswith(f"docverify: backend api: {problem}\n".encode())
    assert told(exchanges) == [("GET", 502, f"backend api: {problem}")]


def test_a_backend_that_ends_midway_is_seen_to() -> None:
    with backend(saying(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")) as port, Served(routed(port)) as served:
        with pytest.raises(ConnectionResetError):
            served.say(ASK)
        (exchange,) = served.end()
    assert exchange.received.content == b"abc"
    assert exchange.problem == "backend api: it ended the connection before its answer was whole"


def test_a_backend_that_is_not_there_is_a_bad_gateway() -> None:
    closed = listening()
    port = port_of(closed)
    closed.close()
    with Served(routed(port)) as served:
        assert served.say(ASK).startswith(b"HTTP/1.1 502 ")
        assert told(served.end()) == [("GET", 502, "backend api: it takes no connection: Connection refused")]


def test_a_backend_that_is_silent_is_given_up() -> None:
    silent = listening()
    with silent, Served(routed(port_of(silent)), Limits(silence=0.05)) as served:
        assert served.say(ASK).startswith(b"HTTP/1.1 504 ")
        assert told(served.end()) == [("GET", 504, "backend api: it said nothing for too long")]


def test_an_endless_body_is_broken_off() -> None:
    def drain(taken: socket.socket) -> None:
        while taken.recv(65536):
            pass

    with backend(drain) as port, Served(routed(port), Limits(body=200_000)) as served:
        with served.connect() as client:
            client.sendall(b"PUT / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in range(30):
                client.sendall(b"2710\r\n" + b"a" * 10_000 + b"\r\n")
            said = rest(client)
        (exchange,) = served.end()
    assert said.startswith(b"HTTP/1.1 413 ")
    assert exchange.problem == "its body is longer than 200000 bytes"
    assert (exchange.sent.truncated, len(exchange.sent.content)) == (True, 65536)


def test_an_endless_answer_is_broken_off() -> None:
    def pour(taken: socket.socket) -> None:
        taken.recv(65536)
        taken.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            taken.sendall(b"a" * 65536)

    with backend(pour) as port, Served(routed(port), Limits(body=200_000)) as served:
        with pytest.raises(ConnectionResetError):
            served.say(ASK)
        (exchange,) = served.end()
    assert (exchange.request.status, exchange.problem) == (200, "backend api: its answer is longer than 200000 bytes")


@pytest.mark.parametrize(
    ("raw", "recorded"),
    [
        (b"", []),
        (b"GET / HT", [("", 0, "its head took longer than 0.05 s")]),
    ],
)
def test_a_connection_in_which_no_head_becomes_whole_is_closed(raw: bytes, recorded: list[object]) -> None:
    with Served(routed(1), Limits(waiting=0.05)) as served:
        said = served.say(raw)
        assert said[:13] == (b"HTTP/1.1 408 " if raw else b"")
        assert told(served.end()) == recorded


def test_a_request_that_breaks_off_is_recorded() -> None:
    with backend(speaking(fine)) as port, Served(routed(port)) as served:
        with served.connect() as client:
            client.sendall(b"PUT / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\nabc")
            client.shutdown(socket.SHUT_WR)
            assert rest(client).startswith(b"HTTP/1.1 400 ")
        (exchange,) = served.end()
    assert (exchange.problem, exchange.sent.content) == ("the example broke its request off", b"abc")


def test_more_connections_than_there_may_be_wait() -> None:
    with (
        backend(speaking(fine)) as port,
        Served(routed(port), Limits(connections=2, lingering=0.01)) as served,
        ExitStack() as stack,
    ):
        clients = [stack.enter_context(served.connect()) for _ in range(300)]
        for client in clients:
            client.sendall(ASK)
        assert [rest(client)[-2:] for client in clients] == [b"ok"] * 300
        assert len(served.end()) == 300


def test_one_that_waits_is_served_when_another_has_left() -> None:
    ask = b"GET /%s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"

    def answered(client: socket.socket) -> bool:
        said = b""
        while not said.endswith(b"ok"):
            said += client.recv(65536)
        return True

    with backend(speaking(fine)) as port, Served(routed(port), Limits(connections=2)) as served:
        with served.connect() as first, served.connect() as second, served.connect() as third:
            for client, path in ((first, b"1"), (second, b"2"), (third, b"3"), (first, b"4"), (second, b"5")):
                client.sendall(ask % path)
                assert client is third or answered(client)
            first.close()
            assert answered(third)
        assert [one.request.path for one in served.end()] == ["/1", "/2", "/4", "/5", "/3"]


def test_who_is_refused_reads_why_though_it_sends_on() -> None:
    body = b"POST / HTTP/1.1\r\nHost: other.example.com\r\nContent-Length: 5000000\r\n\r\n" + bytes(5_000_000)
    with Served(routed(1)) as served:
        assert served.say(body).startswith(b"HTTP/1.1 421 ")


def test_what_is_recorded_is_bounded_and_what_would_not_be_is_refused() -> None:
    limits = Limits(recorded=20_000, kept=10_000)
    body = b"PUT / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: 8000\r\n\r\n" + b"a" * 8000
    with backend(speaking(fine)) as port, Served(routed(port), limits) as served:
        answers = [served.say(body)[9:12] for _ in range(8)]
        exchanges = served.end()
    assert answers[:2] == [b"200", b"200"]
    assert answers[-1] == b"503"
    assert sum(len(one.sent.content) for one in exchanges) < 20_000
    assert exchanges[-1].problem == "more was sent than can be recorded: it was refused"
    assert len(exchanges) < 8


def test_the_end_of_a_session_ends_what_is_under_way() -> None:
    reached = threading.Event()

    def hang(taken: socket.socket) -> None:
        taken.recv(65536)
        reached.set()
        taken.recv(65536)

    with backend(hang) as port, Served(routed(port)) as served, served.connect() as client:
        client.sendall(ASK)
        assert reached.wait(20)
        (exchange,) = served.end()
        assert exchange.problem == "the example left before it was answered"
        with pytest.raises(ConnectionResetError):
            rest(client)
        with pytest.raises(ConnectionRefusedError):
            served.connect()


def test_who_asks_may_fail_to_tell_the_task() -> None:
    async def failing() -> int | None:
        raise RuntimeError

    with backend(speaking(fine)) as port, Served(routed(port)) as served:
        served.service.desk._asking = failing
        assert served.say(ASK).endswith(b"ok")
        assert [one.task for one in served.end()] == [None]


def test_sessions_do_not_see_each_other() -> None:
    with backend(speaking(fine)) as port, Served(routed(port)) as served:
        other = listening()
        service = served.proxy.serve([served.door(other)], [Route("b", ("b",), "http://127.0.0.1:1")], served.asking)
        with socket.create_connection(("127.0.0.1", port_of(other)), timeout=20) as client:
            client.sendall(ASK)
            assert rest(client).startswith(b"HTTP/1.1 421 ")
        assert served.say(ASK).endswith(b"ok")
        assert (len(service.end()), len(served.end())) == (1, 1)
