"""Pages of a local file or folder: each one is read or accounted for."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from docverify.errors import SourceError, UsageError
from docverify.model import Page, Problem, SourceConfig
from docverify.ports import Place
from docverify.reading.file import LIMIT
from docverify.sources.path import path
from tests.folders import ignore, make_files

SUFFIXES = {".md": "markdown", ".rst": "rst", ".rst.txt": "sphinx"}
LOOKED_FOR = "looked for .md, .rst, .rst.txt; hidden files and those that .gitignore excludes are not read"


def read(root: Path, name: str, **globs: tuple[str, ...]) -> list[Page | Problem]:
    return list(path.open(SourceConfig(path=name, **globs), Place(root, root / "state", SUFFIXES)).pages())


def page(root: Path, name: str, format_name: str = "markdown", text: str | None = None) -> Page:
    return Page(name, format_name, name if text is None else text, local=str(root / name))


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder that an ordinary user can reach; as root, the test is that user until it ends."""
    with tempfile.TemporaryDirectory() as name, _as_user(name):
        yield Path(name)


@contextmanager
def _as_user(folder: str) -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    os.chown(folder, 65534, 65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_is_read(tmp_path: Path) -> None:
    make_files(tmp_path, "docs/a.md")
    assert read(tmp_path, "docs/a.md") == [page(tmp_path, "docs/a.md")]


def test_a_file_that_is_named_is_read_hidden_or_ignored(tmp_path: Path) -> None:
    make_files(tmp_path, ".a.md")
    ignore(tmp_path, ".a.md")
    assert read(tmp_path, ".a.md") == [page(tmp_path, ".a.md")]


def test_a_folder_is_read_in_order(tmp_path: Path) -> None:
    make_files(tmp_path, "docs/b.rst", "docs/a.md", "docs/x.rst.txt", "docs/c.py")
    assert read(tmp_path, "docs") == [
        page(tmp_path, "docs/a.md"),
        page(tmp_path, "docs/b.rst", "rst"),
        page(tmp_path, "docs/x.rst.txt", "sphinx"),
    ]


def test_an_absolute_path_means_the_same(tmp_path: Path) -> None:
    make_files(tmp_path, "docs/a.md")
    assert read(tmp_path, str(tmp_path / "docs")) == [page(tmp_path, "docs/a.md")]


def test_a_page_outside_of_the_root_leads_upward(tmp_path: Path) -> None:
    make_files(tmp_path, "other/a.md", "root/")
    found = read(tmp_path / "root", "../other")
    assert [one.path for one in found if isinstance(one, Page)] == ["../other/a.md"]


def test_a_missing_path_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    make_files(tmp_path, "docs/")
    with pytest.raises(SourceError) as caught:
        read(tmp_path, "dcos")
    assert (caught.value.message, caught.value.hint) == ('there is no "dcos"', 'did you mean "docs"?')


@pytest.mark.parametrize("name", ["zzz", "a\0b", "x" * 5000], ids=["missing", "with a NUL", "too long"])
def test_a_path_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError):
        read(tmp_path, name)


def test_a_folder_without_pages_is_a_problem_that_says_what_was_looked_for(tmp_path: Path) -> None:
    make_files(tmp_path, "docs/a.txt")
    assert read(tmp_path, "docs") == [
        Problem("docs", "no pages of a known format in it", LOOKED_FOR, fatal=True),
    ]
    assert read(tmp_path, "docs", include=("*.md",)) == [
        Problem("docs", "no pages of a known format in it that its globs let through", LOOKED_FOR, fatal=True),
    ]


def test_a_glob_that_matches_no_page_is_said(tmp_path: Path) -> None:
    make_files(tmp_path, "docs/a.md")
    assert read(tmp_path, "docs", include=("*.md", "giude/")) == [
        Problem("docs", 'no page matches the glob "giude/"', "mend or remove it"),
        page(tmp_path, "docs/a.md"),
    ]


def test_a_glob_that_is_none_is_refused(tmp_path: Path) -> None:
    make_files(tmp_path, "docs/a.md")
    with pytest.raises(UsageError, match=r'a pattern of "sources.include" is no glob'):
        read(tmp_path, "docs", include=("!",))


def test_a_file_of_no_known_format_is_a_problem_that_lists_the_known_ones(tmp_path: Path) -> None:
    make_files(tmp_path, "a.docx")
    hint = "known are files that end in .md, .rst, .rst.txt"
    assert read(tmp_path, "a.docx") == [Problem("a.docx", "is of no known format", hint, fatal=True)]


def test_a_bad_page_does_not_stop_the_rest(tmp_path: Path) -> None:
    make_files(tmp_path, "a.md", "d.md")
    (tmp_path / "b.md").write_bytes(b"\x89PNG\0")
    (tmp_path / "c.md").write_bytes(b"\xff")
    wrong = Problem("c.md", "is not UTF-8: byte 0xff at offset 0, read as \ufffd", "save it as UTF-8", line=1)
    assert read(tmp_path, ".") == [
        page(tmp_path, "a.md"),
        Problem("b.md", "is not text: it holds NUL bytes", "if it is a page, save it as UTF-8", fatal=True),
        Page("c.md", "markdown", "\ufffd", local=str(tmp_path / "c.md"), problems=(wrong,)),
        page(tmp_path, "d.md"),
    ]


def test_an_empty_page_is_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    assert read(tmp_path, "a.md") == [page(tmp_path, "a.md", text="")]


def test_a_page_that_may_not_be_read_is_a_problem(unprivileged: Path) -> None:
    make_files(unprivileged, "a.md", "b.md", "c/d.md")
    (unprivileged / "a.md").chmod(0)
    (unprivileged / "c").chmod(0)
    found = read(unprivileged, ".")
    (unprivileged / "c").chmod(0o755)
    assert found == [
        Problem("c", "cannot be read: Permission denied", fatal=True),
        Problem("a.md", "cannot be read: Permission denied", "check its permissions", fatal=True),
        page(unprivileged, "b.md"),
    ]


def test_a_page_of_fifty_megabytes_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"a line of some length\n" * 2_400_000)
    [found] = read(tmp_path, "a.md")
    assert isinstance(found, Page)
    assert len(found.text) == 52_800_000


def test_a_page_over_the_limit_is_a_problem(tmp_path: Path) -> None:
    with (tmp_path / "a.md").open("wb") as stream:
        stream.truncate(LIMIT + 1)
    hint = "split it, or exclude it"
    assert read(tmp_path, ".") == [Problem("a.md", "is larger than 64 MiB and was not read", hint, fatal=True)]


@pytest.mark.parametrize("name", ["pipe.md", "."])
def test_a_pipe_is_never_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert [one.fatal for one in read(tmp_path, name) if isinstance(one, Problem)] == [True]


def test_two_names_that_look_the_same_are_told_apart(tmp_path: Path) -> None:
    make_files(tmp_path, "u\u0308.md", "\u00fc.md")
    first, second = read(tmp_path, ".")
    assert (first.path if isinstance(first, Page) else "") == "\u00fc.md"
    what = "two files have this name, in different Unicode forms"
    assert second == Problem("\u00fc.md", what, "rename one", fatal=True)


def test_a_bare_repository_belongs_to_git(tmp_path: Path) -> None:
    make_files(tmp_path, "bare/HEAD", "bare/objects/", "bare/refs/", "docs/")
    configs = [SourceConfig(path=str(tmp_path / name)) for name in ("docs", "none", "bare")]
    assert [path.accepts(config) for config in configs] == [True, True, False]
    assert not path.accepts(SourceConfig(git="x"))
    assert not path.accepts(SourceConfig(url="https://docs.example"))
