"""Where a request is meant to go is read from its target and Host; what is meant for this hop ends here."""

import pytest

from docverify.proxy.heads import Dialled, Head, ask_on, length_of, pass_on, read_head

PLAIN = Dialled("127.77.0.1", 80)
TLS = Dialled("127.77.0.1", 443, True, "api.example.com")


def head(target: str = "/a?b", host: str = "api.example.com", dialled: Dialled = PLAIN, method: str = "GET") -> Head:
    return read_head(method, target, (("Host", host),) if host else (), dialled)


def test_the_host_header_says_where_to() -> None:
    found = head(host="API.example.com:8080")
    assert (found.host, found.port, found.authority, found.path, found.problem) == (
        *("api.example.com", 8080, "API.example.com:8080"),
        *("/a?b", ""),
    )


def test_without_one_the_dialled_address_does() -> None:
    assert (head(host="").host, head(host="").port) == ("127.77.0.1", 80)


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("http://other.example.com/a?b", "/a?b"),
        ("HTTP://other.example.com", "/"),
        ("http://other.example.com?b=/c", "/?b=/c"),
    ],
)
def test_an_absolute_target_outweighs_the_host_header(target: str, path: str) -> None:
    found = head(target)
    assert (found.host, found.port, found.path, found.problem) == ("other.example.com", 80, path, "")
    assert ask_on(found) == (("Host", "other.example.com"),)


@pytest.mark.parametrize(
    ("refused", "status"),
    [
        (head(host="a b"), 400),
        (head(host="a@b"), 400),
        (head("api.example.com:443", method="CONNECT"), 400),
        (head("a"), 400),
        (head(host="other.example.com", dialled=TLS), 421),
        (head("http://api.example.com/", dialled=TLS), 421),
        (head("https://api.example.com/"), 421),
    ],
)
def test_what_cannot_be_followed_says_why(refused: Head, status: int) -> None:
    assert refused.problem
    assert refused.status == status


def test_a_server_may_be_asked_as_a_whole() -> None:
    assert head("*", method="OPTIONS").problem == ""


def test_what_is_meant_for_this_hop_ends_here() -> None:
    headers = (
        *(("Connection", "close, X-Hop, Host"), ("X-Hop", "1"), ("Keep-Alive", "5"), ("Transfer-Encoding", "chunked")),
        *(("Host", "a"), ("TE", "trailers"), ("Cookie", "1"), ("Upgrade", "h2c"), ("Cookie", "2")),
    )
    assert pass_on(headers) == (("Host", "a"), ("Cookie", "1"), ("Cookie", "2"))


def test_an_upgrade_is_asked_for_anew_unless_to_http() -> None:
    asked = (("Host", "a"), ("connection", "keep-alive, upgrade"), ("upgrade", "websocket"))
    upgrading = read_head("GET", "/", asked, PLAIN)
    assert upgrading.protocol == "websocket"
    assert ask_on(upgrading) == (("Host", "a"), ("Connection", "Upgrade"), ("Upgrade", "websocket"))
    newer = read_head("GET", "/", (("Host", "a"), ("Connection", "Upgrade"), ("Upgrade", "h2c")), PLAIN)
    assert newer.protocol == ""
    assert ask_on(newer) == (("Host", "a"),)


def test_a_backend_may_be_told_another_host() -> None:
    assert ask_on(head(), "staging.example.com") == (("Host", "staging.example.com"),)


def test_a_length_is_a_number() -> None:
    assert [length_of((("Content-Length", value),)) for value in ("12", "x", "-1", "²")] == [12, None, None, None]
