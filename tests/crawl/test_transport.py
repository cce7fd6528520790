"""Requests over every kind of connection."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from docverify.crawl.content import is_wanted
from docverify.crawl.transport import Reply, Transport
from docverify.model import SourceConfig
from docverify.pipeline.pages import make_place
from docverify.sources.web import WebSource
from fixtures.site import Answer, Site, links
from fixtures.site.http2 import http2
from tests.crawl.sites import LIMITS


def asked(
    *urls: str, environ: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> list[Reply]:
    """The replies to requests that are sent at the same time."""

    async def ask() -> list[Reply]:
        transport = Transport(is_wanted, LIMITS, connections=4, environ=environ or {})
        try:
            return await asyncio.gather(*(transport.ask(url, headers or {}) for url in urls))
        finally:
            await transport.close()

    return asyncio.run(ask())


def test_http_2_is_spoken_where_the_server_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {"/": links(*(f"/{number}" for number in range(20))).body}
    pages |= {f"/{number}": links().body for number in range(20)}
    with http2(pages, tmp_path) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
        place = make_place(tmp_path, tmp_path / "state")
        found = list(WebSource(LIMITS).open(SourceConfig(url=f"{server.url}/"), place).pages())
        assert len(found) == 21
        assert server.connections == ["h2"]


def test_a_certificate_that_nobody_knows_is_not_tried_again(tmp_path: Path) -> None:
    with http2({"/": b""}, tmp_path) as server:
        [reply] = asked(f"{server.url}/")
        assert reply.failure.startswith("cannot be reached: [SSL: CERTIFICATE_VERIFY_FAILED]")
        assert not reply.again


def test_what_was_not_wanted_is_not_read() -> None:
    with Site({"/cup": Answer(b"\x89PNG" * 1000, "image/png"), "/": links()}) as site:
        [cup, page] = asked(f"{site.url}/cup", f"{site.url}/")
        assert (cup.status, cup.body, cup.headers["content-type"]) == (200, b"", "image/png")
        assert page.body == links().body


def test_redirects_are_not_followed_and_cookies_not_kept() -> None:
    with Site({"/": Answer(status=301, headers={"Location": "/next", "Set-Cookie": "a=b"})}) as site:
        replies = asked(f"{site.url}/") + asked(f"{site.url}/")
        assert [reply.headers["location"] for reply in replies] == ["/next", "/next"]
        assert not any("cookie" in request.headers for request in site.requests)


def test_a_proxy_of_the_environment_is_used_except_where_it_says_not_to() -> None:
    with Site({"http://tea.invalid/a": links()}) as proxy, Site({"/a": links()}) as site:
        environ = {"http_proxy": proxy.url, "no_proxy": "127.0.0.1,other.invalid"}
        replies = asked("http://tea.invalid/a", f"{site.url}/a", "http://other.invalid/a", environ=environ)
        assert [reply.status for reply in replies] == [200, 200, 0]
        assert (proxy.paths(), site.paths()) == (["http://tea.invalid/a"], ["/a"])


@pytest.mark.parametrize("name", ["HTTP_PROXY", "no_proxy"])
def test_other_variables_are_no_proxy(name: str) -> None:
    with Site({"/a": links()}) as site:
        [reply] = asked(f"{site.url}/a", environ={name: "http://127.0.0.1:1"})
        assert reply.status == 200


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://[::1", "http:///", "gopher://x/", "http://x\0y/", ""])
def test_an_address_that_cannot_be_asked_is_a_failure(url: str) -> None:
    [reply] = asked(url)
    assert reply.status == 0
    assert reply.failure


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "\0", "é"])
def test_a_header_that_is_none_is_never_two(value: str) -> None:
    with Site({"/": links()}) as site:
        asked(f"{site.url}/", headers={"user-agent": value})
        assert not any("x-evil" in request.headers for request in site.requests)
