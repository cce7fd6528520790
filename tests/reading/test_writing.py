"""A page is written as it was encoded, whole, and only where it was read."""

import os
from pathlib import Path

import pytest

from docverify.model import Page
from docverify.reading import Unwritten, read_page, write_page


def page_of(file: Path, data: bytes) -> Page:
    file.write_bytes(data)
    page = read_page(str(file), file.name, "markdown")
    assert isinstance(page, Page)
    return page


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")],
)
def test_encoding_line_ends_and_mark_stay(tmp_path: Path, encoding: str, mark: bytes) -> None:
    file = tmp_path / "a.md"
    page = page_of(file, mark + "é 1\r\n2 \n".encode(encoding))
    write_page(page, page.text.replace("1", "ö"), str(tmp_path))
    assert file.read_bytes() == mark + "é ö\r\n2 \n".encode(encoding)


def test_what_its_encoding_cannot_hold_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    data = "<!-- coding: latin-1 -->\ncafé 7\n".encode("latin-1")
    page = page_of(file, data)
    with pytest.raises(Unwritten, match="encoding"):
        write_page(page, page.text.replace("7", "茶"), str(tmp_path))
    assert file.read_bytes() == data
    write_page(page, page.text.replace("7", "8"), str(tmp_path))
    assert file.read_bytes() == data.replace(b"7", b"8")


def test_a_file_that_changed_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    page = page_of(file, b"1\n")
    file.write_text("2\n")
    with pytest.raises(Unwritten, match="changed"):
        write_page(page, "3\n", str(tmp_path))
    assert file.read_text() == "2\n"
    assert os.listdir(tmp_path) == ["a.md"]


def test_links_and_what_lies_outside_are_not_written(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    page = page_of(outside / "a.md", b"1\n")
    with pytest.raises(Unwritten, match="outside"):
        write_page(page, "2\n", str(inside))
    (inside / "link.md").symlink_to(outside / "a.md")
    (inside / "folder").symlink_to(outside)
    for name in ("link.md", "folder/a.md"):
        linked = read_page(str(inside / name), name, "markdown")
        assert isinstance(linked, Page)
        with pytest.raises(Unwritten, match="link"):
            write_page(linked, "2\n", str(inside))
    assert (outside / "a.md").read_text() == "1\n"


def test_rights_stay(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    page = page_of(file, b"1\n")
    file.chmod(0o640)
    write_page(page, "2\n", str(tmp_path))
    assert file.stat().st_mode & 0o777 == 0o640
    assert file.read_text() == "2\n"
