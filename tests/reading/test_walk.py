"""A folder is walked in a stable order, past what is ignored or hidden, and never out of it."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docverify.model import Problem, SourceConfig
from docverify.reading import select, walk
from tests.folders import ignore, make_files

SUFFIXES = {".md": "markdown"}


def walked(folder: Path, root: Path | None = None, **globs: tuple[str, ...]) -> list[str]:
    files, problems = walk(str(folder), str(root or folder), select(SourceConfig(**globs), SUFFIXES))
    assert problems == []
    return files


def test_pages_are_sorted_and_other_files_are_left_out(tmp_path: Path) -> None:
    make_files(tmp_path, "b.md", "a/z.md", "a/B.MD", "a.md", "c.py", "md", "d/e/f.md")
    assert walked(tmp_path) == ["a.md", "a/B.MD", "a/z.md", "b.md", "d/e/f.md"]


def test_what_is_hidden_is_left_out(tmp_path: Path) -> None:
    make_files(tmp_path, "a.md", ".a.md", ".venv/lib/x.md", "b/.git/x.md")
    assert walked(tmp_path) == ["a.md"]


def test_a_glob_that_spells_out_a_hidden_name_lets_it_through(tmp_path: Path) -> None:
    make_files(tmp_path, "a.md", ".github/b.md", ".venv/c.md")
    assert walked(tmp_path, include=(".github/*.md", "*.md")) == [".github/b.md", "a.md"]


def test_a_hidden_or_ignored_folder_that_was_named_is_walked(tmp_path: Path) -> None:
    make_files(tmp_path, ".git/", "build/a.md", ".hidden/a.md")
    for pattern in ("build/", "*"):
        ignore(tmp_path, pattern)
        assert walked(tmp_path / "build") == ["a.md"]
    assert walked(tmp_path / ".hidden") == ["a.md"]


def test_globs_choose(tmp_path: Path) -> None:
    make_files(tmp_path, "a.md", "guide/b.md", "guide/deep/c.md", "drafts/d.md", "guide/drafts/e.md")
    assert walked(tmp_path, include=("guide/*.md",)) == ["guide/b.md"]
    assert walked(tmp_path, include=("guide/",)) == ["guide/b.md", "guide/deep/c.md", "guide/drafts/e.md"]
    assert walked(tmp_path, exclude=("drafts/",)) == ["a.md", "guide/b.md", "guide/deep/c.md"]
    assert walked(tmp_path, include=("*.md", "!guide/**"), exclude=("/drafts",)) == ["a.md"]


def test_ignore_files_hold_for_what_is_below_them_and_the_nearest_decides(tmp_path: Path) -> None:
    make_files(tmp_path, "a.md", "b.md", "x/a.md", "x/b.md", "x/y/b.md", "out/a.md")
    ignore(tmp_path, "b.md", "/out")
    ignore(tmp_path / "x", "a.md", "!b.md")
    ignore(tmp_path / "x" / "y", "/b.md")
    assert walked(tmp_path) == ["a.md", "x/b.md"]


def test_ignore_files_above_hold_up_to_the_root_of_the_repository(tmp_path: Path) -> None:
    make_files(tmp_path, "repo/.git/", "repo/docs/guide/a.md", "repo/docs/guide/b.md", "repo/docs/guide/c.md")
    ignore(tmp_path, "c.md")
    ignore(tmp_path / "repo", "/docs/guide/a.md", "b.md")
    assert walked(tmp_path / "repo" / "docs" / "guide") == ["c.md"]


def test_taking_a_folder_back_takes_nothing_back_that_is_ignored_in_it(tmp_path: Path) -> None:
    make_files(tmp_path, "a/docs/b/z.md", "a/docs/z.md")
    ignore(tmp_path, "b/")
    ignore(tmp_path / "a", "!/docs/")
    assert walked(tmp_path) == ["a/docs/z.md"]


def test_a_line_that_is_no_pattern_counts_for_nothing(tmp_path: Path) -> None:
    make_files(tmp_path, "a.md", "b.md")
    ignore(tmp_path, "!", "b.md")
    assert walked(tmp_path) == ["a.md"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    make_files(tmp_path, "a.md")
    os.mkfifo(tmp_path / "b.md")
    os.mkfifo(tmp_path / ".gitignore")
    assert walked(tmp_path) == ["a.md"]


def test_a_link_is_followed_within_the_root_and_read_once(tmp_path: Path) -> None:
    make_files(tmp_path, "README.md", "docs/a.md", "shared/s.md")
    (tmp_path / "docs" / "index.md").symlink_to("../README.md")
    (tmp_path / "docs" / "again.md").symlink_to("a.md")
    (tmp_path / "docs" / "shared").symlink_to("../shared")
    (tmp_path / "docs" / "shared2").symlink_to("../shared")
    assert walked(tmp_path / "docs", tmp_path) == ["a.md", "index.md", "shared/s.md"]
    assert walked(tmp_path) == ["README.md", "docs/a.md", "shared/s.md"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    make_files(tmp_path, "a/b/c.md")
    (tmp_path / "a" / "b" / "up").symlink_to("..")
    (tmp_path / "a" / "self").symlink_to(".")
    assert walked(tmp_path) == ["a/b/c.md"]


def test_a_link_out_of_the_root_is_said_and_not_followed(tmp_path: Path) -> None:
    make_files(tmp_path, "in/docs/a.md", "out/b.md", "in2/c.md")
    (tmp_path / "in" / "docs" / "b.md").symlink_to(tmp_path / "out" / "b.md")
    (tmp_path / "in" / "docs" / "c").symlink_to(tmp_path / "in2")
    (tmp_path / "in" / "docs" / "d.md").symlink_to("nowhere.md")
    (tmp_path / "in" / "docs" / "e.txt").symlink_to("/etc/hostname")
    root = str(tmp_path / "in")
    files, problems = walk(f"{root}/docs", root, select(SourceConfig(), SUFFIXES))
    outside = "is a link to outside of the source and was not followed"
    assert files == ["a.md"]
    assert problems == [
        Problem("docs/b.md", outside),
        Problem("docs/c", outside),
        Problem("docs/d.md", "is a link to nothing"),
    ]


NAMES = st.sampled_from(["a", "b", "docs", "x.md", "y.md"])
PATTERN = st.sampled_from(["a", "b/", "/a", "*.md", "!x.md", "a/**", "**/b", "docs/*.md", "!/docs/", "x.md", "/b/x.md"])


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.lists(NAMES, min_size=1, max_size=3), max_size=8),
    st.dictionaries(st.sampled_from(["", "a", "docs", "a/b"]), st.lists(PATTERN, max_size=3), max_size=3),
)
def test_what_is_ignored_is_what_git_ignores(
    tmp_path_factory: pytest.TempPathFactory, paths: list[list[str]], ignores: dict[str, list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("repo")
    make_files(folder, *("/".join(part.removesuffix(".md") for part in path) + "/z.md" for path in paths))
    make_files(folder, *("/".join([*(part.removesuffix(".md") for part in path[:-1]), "x.md"]) for path in paths))
    for place, patterns in ignores.items():
        ignore(folder / place, *patterns)
    subprocess.run(["git", "init", "-q", "."], cwd=folder, check=True)
    command = ["git", "ls-files", "-z", "--others", "--exclude-per-directory=.gitignore", "--", "*.md"]
    listed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    assert walked(folder) == sorted(filter(None, listed.split("\0")))
