"""A host leads to the backend that names it the most closely; what is no host, or leaves its base, leads nowhere."""

from typing import Any

import pytest

from docverify.proxy.routes import Route, Upstream, find_route, read_upstream, split_host, write_target

ROUTES = (
    Route("wild", ("*.example.com",), "http://127.0.0.1:1"),
    Route("api", ("api.example.com", "127.77.0.1"), "http://127.0.0.1:2"),
    Route("parse", ("localhost:1337", "[::1]:80"), "http://127.0.0.1:3"),
    Route("deep", ("*.shared.example.com", "api.example.com:8443"), "http://127.0.0.1:4"),
)


@pytest.mark.parametrize(
    ("host", "port", "backend"),
    [
        ("api.example.com", 443, "api"),
        ("API.Example.com.", 80, "api"),
        ("api.example.com", 8443, "deep"),
        ("other.example.com", 443, "wild"),
        ("a.b.example.com", 443, "wild"),
        ("eu.shared.example.com", 443, "deep"),
        ("example.com", 443, None),
        ("evilexample.com", 443, None),
        ("api.example.com.evil.org", 443, None),
        ("localhost", 1337, "parse"),
        ("localhost", 80, None),
        ("127.77.0.1", 5, "api"),
        ("::1", 80, "parse"),
        ("", 80, None),
        ("a,b.example.com", 80, None),
    ],
)
def test_the_closest_route_is_found(host: str, port: int, backend: str | None) -> None:
    found = find_route(ROUTES, host, port)
    assert (found.backend if found else None) == backend


@pytest.mark.parametrize(
    ("authority", "parts"),
    [
        ("Api.Example.com.", ("api.example.com", None)),
        ("api.example.com:8443", ("api.example.com", 8443)),
        ("[2001:DB8::7]:80", ("2001:db8::7", 80)),
        ("2001:db8::7", ("2001:db8::7", None)),
        ("my_host", ("my_host", None)),
        ("a b", None),
        ("user@host", None),
        ("host:port", None),
        ("host:65536", None),
        ("host/path", None),
        ("", None),
        ("ü.example.com", None),
    ],
)
def test_an_authority_is_taken_apart(authority: str, parts: tuple[str, int | None] | None) -> None:
    assert split_host(authority) == parts


def test_an_upstream_is_taken_apart() -> None:
    assert read_upstream("https://staging.example.com/base/") == Upstream(True, "staging.example.com", 443, "/base")
    assert read_upstream("http://127.0.0.1:4711") == Upstream(False, "127.0.0.1", 4711, "")


@pytest.mark.parametrize("url", ["staging.example.com", "ftp://a", "http:///path", "https://a:port"])
def test_what_is_no_address_of_a_server_is_told(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_upstream(url)


@pytest.mark.parametrize("path", ["/../admin", "/a/..", "/a/%2E%2e/b", "/a/..%2fb", "/a\\..\\b", "/..;x/b"])
def test_no_path_leaves_the_base(path: str) -> None:
    assert write_target(to("https://a/base"), path) is None
    assert write_target(to("https://a"), path) == path


def test_a_path_is_put_behind_the_base() -> None:
    base = to("https://a/base/")
    assert write_target(base, "/v1/..x?next=/../y") == "/base/v1/..x?next=/../y"
    assert write_target(base, "*") == "*"


@pytest.mark.parametrize(
    ("path", "target"),
    [("/v1/cups?a", "/cups?a"), ("/v1?a", "/?a"), ("/v1", "/"), ("/v10/cups", "/v10/cups"), ("/v1/eu/cups", "/cups")],
)
def test_what_stands_before_the_paths_of_the_backend_is_left_out(path: str, target: str) -> None:
    assert write_target(to("http://a", bases=("/v1/eu", "/v1")), path) == target


def to(upstream: str, **more: Any) -> Route:
    return Route("api", (), upstream, **more)
