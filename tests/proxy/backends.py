"""Backends of these tests: what a function makes of a connection, on a socket of this machine."""

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Self

import h11

from docverify.model import Exchange
from docverify.proxy.authority import Authority
from docverify.proxy.limits import Limits
from docverify.proxy.routes import Route
from docverify.proxy.server import Door, Proxy

Spoken = Callable[[socket.socket], None]


def listening() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0), backlog=512)


def port_of(listener: socket.socket) -> int:
    port: int = listener.getsockname()[1]
    return port


@contextmanager
def backend(speak: Spoken) -> Iterator[int]:
    """The port of a server that speaks like this on every connection."""
    listener = listening()

    def attend() -> None:
        while True:
            try:
                taken, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=converse, args=(taken,), daemon=True).start()

    def converse(taken: socket.socket) -> None:
        taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with taken, suppress(OSError, h11.RemoteProtocolError):  # who asked is gone
            speak(taken)

    thread = threading.Thread(target=attend, daemon=True)
    thread.start()
    try:
        yield port_of(listener)
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


class Asked:
    """A request as a backend got it."""

    def __init__(self, request: h11.Request, body: bytes) -> None:
        self.method = request.method.decode()
        self.target = request.target.decode("latin-1")
        self.headers = [(name.decode(), value.decode("latin-1")) for name, value in request.headers]
        self.body = body

    def header(self, name: str) -> str | None:
        return dict(self.headers).get(name)


Replied = tuple[int, Sequence[tuple[str, str]], Sequence[bytes]]


def speaking(reply: Callable[[Asked], Replied]) -> Spoken:
    """HTTP/1.1: each request is answered with a status, headers and the parts of a body."""

    def speak(taken: socket.socket) -> None:
        wire = h11.Connection(h11.SERVER)
        request, body = None, b""
        while not isinstance(event := next_event(wire, taken), h11.ConnectionClosed):
            if isinstance(event, h11.Request):
                request, body = event, b""
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage):
                assert request is not None
                status, headers, parts = reply(Asked(request, body))
                taken.sendall(wire.send(h11.Response(status_code=status, headers=list(headers))))
                for part in parts:
                    taken.sendall(wire.send(h11.Data(data=part)))
                taken.sendall(wire.send(h11.EndOfMessage()))
                if wire.our_state is h11.MUST_CLOSE:
                    return
                wire.start_next_cycle()

    return speak


def next_event(wire: h11.Connection, taken: socket.socket) -> Any:
    while (event := wire.next_event()) is h11.NEED_DATA:
        wire.receive_data(taken.recv(65536))
    return event


def saying(raw: bytes) -> Spoken:
    """Whatever comes is answered with these bytes, and the end."""

    def speak(taken: socket.socket) -> None:
        taken.recv(65536)
        taken.sendall(raw)

    return speak


class Served:
    """A proxy with one session that has one door."""

    def __init__(self, routes: Sequence[Route], limits: Limits | None = None, **door: Any) -> None:
        self.authority = Authority()
        self.proxy = Proxy(self.authority, limits)
        self.tasks = iter(range(1000))
        self.listener = listening()
        self.port = port_of(self.listener)
        self.service = self.proxy.serve([self.door(self.listener, **door)], routes, self.asking)

    def door(self, listener: socket.socket, **more: Any) -> Door:
        return Door(listener, port_of(listener), **more)

    async def asking(self) -> int | None:
        return next(self.tasks)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.proxy.close()

    def end(self) -> list[Exchange]:
        """What was recorded."""
        return self.service.end()

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def say(self, raw: bytes) -> bytes:
        """All that comes back until the end."""
        with self.connect() as client:
            client.sendall(raw)
            return rest(client)


def rest(client: socket.socket) -> bytes:
    parts = []
    while part := client.recv(65536):
        parts.append(part)
    return b"".join(parts)


def routed(port: int, *hosts: str, **more: Any) -> list[Route]:
    return [Route("api", hosts or ("api.example.com", "127.0.0.1"), f"http://127.0.0.1:{port}", **more)]
