"""The proxy leads to the registries and nowhere else, and keeps what it refused."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import pytest

from docverify.environments.allowed import Place
from docverify.environments.proxy import Proxy


@contextmanager
def serve(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server of one connection on this machine; its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)

        def run() -> None:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            with client:
                client.settimeout(10)
                answer(client)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield listener.getsockname()[1]


def echo(client: socket.socket) -> None:
    """Says what it hears, until nothing more comes."""
    while data := client.recv(1 << 16):
        client.sendall(data)


@contextmanager
def ask(
    allowed: Mapping[Place, str], environ: Mapping[str, str] | None = None
) -> Iterator[tuple[socket.socket, Proxy]]:
    """A connection to a proxy that lets through to these."""
    proxy = Proxy(allowed, environ or {})
    ours, theirs = socket.socketpair()
    with ours, theirs, socket.create_server(("127.0.0.1", 0)) as listener:
        place = listener.getsockname()
        socket.send_fds(theirs, [b"L"], [listener.fileno()])
        with proxy.serving(ours), socket.create_connection(place, 10) as client:
            yield client, proxy


def hear(client: socket.socket) -> bytes:
    """All that comes until the other side ends."""
    heard = b""
    while data := client.recv(1 << 16):
        heard += data
    return heard


def hello(name: str) -> bytes:
    said = ssl.MemoryBIO()
    with pytest.raises(ssl.SSLWantReadError):
        ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), said, server_hostname=name).do_handshake()
    return said.read()


@pytest.mark.parametrize(
    ("request_line", "refused"),
    [
        ("CONNECT b.example:443 HTTP/1.1", "b.example:443"),
        ("CONNECT a.example:444 HTTP/1.1", "a.example:444"),
        ("CONNECT a.example HTTP/1.1", "a.example"),
        ("GET http://a.example:443/ HTTP/1.1", "a.example:443 without TLS"),
        ("GET https://a.example/ HTTP/1.1", "a.example:443 without TLS"),
        ("GET http://169.254.169.254/ HTTP/1.1", "169.254.169.254:80"),
        ("GET /x HTTP/1.1", "/x"),
        ("nonsense", "what is no request"),
    ],
)
def test_everything_else_is_answered_with_403_and_kept(request_line: str, refused: str) -> None:
    with ask({Place("a.example", 443): "https"}) as (client, proxy):
        client.sendall(f"{request_line}\r\n\r\n".encode())
        assert hear(client).startswith(f"HTTP/1.1 403 docverify refuses {refused}\r\n".encode())
        assert proxy.refused == [refused]


def test_a_tunnel_passes_on_what_names_its_host() -> None:
    said = hello("localhost")
    with serve(echo) as port, ask({Place("localhost", port): "https"}) as (client, proxy):
        client.sendall(f"CONNECT localhost:{port} HTTP/1.1\r\n\r\n".encode() + said[:50])
        assert client.recv(100) == b"HTTP/1.1 200 connected\r\n\r\n"
        client.sendall(said[50:] + b"more")
        client.shutdown(socket.SHUT_WR)
        assert hear(client) == said + b"more"
        assert proxy.refused == []


@pytest.mark.parametrize(
    ("said", "refused"), [(hello("b.example"), "b.example behind {}"), (b"GET / HTTP/1.1\r\n\r\n", "{} without TLS")]
)
def test_a_tunnel_to_somebody_else_is_cut(said: bytes, refused: str) -> None:
    with serve(echo) as port, ask({Place("localhost", port): "https"}) as (client, proxy):
        client.sendall(f"CONNECT localhost:{port} HTTP/1.1\r\n\r\n".encode() + said)
        assert hear(client) == b"HTTP/1.1 200 connected\r\n\r\n"
        assert proxy.refused == [refused.format(f"localhost:{port}")]


def answer_request(client: socket.socket) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + client.recv(1 << 16))


def test_a_registry_in_plain_http_gets_one_request_of_its_own() -> None:
    with serve(answer_request) as port, ask({Place("127.0.0.1", port): "http"}) as (client, _):
        fields = "Host: b.example\r\nProxy-Authorization: x\r\nConnection: keep-alive\r\nAccept: y\r\n"
        client.sendall(f"GET http://127.0.0.1:{port}/tea?x=http://z HTTP/1.1\r\n{fields}\r\n".encode())
        got = hear(client).partition(b"\r\n\r\n")[2].decode()
    assert got == f"GET /tea?x=http://z HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nAccept: y\r\n\r\n"


def test_a_registry_that_does_not_answer_is_said() -> None:
    with ask({Place("127.0.0.1", 9): "http"}) as (client, proxy):
        client.sendall(b"GET http://127.0.0.1:9/ HTTP/1.1\r\n\r\n")
        assert hear(client).startswith(b"HTTP/1.1 502 127.0.0.1:9 does not answer: ")
        assert proxy.refused == []


def lead(client: socket.socket) -> None:
    """The machine's own proxy, which says what it was asked."""
    asked = client.recv(1 << 16)
    client.sendall(b"HTTP/1.1 200 fine\r\n\r\n")
    client.recv(1 << 16)
    client.sendall(asked)


def test_the_machines_own_proxy_is_gone_through() -> None:
    allowed = {Place("a.example", 443): "https"}
    with serve(lead) as port, ask(allowed, {"HTTPS_PROXY": f"http://me:w%40rd@127.0.0.1:{port}"}) as (client, _):
        client.sendall(b"CONNECT a.example:443 HTTP/1.1\r\n\r\n" + hello("a.example"))
        heard = hear(client).decode()
    assert "CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n" in heard
    assert "Proxy-Authorization: Basic bWU6d0ByZA==\r\n" in heard


def test_a_proxy_that_refuses_is_said() -> None:
    def refuse(client: socket.socket) -> None:
        client.recv(1 << 16)
        client.sendall(b"HTTP/1.1 407 no\r\n\r\n")

    allowed = {Place("a.example", 443): "https"}
    with serve(refuse) as port, ask(allowed, {"ALL_PROXY": f"http://127.0.0.1:{port}"}) as (client, _):
        client.sendall(b"CONNECT a.example:443 HTTP/1.1\r\n\r\n")
        assert hear(client).startswith(b"HTTP/1.1 502 the proxy of this machine refuses")
