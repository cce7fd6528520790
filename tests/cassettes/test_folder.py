"""Each page has a file of its own in the folder of recordings, and none outside of it."""

from pathlib import Path

import pytest

from docverify.cassettes.folder import file_of, load, save
from docverify.cassettes.written import Cassette
from docverify.errors import BackendError


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("docs/cups.md", "docs/cups.md.json"),
        ("https://docs.example/cups", "docs.example/cups.json"),
        ("https://docs.example/", "docs.example.json"),
        ("../../etc/cups.md", "etc/cups.md.json"),
        ("/etc/cups.md", "etc/cups.md.json"),
        ("..", "page.json"),
        ("a\\..\\b\0.md", "a_.._b_.md.json"),
    ],
)
def test_a_page_has_a_file(page: str, file: str) -> None:
    assert str(file_of(page)) == file


def test_what_is_saved_is_loaded_and_what_is_no_recording_is_an_error(tmp_path: Path) -> None:
    pages = [Cassette(backend="api", page=page, exchanges=()) for page in ("a.md", "docs/b.md")]
    assert [save(one, tmp_path) for one in pages] == [tmp_path / "a.md.json", tmp_path / "docs" / "b.md.json"]
    assert load("api", (), tmp_path) == pages
    assert load("api", (), tmp_path / "none") == []
    (tmp_path / "c.json").write_text("{}")
    with pytest.raises(BackendError, match=r"c\.json: no recording"):
        load("api", (), tmp_path)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "docs").write_text("")
    with pytest.raises(BackendError, match=r"b\.md\.json: cannot be written"):
        save(Cassette(backend="api", page="docs/b.md", exchanges=()), tmp_path)
