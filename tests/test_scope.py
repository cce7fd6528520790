"""Which examples a run speaks for."""

import pytest

from docverify import scope
from docverify.model import SourceConfig

HISTORIES = dict.fromkeys(
    ["docs/a.md#x:python:1", "docs/sub/b.md#:python:1", "docs-old/c.md#:python:1", "g.git//d.md#:python:1"], 0
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
    ],
)
def test_a_source_covers_its_own_pages_only(source, seen):
    assert [name.partition("#")[0] for name in scope.within(HISTORIES, [source], "/project", "")] == seen


def test_a_selection_narrows_it():
    assert list(scope.within(HISTORIES, [SourceConfig(path=".")], "/project", "SUB/")) == ["docs/sub/b.md#:python:1"]
