"""Hosts are spoken for under a throw-away authority, and clients that check certificates are content."""

import json
import os
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from docverify.proxy.authority import Authority
from docverify.proxy.limits import Limits
from docverify.proxy.routes import Route
from tests.machine import needs
from tests.proxy.backends import Asked, Replied, Served, Spoken, backend, rest, routed, saying, speaking

HOSTS = ("api.example.com", "*.shared.example.com", "localhost", "127.0.0.1")
JAVA = """
import java.net.URI;
import java.net.http.*;

public class Fetch {
    public static void main(String[] words) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(words[0])).build();
        System.out.print(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
"""


def echo(asked: Asked) -> Replied:
    body = json.dumps({"target": asked.target, "host": asked.header("host")}).encode()
    return 200, [("Content-Length", str(len(body)))], [body]


@pytest.fixture
def served() -> Iterator[Served]:
    with backend(speaking(echo)) as port, Served(routed(port, *HOSTS), tls=True) as served:
        yield served


@pytest.fixture
def trusted(served: Served, tmp_path: Path) -> Path:
    path = tmp_path / "ca.pem"
    path.write_text(served.authority.bundle())
    return path


def shaken(served: Served, name: str | None, protocols: tuple[str, ...] = ()) -> ssl.SSLSocket:
    """A connection by a client that trusts the authority alone, and checks the name."""
    context = ssl.create_default_context(cadata=served.authority.pem)
    if protocols:
        context.set_alpn_protocols(protocols)
    if name is None:
        context.check_hostname = False
    client = served.connect()
    try:
        return context.wrap_socket(client, server_hostname=name)
    except ssl.SSLError:
        client.close()
        raise


