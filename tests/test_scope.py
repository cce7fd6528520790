"""Which examples a run speaks for, and how sources that are named are read."""

import pytest

from docverify import scope
from docverify.model import Setup, SourceConfig

HISTORIES = dict.fromkeys(
    [
        *("docs/a.md#x:python:1", "docs/sub/b.md#:python:1", "docs-old/c.md#:python:1", "g.git//d.md#:python:1"),
        *("https://h.git/g.git//e.md#:python:1", "https://tea.example/guide/f#:python:1"),
        *("https://tea.example/guides#:python:1", "http://tea.example/#:python:1"),
    ],
    0,
)


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        (SourceConfig(path="docs"), ["docs/a.md", "docs/sub/b.md"]),
        (SourceConfig(path="./docs/"), ["docs/a.md", "docs/sub/b.md"]),
        (SourceConfig(path="/project/docs/a.md"), ["docs/a.md"]),
        (SourceConfig(path="."), ["docs/a.md", "docs/sub/b.md", "docs-old/c.md"]),
        (SourceConfig(git="g.git"), ["g.git//d.md"]),
        (SourceConfig(path="elsewhere"), []),
        (SourceConfig(git="https://h.git/g.git"), ["https://h.git/g.git//e.md"]),
        (SourceConfig(url="https://tea.example/guide/"), ["https://tea.example/guide/f"]),
        (SourceConfig(url="http://TEA.example/guide"), ["https://tea.example/guide/f"]),
        (SourceConfig(url="https://tea.example/guide/index.html#top"), ["https://tea.example/guide/f"]),
        (
            SourceConfig(url="https://tea.example/sitemap.xml"),
            ["https://tea.example/guide/f", "https://tea.example/guides", "http://tea.example/"],
        ),
        (
            SourceConfig(url="https://tea.example"),
            ["https://tea.example/guide/f", "https://tea.example/guides", "http://tea.example/"],
        ),
        (SourceConfig(url="https://other.example"), []),
    ],
)
def test_a_source_covers_its_own_pages_only(source, seen):
    assert [name.partition("#")[0] for name in scope.within(HISTORIES, [source], "/project", "")] == seen


def test_a_selection_narrows_it():
    assert list(scope.within(HISTORIES, [SourceConfig(path=".")], "/project", "SUB/")) == ["docs/sub/b.md#:python:1"]


CONFIGURED = [
    SourceConfig(path=".", language="far"),
    SourceConfig(
        path="docs", include=("*.md",), language="near", labels={"cli": "redis"}, setup={"python": Setup("x")}
    ),
    SourceConfig(git="g.git", revision="v1", language="git"),
    SourceConfig(url="https://tea.example/guide/", language="site"),
]


@pytest.mark.parametrize(
    ("source", "language"),
    [
        (SourceConfig(path="docs"), "near"),
        (SourceConfig(path="docs/sub/a.md"), "near"),
        (SourceConfig(path="/project/docs/a.md"), "near"),
        (SourceConfig(path="docs-old/a.md"), "far"),
        (SourceConfig(path="../elsewhere"), ""),
        (SourceConfig(path=".."), ""),
        (SourceConfig(git="g.git"), "git"),
        (SourceConfig(git="h.git"), ""),
        (SourceConfig(url="https://tea.example/guide/sub/"), "site"),
        (SourceConfig(url="https://tea.example/"), ""),
    ],
)
def test_a_source_is_read_as_the_nearest_configured_one_around_it(source: SourceConfig, language: str) -> None:
    assert scope.as_configured(source, CONFIGURED, "/project").language == language


def test_what_is_taken_over_is_how_pages_are_read_and_not_which() -> None:
    found = scope.as_configured(SourceConfig(path="docs/a.txt"), CONFIGURED, "/project")
    near = {"language": "near", "labels": {"cli": "redis"}, "setup": {"python": Setup("x")}}
    assert found == SourceConfig(path="docs/a.txt", **near)
