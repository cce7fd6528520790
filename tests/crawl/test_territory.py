"""Which addresses belong to a site."""

import pytest

from docverify.crawl.territory import Territory
from docverify.model import SourceConfig

START = "https://tea.example/docs"


@pytest.mark.parametrize(
    ("globs", "inside", "outside"),
    [
        ({}, ["", "/", "/a", "/a/b.html?x=1", "?x"], ["x", "-old/", "/cup.png", "/a.tar.gz", "/A.PDF"]),
        ({"include": ("guide/", "*.md")}, ["/guide/a", "/x/y.md", "/y.md?raw"], ["/", "/a", "/guides/a"]),
        ({"exclude": ("old/", "/search")}, ["/", "/a", "/a/search"], ["/old/a", "/a/old/b", "/search?q=x"]),
        ({"exclude": (r"*\?*",)}, ["/a"], ["/a?x"]),
        ({"include": ("guide/",), "exclude": ("*.txt",)}, ["/guide/a"], ["/guide/a.txt"]),
    ],
)
def test_globs_are_of_paths_below_the_top(globs: dict[str, tuple[str, ...]], inside: list[str], outside: list[str]):
    territory = Territory(SourceConfig(url=START, **globs), START)
    assert [end for end in inside + outside if territory.has(START + end)] == inside


@pytest.mark.parametrize(
    "url",
    ["http://tea.example/docs", "https://tea.example:8443/docs", "https://tea.example/", "https://other.example/docs"],
)
def test_another_origin_or_folder_is_another_site(url: str) -> None:
    assert not Territory(SourceConfig(url=START), START).has(url)


def test_robots_txt_is_no_page() -> None:
    assert not Territory(SourceConfig(url="https://tea.example"), "https://tea.example").has(
        "https://tea.example/robots.txt"
    )


def test_lists_can_be_left_out_wherever_they_lie() -> None:
    territory = Territory(SourceConfig(url=START, exclude=("sitemap.xml",)), START)
    urls = [f"{START}/sitemap.xml", "https://tea.example/sitemap.xml", "https://tea.example/sitemap2.xml"]
    assert [territory.excludes(url) for url in urls] == [True, True, False]
