"""What is no HTTP is passed on byte by byte, both ways at once, and recorded."""

import socket
import struct
from collections.abc import Iterator
from contextlib import suppress

import pytest

from docverify.proxy.limits import Limits
from tests.proxy.backends import Served, backend, listening, port_of, rest, routed

UPGRADE = b"GET /chat HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n%s\r\n"


def shout(taken: socket.socket) -> None:
    """Greets, then says again in large letters what it is told."""
    taken.sendall(b"hello ")
    while part := taken.recv(65536):
        taken.sendall(part.upper())


def switch(taken: socket.socket) -> None:
    """Takes the request to change the protocol, and says something at once."""
    head = taken.recv(65536)
    assert b"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" in head
    taken.sendall(b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX: 1\r\n\r\n\x00")
    taken.sendall(head.partition(b"\r\n\r\n")[0].rpartition(b"Bearer ")[2] if b"Bearer " in head else b"")
    shout(taken)


@pytest.fixture
def served() -> Iterator[Served]:
    with backend(shout) as port, Served([], target=("127.0.0.1", port), backend="redis") as served:
        yield served


def exactly(client: socket.socket, count: int) -> bytes:
    said = b""
    while len(said) < count and (part := client.recv(count - len(said))):
        said += part
    return said


def test_bytes_go_both_ways_and_each_task_has_its_exchange(served: Served) -> None:
    with served.connect() as client:
        assert exactly(client, 6) == b"hello "
        client.sendall(b"ab\x00")
        assert exactly(client, 3) == b"AB\x00"
        client.sendall(b"c")
        client.shutdown(socket.SHUT_WR)
        assert rest(client) == b"C"
    exchanges = served.end()
    assert [(one.task, one.sent.content, one.received.content) for one in exchanges] == [
        (0, b"", b"hello "),
        (1, b"ab\x00", b"AB\x00"),
        (2, b"c", b"C"),
    ]
    asked = exchanges[0].request
    assert (asked.method, asked.host, exchanges[0].backend) == ("TCP", f"127.0.0.1:{served.port}", "redis")
    assert [one.problem for one in exchanges] == ["", "", ""]


def test_a_task_that_goes_on_has_one(served: Served) -> None:
    served.tasks = iter([7] * 9)
    with served.connect() as client:
        for letter in (b"a", b"b", b"c"):
            client.sendall(letter)
            exactly(client, 7 if letter == b"a" else 1)
    assert [(one.task, one.sent.content) for one in served.end()] == [(7, b"abc")]


def test_large_things_go_through() -> None:
    large = bytes(3_000_000)

    def take(taken: socket.socket) -> None:
        taken.sendall(b"%d" % len(rest(taken)))

    with backend(take) as port, Served([], target=("127.0.0.1", port)) as served:
        with served.connect() as client:
            client.sendall(large)
            client.shutdown(socket.SHUT_WR)
            assert rest(client) == b"3000000"
        (exchange,) = served.end()
    assert (exchange.sent.size, exchange.sent.truncated, len(exchange.sent.content)) == (3_000_000, True, 65536)


def test_a_backend_that_is_not_there_is_told() -> None:
    closed = listening()
    port = port_of(closed)
    closed.close()
    with Served([], target=("127.0.0.1", port), backend="redis") as served:
        with served.connect() as client:
            assert rest(client) == b""
        (exchange,) = served.end()
    assert exchange.problem == "backend redis: it takes no connection: Connection refused"


RESET = struct.pack("ii", 1, 0)


@pytest.mark.parametrize(
    ("answers", "ends", "problem"),
    [
        (b"", "broken off", "backend redis: it broke the connection off, and answered nothing"),
        (b"bye", "broken off", ""),
        (b"", "ended", ""),
        (b"bye", "ended", ""),
    ],
)
def test_a_backend_that_breaks_off_what_it_was_asked_is_told(answers: bytes, ends: str, problem: str) -> None:
    def leave(taken: socket.socket) -> None:
        taken.recv(9)
        taken.sendall(answers)
        if answers:
            taken.recv(9)
        if ends == "broken off":
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)

    with backend(leave) as port, Served([], target=("127.0.0.1", port), backend="redis") as served:
        served.tasks = iter([7] * 9)
        with served.connect() as client:
            client.sendall(b"hello")
            assert exactly(client, len(answers)) == answers
            client.shutdown(socket.SHUT_WR)
            with suppress(ConnectionResetError):
                rest(client)
        (exchange,) = served.end()
    assert exchange.problem == problem


def test_no_more_is_passed_on_than_can_be_recorded() -> None:
    def echo(taken: socket.socket) -> None:  # who speaks first makes an exchange of its own of what comes then
        while part := taken.recv(65536):
            taken.sendall(part.upper())

    limits = Limits(recorded=1500)
    with backend(echo) as port, Served([], limits, target=("127.0.0.1", port)) as served:
        with served.connect() as client:
            client.sendall(b"a" * 2000)
            assert exactly(client, 2000) == b"A" * 2000
            client.sendall(b"b")
            assert client.recv(1) == b""
        with served.connect() as client:
            assert rest(client) == b""
        (exchange,) = served.end()
    assert exchange.problem == "more was sent than can be recorded"


def test_an_upgraded_connection_is_passed_on_byte_by_byte() -> None:
    with backend(switch) as port, Served(routed(port)) as served:
        with served.connect() as client:
            client.sendall(UPGRADE % b"" + b"early")
            head, _, early = exactly_after_head(client, len(b"\x00hello EARLY"))
            client.sendall(b"ab")
            assert exactly(client, 2) == b"AB"
        (exchange,) = served.end()
    assert head.startswith(b"HTTP/1.1 101 Switching Protocols\r\n")
    assert b"\r\nX: 1\r\nConnection: Upgrade\r\nUpgrade: websocket" in head
    assert early == b"\x00hello EARLY"
    assert (exchange.request.status, exchange.request.path, exchange.problem) == (101, "/chat", "")
    assert (exchange.sent.content, exchange.received.content) == (b"earlyab", b"\x00hello EARLYAB")


def test_a_secret_in_it_ends_it() -> None:
    secrets = {"sk_test_1": "very-secret-indeed"}
    with backend(switch) as port, Served(routed(port, secrets=secrets)) as served:
        said: list[bytes] = []
        with served.connect() as client:
            client.sendall(UPGRADE % b"Authorization: Bearer sk_test_1\r\n")
            with pytest.raises(ConnectionResetError):
                said.extend(iter(lambda: client.recv(65536), b""))
        (exchange,) = served.end()
    assert exchange.problem == "backend api: it sent a secret where none can be taken out"
    assert b"secret" not in b"".join(said) + exchange.received.content


def exactly_after_head(client: socket.socket, count: int) -> tuple[bytes, bytes, bytes]:
    said = b""
    while len(said.partition(b"\r\n\r\n")[2]) < count and (part := client.recv(65536)):
        said += part
    return said.partition(b"\r\n\r\n")
