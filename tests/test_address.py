"""Web addresses in one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from docverify.address import LONGEST, hide_user, lies_below, origin, plain, top


@pytest.mark.parametrize(
    ("written", "is_plain"),
    [
        ("HTTP://Tea.Example", "http://tea.example/"),
        ("https://tea.example:443/a", "https://tea.example/a"),
        ("http://tea.example:443/a", "http://tea.example:443/a"),
        ("http://tea.example:/a", "http://tea.example/a"),
        ("https://me:secret@tea.example/a", "https://tea.example/a"),
        ("https://tea.example/a#part", "https://tea.example/a"),
        ("https://tea.example?x", "https://tea.example/?x"),
        ("https://tea.example/a?", "https://tea.example/a"),
        ("https://tea.example/a/../b/./c/..", "https://tea.example/b/"),
        ("https://tea.example/../../a//b", "https://tea.example/a//b"),
        ("https://tea.example/%7eme/%c3%a9%2F", "https://tea.example/~me/%C3%A9%2F"),
        ("https://tea.example/煎茶 %", "https://tea.example/%E7%85%8E%E8%8C%B6%20%25"),
        ("https://茶.example/", "https://xn--cl1a.example/"),
        ("https://tea.example/a?b=2&a=1&&utm_source=x&gclid=y", "https://tea.example/a?b=2&a=1"),
        ("https://tea.example/?C=M;O=D", "https://tea.example/"),
        ("https://tea.example/a;jsessionid=0F?x", "https://tea.example/a?x"),
        ("https://tea.example/a?x=é[1]&y=[1]", "https://tea.example/a?x=%C3%A9[1]&y=[1]"),
        ("https://[::1]:8443/a", "https://[::1]:8443/a"),
        (" https://tea.exa\nmple/a ", "https://tea.example/a"),
        ("mailto:a@b.example", ""),
        ("ftp://tea.example/", ""),
        ("https://", ""),
        ("https://[", ""),
        ("https://tea.example:x/", ""),
        ("https://tea.example:99999/", ""),
        ("https://a b/", ""),
        ("//tea.example/", ""),
        ("", ""),
        ("https://tea.example/" + "a" * LONGEST, ""),
    ],
)
def test_an_address_has_one_form(written: str, is_plain: str) -> None:
    assert plain(written) == is_plain


@given(some.text(max_size=60) | some.text("aA0/.%?#&=:@[]é~;", max_size=40).map("http://h/{}".format))
def test_the_plain_form_is_its_own(written: str) -> None:
    once = plain(written)
    assert plain(once) == once
    assert once.isascii()


@pytest.mark.parametrize(
    ("url", "start"),
    [
        ("https://tea.example", "https://tea.example"),
        ("https://tea.example/", "https://tea.example"),
        ("https://tea.example/docs/", "https://tea.example/docs"),
        ("https://tea.example/docs", "https://tea.example/docs"),
        ("https://tea.example/docs/v1.2", "https://tea.example/docs/v1.2"),
        ("https://tea.example/docs/2.x/", "https://tea.example/docs/2.x"),
        ("https://tea.example/docs/index.html?a#b", "https://tea.example/docs"),
        ("https://tea.example/sitemap.xml.gz", "https://tea.example"),
        ("https://tea.example/llms.txt", "https://tea.example"),
    ],
)
def test_a_site_begins_at_a_folder(url: str, start: str) -> None:
    assert top(url) == start
    assert lies_below(plain(url).partition("?")[0], start)


def test_what_only_begins_alike_lies_elsewhere() -> None:
    below = [f"https://tea.example/docs{end}" for end in ("", "/", "/a", "?x", "s", "-old/a", ".html")]
    assert [lies_below(url, "https://tea.example/docs") for url in below] == [True] * 4 + [False] * 3


def test_an_origin_is_scheme_host_and_port() -> None:
    assert origin("https://tea.example:8443/a/b?c") == "https://tea.example:8443"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://me:p@ss@tea.example/a@b", "https://tea.example/a@b"),
        ("https://tea.example/a@b", "https://tea.example/a@b"),
        ("tea", "tea"),
    ],
)
def test_a_user_is_hidden(url: str, shown: str) -> None:
    assert hide_user(url) == shown
