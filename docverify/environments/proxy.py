"""The only way out of the prepare phase: an HTTP proxy that leads to the configured registries and nowhere else.

It runs in docverify, outside of the wall, on a socket that was opened inside.
A tunnel must be to a host and port of the list, and the client must name the same host in TLS; plain http is passed on
only to a registry that is configured so. Everything else is answered with 403, and kept in `refused`.
"""

import base64
import selectors
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from urllib.parse import unquote

from docverify.environments.allowed import Place, find_route, read_authority, read_place
from docverify.environments.hello import NoHello, find_server_name

LONGEST_HEAD = 1 << 16
CHUNK = 1 << 16
SECONDS = 60.0
"""Of silence, after which a connection is cut."""
MOST_REFUSALS = 100
HOP = ("proxy-connection", "proxy-authorization", "connection", "keep-alive", "host")
"""Header fields that are between the client and us."""


class Refused(Exception):
    """The client may not go there."""


class Cut(Refused):
    """It was let through, and speaks to somebody else: there is nothing more to be said to it."""


class Proxy:
    """Serves one call of a package manager; `allowed` are its registries, each with its scheme."""

    def __init__(self, allowed: Mapping[Place, str], environ: Mapping[str, str]) -> None:
        self.allowed = allowed
        self.environ = environ
        self.refused: list[str] = []
        self.stopped = threading.Event()

    @contextmanager
    def serving(self, channel: socket.socket) -> Iterator[None]:
        """Takes the listening socket out of the channel, and serves it until the block ends."""
        thread = threading.Thread(target=self._serve, args=(channel,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.stopped.set()
            with suppress(OSError):
                channel.shutdown(socket.SHUT_RDWR)
            thread.join()

    def _serve(self, channel: socket.socket) -> None:
        with suppress(OSError):
            _, descriptors, _, _ = socket.recv_fds(channel, 1, 1)
            for descriptor in descriptors:
                with socket.socket(fileno=descriptor) as listener:
                    self._accept(listener)

    def _accept(self, listener: socket.socket) -> None:
        listener.settimeout(0.1)
        while not self.stopped.is_set():
            try:
                client, _ = listener.accept()
            except TimeoutError:
                continue
            threading.Thread(target=self._answer, args=(client,), daemon=True).start()

    def _answer(self, client: socket.socket) -> None:
        client.settimeout(SECONDS)
        with closing(client), suppress(OSError):
            head, rest = _read_head(client)
            try:
                self._lead(client, head, rest)
            except Refused as error:
                if len(self.refused) < MOST_REFUSALS:
                    self.refused.append(str(error))
                if not isinstance(error, Cut):
                    _reply(client, f"403 docverify refuses {error}")

    def _lead(self, client: socket.socket, head: bytes, rest: bytes) -> None:
        words = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
        if len(words) != 3:
            raise Refused("what is no request")
        method, target, _ = words
        place = read_authority(target) if method == "CONNECT" else read_place(target)
        if place is None or place not in self.allowed:
            raise Refused(str(place or target[:200]))
        if method == "CONNECT":
            self._tunnel(client, place, rest)
        elif self.allowed[place] != "http" or not target.startswith("http://"):
            raise Refused(f"{place} without TLS")
        else:
            self._pass_on(client, place, head, rest)

    def _tunnel(self, client: socket.socket, place: Place, rest: bytes) -> None:
        scheme = self.allowed[place]
        with self._dial(client, place, scheme) as server:
            _reply(client, "200 connected")
            if scheme == "https":
                rest = _check_name(client, place, rest)
            server.sendall(rest)
            self._relay(client, server)

    def _pass_on(self, client: socket.socket, place: Place, head: bytes, rest: bytes) -> None:
        """One request, which the connection ends with: a second one might be for another host."""
        route = find_route(place, "http", self.environ)
        first, *fields = head.decode("latin-1").split("\r\n")
        method, target, version = first.split(" ")
        path = target if route else f"/{target.split('://', 1)[1].partition('/')[2]}"
        kept = [field for field in fields if field and field.partition(":")[0].strip().lower() not in HOP]
        own = [f"Host: {place}", "Connection: close", *_authorisation(route.credentials if route else "")]
        request = "\r\n".join([f"{method} {path} {version}", *own, *kept, "", ""]).encode("latin-1")
        with _connect(client, route.place if route else place) as server:
            server.sendall(request + rest)
            self._relay(client, server)

    def _dial(self, client: socket.socket, place: Place, scheme: str) -> socket.socket:
        """A connection to the place, through the machine's own proxy where it has one."""
        route = find_route(place, scheme, self.environ)
        server = _connect(client, route.place if route else place)
        if route is None:
            return server
        asked = [f"CONNECT {place} HTTP/1.1", f"Host: {place}", *_authorisation(route.credentials), "", ""]
        server.sendall("\r\n".join(asked).encode("latin-1"))
        head, _ = _read_head(server)
        if b" 200" not in head.split(b"\r\n", 1)[0]:
            server.close()
            _reply(client, "502 the proxy of this machine refuses")
            raise OSError("refused")
        return server

    def _relay(self, client: socket.socket, server: socket.socket) -> None:
        """Passes on in both directions until one side ends or is silent for too long."""
        with selectors.DefaultSelector() as selector:
            selector.register(client, selectors.EVENT_READ, server)
            selector.register(server, selectors.EVENT_READ, client)
            while selector.get_map() and not self.stopped.is_set():
                ready = selector.select(SECONDS)
                if not ready:
                    return
                for key, _ in ready:
                    source, target = key.fileobj, key.data
                    assert isinstance(source, socket.socket)
                    data = source.recv(CHUNK)
                    if data:
                        target.sendall(data)
                    else:
                        selector.unregister(source)
                        target.shutdown(socket.SHUT_WR)


def _check_name(client: socket.socket, place: Place, data: bytes) -> bytes:
    """What the client has said so far, once it has named the host that it was let through to."""
    try:
        while (name := find_server_name(data)) is None:
            data += _receive(client)
    except NoHello:
        raise Cut(f"{place} without TLS") from None
    if name != ("" if place.is_address() else place.host):
        raise Cut(f"{name or 'no name'} behind {place}")
    return data


def _read_head(connection: socket.socket) -> tuple[bytes, bytes]:
    """A head of HTTP, and what came behind it."""
    data = b""
    while b"\r\n\r\n" not in data:
        if len(data) > LONGEST_HEAD:
            raise OSError("too long")
        data += _receive(connection)
    head, _, rest = data.partition(b"\r\n\r\n")
    return head, rest


def _receive(connection: socket.socket) -> bytes:
    data = connection.recv(CHUNK)
    if not data:
        raise OSError("ended")
    return data


def _connect(client: socket.socket, place: Place) -> socket.socket:
    try:
        return socket.create_connection((place.host, place.port), SECONDS)
    except OSError as error:
        _reply(client, f"502 {place} does not answer: {error.strerror or error}")
        raise


def _reply(client: socket.socket, status: str) -> None:
    end = "" if status.startswith("200") else "Connection: close\r\nContent-Length: 0\r\n"
    client.sendall(f"HTTP/1.1 {status}\r\n{end}\r\n".encode("latin-1", "replace"))


def _authorisation(credentials: str) -> list[str]:
    if not credentials:
        return []
    return [f"Proxy-Authorization: Basic {base64.b64encode(unquote(credentials).encode()).decode()}"]
