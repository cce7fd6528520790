"""Whatever is sent, and by how many at once: what the proxy holds of it is bounded."""

import select
import socket
import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.proxy.backends import Served, Spoken, backend, rest, routed

MIB = 1 << 20
PART = b"a" * 65_536
CHUNK = b"10000\r\n" + PART + b"\r\n"
PUT = b"PUT / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
GET = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
MANY = 64
"""Connections at once."""
MUCH = 16 * MIB
"""More than the system holds of a connection; who takes all of it holds the rest."""
QUIET = 0.3
"""Seconds after which who takes nothing is full."""


def drain(taken: socket.socket) -> None:
    """Reads all of a body, and answers."""
    said = b""
    while not said.endswith(b"0\r\n\r\n"):
        said = (said + taken.recv(65_536))[-8:]
    taken.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def ignore(taken: socket.socket) -> None:
    """Reads a head, and nothing behind it, until it is left."""
    taken.recv(len(PUT))
    poll = select.poll()
    poll.register(taken, select.POLLRDHUP)
    poll.poll(20_000)


def pouring(full: threading.Semaphore) -> Spoken:
    """Answers with much, and tells once nothing more is taken."""

    def pour(taken: socket.socket) -> None:
        taken.recv(65_536)
        taken.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        taken.setblocking(False)
        sent = 0
        while sent < MUCH and select.select([], [taken], [], QUIET)[1]:
            sent += taken.send(PART)
        full.release()
        select.select([taken], [], [], 20)

    return pour


@contextmanager
def held(most: int) -> Iterator[None]:
    """No more than these bytes are held at any time."""
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < most


def fill(clients: list[socket.socket], part: bytes) -> int:
    """Sends on all of them until none takes any more; how much they took."""
    for client in clients:
        client.setblocking(False)
    taken = 0
    while taken < MUCH * len(clients) and (ready := select.select([], clients, [], QUIET)[1]):
        taken += sum(client.send(part) for client in ready)
    return taken


def test_a_large_body_is_never_held_as_a_whole() -> None:
    with backend(drain) as port, Served(routed(port)) as served, held(4 * MIB), served.connect() as client:
        client.sendall(PUT)
        for _ in range(64 * MIB // len(PART)):
            client.sendall(CHUNK)
        client.sendall(b"0\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 200 ")
        client.shutdown(socket.SHUT_WR)
        rest(client)


def test_what_a_backend_does_not_take_is_not_taken_of_an_example() -> None:
    with backend(ignore) as port, Served(routed(port)) as served, ExitStack() as stack:
        clients = [stack.enter_context(served.connect()) for _ in range(MANY)]
        with held(MANY * MIB):
            for client in clients:
                client.sendall(PUT)
            assert fill(clients, CHUNK) > MANY * MIB  # far more is with the system


@pytest.mark.parametrize("secrets", [{}, {"stand-in": "the-real-key"}])
def test_what_an_example_does_not_take_is_not_taken_of_a_backend(secrets: dict[str, str]) -> None:
    full = threading.Semaphore(0)
    with (
        backend(pouring(full)) as port,
        Served(routed(port, secrets=secrets)) as served,
        ExitStack() as stack,
        held(MANY * MIB),
    ):
        clients = [stack.enter_context(served.connect()) for _ in range(MANY)]
        for client in clients:
            client.sendall(GET)
        assert all(full.acquire(timeout=20) for _ in clients)
