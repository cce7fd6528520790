"""Lists of pages, whole and broken."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as some

from docverify.crawl.sitemap import MOST, Sitemap, read_list, read_sitemap

URL = "https://tea.example/docs/sitemap.xml"
PAGES = """<?xml version="1.0" encoding="UTF-8"?>
<s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image">
  <s:url><s:loc> https://tea.example/docs/a?x=1&amp;y=2#part </s:loc><s:lastmod>2026-01-01</s:lastmod></s:url>
  <s:url><s:loc>/docs/b</s:loc><image:image><image:loc>https://tea.example/cup.png</image:loc></image:image></s:url>
  <s:url><s:loc>/docs/b</s:loc></s:url>
  <s:url><s:loc>mailto:tea@tea.example</s:loc></s:url>
</s:urlset>"""
FOUND = ("https://tea.example/docs/a?x=1&y=2", "https://tea.example/docs/b")


def test_pages_are_listed_once_and_in_order() -> None:
    assert read_sitemap(PAGES.encode(), URL) == Sitemap(FOUND)


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: b"\xef\xbb\xbf" + data], ids=["packed", "marked"])
def test_a_sitemap_may_be_packed_or_marked(pack) -> None:
    assert read_sitemap(pack(PAGES.encode()), URL) == Sitemap(FOUND)


def test_an_index_lists_sitemaps() -> None:
    body = (
        b"<sitemapindex><sitemap><loc>one.xml</loc></sitemap><sitemap><loc>/two.xml.gz</loc></sitemap></sitemapindex>"
    )
    assert read_sitemap(body, URL) == Sitemap(
        maps=("https://tea.example/docs/one.xml", "https://tea.example/two.xml.gz")
    )


def test_a_list_of_lines_is_a_sitemap() -> None:
    body = b"https://tea.example/a\r\nhttps://tea.example/b\nnothing\n"
    assert read_sitemap(body, URL) == Sitemap(("https://tea.example/a", "https://tea.example/b"))


def test_what_stands_before_a_mistake_is_found() -> None:
    broken = PAGES.partition("<s:url><s:loc>mailto")[0] + "<s:url><s:loc>/docs/c"
    assert read_sitemap(broken.encode(), URL) == Sitemap(FOUND, problem="is no sound XML: no element found, line 6")


BOMB = """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<urlset><url><loc>https://tea.example/&b;</loc></url></urlset>"""
FILE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url><loc>/&f;</loc></url></urlset>'


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (BOMB.encode(), "is no sitemap: it declares entities"),
        (FILE.encode(), "is no sitemap: it declares entities"),
        (b"<a>" * 100_000, "is no sitemap: it is nested too deeply"),
        (gzip.compress(bytes(60 * 1024 * 1024)), "is larger than 50 MiB"),
        (gzip.compress(PAGES.encode())[:-20], "breaks off"),
        (b"\x1f\x8bnonsense", "holds no sound gzip"),
        (b'<?xml version="1.0" encoding="klingon"?><urlset/>', "is no sitemap: unknown encoding: klingon"),
        (b"<html><body><p>Not found</body>", "is no sound XML: mismatched tag, line 1"),
    ],
)
def test_what_is_no_sitemap_says_why(body: bytes, problem: str) -> None:
    assert read_sitemap(body, URL) == Sitemap(problem=problem)


def test_a_sitemap_has_an_end() -> None:
    body = "<urlset>" + "".join(f"<url><loc>/{number}</loc></url>" for number in range(MOST + 10)) + "</urlset>"
    found = read_sitemap(body.encode(), URL)
    assert (len(found.pages), found.problem) == (MOST + 1, "is no sitemap: it lists more than 50000 pages")


@given(some.binary(max_size=300) | some.text(max_size=300).map(str.encode))
def test_any_bytes_are_read(body: bytes) -> None:
    assert isinstance(read_sitemap(body, URL), Sitemap)
    assert isinstance(read_sitemap(PAGES.encode()[: len(body)] + body, URL), Sitemap)


def test_an_llms_txt_names_its_pages() -> None:
    text = "# Tea\n\n> [Home](/)\n- [Green](green.md): [leaves](https://tea.example/l.md)\n- <https://far.example/x>\n"
    assert read_list(text, "https://tea.example/llms.txt") == (
        "https://tea.example/",
        "https://tea.example/green.md",
        "https://tea.example/l.md",
        "https://far.example/x",
    )
