"""Servers that lie, dawdle and never stop: each ends as a problem, within the limits, and costs no other page."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from docverify.model import Page, Problem
from fixtures.site import Answer, Site, html, links
from fixtures.site.answers import bomb, endless, packed, pieces, redirect
from tests.crawl.sites import LIMITS, pages, problems, read

HURRIED = replace(LIMITS, silence=0.5, seconds=1.5)
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def drip() -> Iterator[bytes]:
    yield OK + b"Content-Length: 100000\r\n\r\n"
    while True:
        time.sleep(0.05)  # keeps the connection from being silent, and gets nowhere
        yield b" "


def silent() -> Iterator[bytes]:
    time.sleep(HURRIED.silence + 1)
    yield b""


LARGE = f"is larger than {LIMITS.size / 1024 / 1024:g} MiB"
HOSTILE = {
    "a bomb": (bomb(100), LARGE),
    "a body without an end": (endless(OK + b"\r\n", bytes(65_536)), LARGE),
    "chunks without an end": (
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"ffff\r\n" + bytes(0xFFFF) + b"\r\n"),
        LARGE,
    ),
    "a body of drops": (Answer(raw=drip), f"took more than {HURRIED.seconds:g} seconds"),
    "no answer": (Answer(raw=silent), f"did not answer within {HURRIED.silence:g} seconds"),
    "headers without an end": (endless(b"HTTP/1.1 200 OK\r\n", b"X-Tea: " + b"a" * 9999 + b"\r\n"), "sound HTTP"),
    "one huge header": (pieces(OK + b"X-Tea: " + b"a" * 10**6 + b"\r\n\r\n"), "sound HTTP"),
    "no HTTP": (pieces(b"SSH-2.0-OpenSSH_9.0\r\n\r\n"), "sound HTTP"),
    "nothing": (pieces(b""), "sound HTTP"),
    "a length that is none": (pieces(OK + b"Content-Length: many\r\n\r\nabc"), "sound HTTP"),
    "a length that is too long": (pieces(OK + b"Content-Length: 999\r\n\r\nabc"), "sound HTTP"),
    "chunks that are none": (pieces(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n"), "sound HTTP"),
    "no gzip": (pieces(OK + b"Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"), "holds no sound gzip"),
    "half a gzip": (Answer(packed(bytes(9999)).body[:20], headers={"Content-Encoding": "gzip"}), "breaks off"),
    "an unknown encoding": (Answer(b"abc", headers={"Content-Encoding": "br"}), "which was not asked for"),
    "a status that is none": (pieces(b"HTTP/1.1 999 Tea\r\nContent-Length: 0\r\n\r\n"), "answers with status 999"),
    "a redirect to nowhere": (Answer(status=302), "answers with status 302"),
    "a page that is a picture": (Answer(b"\x89PNG\r\n\x1a\n\0\0\0\r" * 99), "is not text: it holds NUL bytes"),
}

SLOW = {"a body of drops", "no answer"}
LASTING = {
    "a bomb",
    "a body without an end",
    "chunks without an end",
    "no gzip",
    "an unknown encoding",
    "a redirect to nowhere",
    "a page that is a picture",
}
"""What will be the same tomorrow, and so keeps no crawl from being complete."""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_answer_is_a_problem_of_its_page_alone(tmp_path: Path, name: str) -> None:
    answer, what = HOSTILE[name]
    with Site({"/": links("/bad", "/good"), "/bad": answer, "/good": links()}) as site:
        found = read(site, tmp_path, limits=HURRIED if name in SLOW else LIMITS)
        assert pages(site, found) == ["/", "/good"]
        [(where, said, fatal)] = problems(site, found)
        assert (where, fatal, said.startswith("not checked: ")) == ("/bad", name not in LASTING, name in LASTING)
        assert what in said


def test_a_body_that_is_longer_than_it_says_is_what_it_says(tmp_path: Path) -> None:
    body = html("<p>Tea</p>").body
    long = pieces(OK + f"Content-Length: {len(body)}\r\n\r\n".encode() + body + b"HTTP/1.1 200 OK\r\n\r\nmore")
    with Site({"/": long}) as site:
        [page] = read(site, tmp_path)
        assert isinstance(page, Page)
        assert page.text == body.decode()


@pytest.mark.parametrize(
    "target",
    ["//", "http://[", "https://elsewhere.invalid/", "file:///etc/passwd", "javascript:x", "/b\0", "\\\\x", "http:"],
)
def test_a_redirect_may_say_anything(tmp_path: Path, target: str) -> None:
    with Site({"/": links("/a"), "/a": redirect(target)}) as site:
        found = read(site, tmp_path)
        assert pages(site, found) == ["/"]


ROBOTS = {
    "no text": bytes(range(256)) * 40,
    "a pattern of stars": b"User-agent: *\nDisallow: /" + b"*a" * 5000 + b"$\n",
    "many rules": b"User-agent: *\n" + b"Disallow: /never/\n" * 50_000,
    "many agents": b"User-agent: x\n" * 50_000,
    "a delay that is none": b"User-agent: *\nCrawl-delay: soon\nRequest-rate: 1/0s\n",
    "a delay without an end": b"User-agent: *\nCrawl-delay: nan\n",
    "sitemaps that are none": b"Sitemap: http://[\nSitemap: //\nSitemap:\nSitemap: ftp://x/\n",
    "a page": html("<p>Welcome</p>").body,
    "endless redirects": b"",
}


@pytest.mark.parametrize("name", ROBOTS)
def test_a_hostile_robots_txt_costs_little(tmp_path: Path, name: str) -> None:
    with Site({"/": links("/" + "a" * 1500), "/" + "a" * 1500: links()}) as site:
        site.answers["/robots.txt"] = Answer(ROBOTS[name], "text/plain")
        if not ROBOTS[name]:
            site.answers["/robots.txt"] = redirect("/robots.txt")
        began = time.process_time()
        found = read(site, tmp_path)
        assert time.process_time() - began < 5
        assert len(pages(site, found)) == 2


PAGES = {
    "nested": "<div>" * 100_000 + "<a href=/good>x</a>",
    "links": "".join(f"<a href='/good#{number}'>x</a>" for number in range(20_000)),
    "one long line": "<p>" + "x" * 900_000 + "<a href=/good>x</a>",
    "NUL bytes": "<p>" + "x" * 9000 + "\0\0</p><a href=/good>x</a>",
    "cut": "<a href=/good>x</a><a href='/bad",
    "addresses that are none": "<a href='http://['>x</a><a href='//'>y</a><a href=/good>x</a>",
    "a base elsewhere": "<base href='http://elsewhere.invalid/'><a href='x'>x</a>",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_a_page(tmp_path: Path, name: str) -> None:
    with Site({"/": Answer(PAGES[name].encode()), "/good": links()}) as site:
        began = time.process_time()
        found = read(site, tmp_path)
        assert time.process_time() - began < 5
        assert pages(site, found)[0] == "/"
        assert not [one for one in found if isinstance(one, Problem) and one.fatal]


ENCODED = [
    ("text/html; charset=Shift_JIS", "shift_jis", "煎茶の淹れ方", ""),
    ("text/html; charset=GB18030", "gb18030", "绿茶的泡法", ""),
    ("text/html", "gb2312", "绿茶的泡法", '<meta charset="gb2312">'),
    ("text/html", "euc_jp", "煎茶の淹れ方", '<meta http-equiv="Content-Type" content="text/html; charset=euc-jp">'),
    ("text/html; charset=utf-8", "utf-8-sig", "煎茶", ""),
    ("text/html", "utf-16", "煎茶の淹れ方", ""),
    ("text/html; charset=iso-8859-1", "cp1252", "Tee “für” dich – 3 €", ""),
    ("text/html; charset=utf-8", "shift_jis", "煎茶の淹れ方", '<meta charset="shift_jis">'),
]


@pytest.mark.parametrize(("kind", "encoding", "text", "head"), ENCODED)
def test_a_page_is_decoded_as_its_server_or_it_says(
    tmp_path: Path, kind: str, encoding: str, text: str, head: str
) -> None:
    body = f"<html><head>{head}</head><body><h1>{text}</h1><a href='/a'>a</a></body></html>"
    with Site({"/": Answer(body.encode(encoding), kind), "/a": links()}) as site:
        found = read(site, tmp_path)
        assert pages(site, found) == ["/", "/a"]
        assert isinstance(found[0], Page)
        assert (found[0].text, found[0].problems) == (body, ())


def test_names_of_pages_may_be_of_any_script(tmp_path: Path) -> None:
    with Site({"/": links("/煎茶.html", "/%E7%85%8E%E8%8C%B6.html")}) as site:
        site.answers["/%E7%85%8E%E8%8C%B6.html"] = links()
        assert pages(site, read(site, tmp_path)) == ["/", "/%E7%85%8E%E8%8C%B6.html"]