def ask(client: ssl.SSLSocket, host: str) -> bytes:
    client.sendall(f"GET /a HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    return rest(client)


@pytest.mark.parametrize("name", ["api.example.com", "eu.shared.example.com", "localhost", "127.0.0.1"])
def test_each_host_has_a_certificate(served: Served, name: str) -> None:
    with shaken(served, name, ("http/1.1",)) as client:
        assert client.selected_alpn_protocol() == "http/1.1"
        assert b'"target": "/a"' in ask(client, name)
    (exchange,) = served.end()
    assert (exchange.scheme, exchange.request.host) == ("https", f"{name}:{served.port}")


def test_who_names_nobody_means_the_address(served: Served) -> None:
    with shaken(served, None) as client:
        assert client.getpeercert()["subjectAltName"] == (("IP Address", "127.0.0.1"),)
        assert b'"target": "/a"' in ask(client, "127.0.0.1")


def test_a_name_without_a_backend_is_not_spoken_for(served: Served) -> None:
    with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
        shaken(served, "other.example.com")
    (exchange,) = served.end()
    assert (exchange.task, exchange.request.host) == (0, f"other.example.com:{served.port}")
    assert exchange.problem == f"no backend has the host other.example.com:{served.port}"
    assert (exchange.request.status, exchange.scheme) == (0, "https")


def test_a_client_that_trusts_others_only_is_recorded(served: Served) -> None:
    strict = ssl.create_default_context()
    with served.connect() as client, pytest.raises(ssl.SSLCertVerificationError):
        strict.wrap_socket(client, server_hostname="api.example.com")
    with shaken(served, "api.example.com") as client:
        ask(client, "api.example.com")
    first, second = served.end()
    assert first.problem == "TLS was not agreed on: TLSV1_ALERT_UNKNOWN_CA"
    assert first.request.host == f"api.example.com:{served.port}"
    assert second.problem == ""


def test_what_is_no_tls_is_recorded(served: Served) -> None:
    served.say(b"GET / HTTP/1.1\r\nHost: api.example.com\r\n\r\n")
    (exchange,) = served.end()
    assert exchange.problem == "TLS was not agreed on: HTTP_REQUEST"


def test_a_connection_in_which_nothing_is_said_is_none(served: Served) -> None:
    with served.connect() as client:
        client.shutdown(socket.SHUT_WR)
        assert rest(client) == b""
    assert served.end() == []


def test_a_client_that_never_agrees_is_closed() -> None:
    with Served(routed(1), Limits(connecting=0.05), tls=True) as served, served.connect() as client:
        assert rest(client) == b""


def test_a_host_other_than_the_name_is_refused(served: Served) -> None:
    with shaken(served, "api.example.com") as client:
        said = ask(client, "eu.shared.example.com")
    assert said.startswith(b"HTTP/1.1 421 Misdirected Request\r\n")
    assert served.end()[0].problem == "by its certificate it is meant for api.example.com, by its Host not"


def test_a_name_that_could_be_no_host_is_not_spoken_for(served: Served) -> None:
    with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
        shaken(served, "a,b.shared.example.com")


@pytest.mark.parametrize("program", ["curl", "node", "java"])
def test_clients_that_check_certificates_are_content(
    served: Served, trusted: Path, tmp_path: Path, program: str
) -> None:
    needs(program)
    url = f"https://localhost:{served.port}/a"
    fetch = f"fetch({url!r}).then(answer => answer.text()).then(text => console.log(text))"
    (tmp_path / "cacerts").write_bytes(served.authority.java_store())
    (tmp_path / "Fetch.java").write_text(JAVA)
    arguments = {
        "curl": ["-sS", "--cacert", str(trusted), url],
        "node": ["-e", fetch],
        "java": [f"-Djavax.net.ssl.trustStore={tmp_path / 'cacerts'}", str(tmp_path / "Fetch.java"), url],
    }[program]
    environ = {**os.environ, "NODE_EXTRA_CA_CERTS": str(trusted)}
    done = subprocess.run([program, *arguments], env=environ, capture_output=True, check=True, timeout=120)
    assert json.loads(done.stdout) == {"target": "/a", "host": f"localhost:{served.port}"}


def test_httpx_is_content(served: Served) -> None:
    context = ssl.create_default_context(cadata=served.authority.pem)
    told = httpx.get(f"https://localhost:{served.port}/a", verify=context).json()
    assert told["target"] == "/a"


def test_bytes_may_be_forwarded_under_tls() -> None:
    with backend(saying(b"+PONG")) as port, Served(routed(1), tls=True, target=("127.0.0.1", port)) as served:
        with shaken(served, "api.example.com") as client:
            client.sendall(b"PING")
            assert rest(client) == b"+PONG"
        (exchange,) = served.end()
    assert (exchange.sent.content, exchange.received.content) == (b"PING", b"+PONG")


def secured(authority: Authority, speak: Spoken) -> Spoken:
    context = authority.context(lambda _: True, "127.0.0.1")

    def speak_securely(taken: socket.socket) -> None:
        with context.wrap_socket(taken, server_side=True) as secure:
            speak(secure)

    return speak_securely


@pytest.mark.parametrize("known", [True, False])
def test_a_backend_behind_tls_has_to_be_vouched_for(
    known: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staging = Authority()
    (tmp_path / "ca.pem").write_text(staging.pem if known else Authority().pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with (
        backend(secured(staging, speaking(echo))) as port,
        Served([Route("api", ("127.0.0.1",), f"https://127.0.0.1:{port}/v1")]) as served,
    ):
        answer = httpx.get(f"http://127.0.0.1:{served.port}/a")
        (exchange,) = served.end()
    assert answer.status_code == (200 if known else 502)
    assert exchange.problem.startswith("" if known else "backend api: its certificate is not valid: ")
    assert bool(exchange.problem) is not known


def test_an_authority_s_certificates_hold_at_any_time_and_by_the_strictest_rules() -> None:
    authority = Authority()
    near, far = socket.socketpair()
    context = ssl.create_default_context(cadata=authority.pem)
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    server = threading.Thread(
        target=lambda: authority.context(lambda _: True).wrap_socket(far, server_side=True).close()
    )
    server.start()
    with context.wrap_socket(near, server_hostname="api.example.com") as client:
        certificate = client.getpeercert()
    server.join()
    assert certificate is not None
    assert (certificate["notBefore"], certificate["notAfter"]) == (
        "Jan  1 00:00:00 2000 GMT",
        "Jan  1 00:00:00 2049 GMT",
    )


def test_no_key_is_left_in_a_file() -> None:
    held = set(os.listdir("/proc/self/fd"))
    authority = Authority()
    authority._leaf("api.example.com")
    assert set(os.listdir("/proc/self/fd")) == held
    assert "PRIVATE" not in authority.bundle()
