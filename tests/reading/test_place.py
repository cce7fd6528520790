"""A page's identity is the same on every machine, and a mistyped path is told from a near one."""

import os
from pathlib import Path

import pytest

from docverify.reading import find_identity, find_nearest, is_bare_repository, make_identity
from tests.folders import make_files


def test_an_identity_is_relative_to_the_root(tmp_path: Path) -> None:
    assert find_identity(str(tmp_path / "docs" / "a.md"), str(tmp_path)) == "docs/a.md"


def test_outside_of_the_root_it_leads_upward(tmp_path: Path) -> None:
    assert find_identity(str(tmp_path / "other" / "a.md"), str(tmp_path / "root")) == "../other/a.md"


def test_a_file_reached_through_a_link_to_the_root_is_inside(tmp_path: Path) -> None:
    make_files(tmp_path, "real/docs/a.md")
    (tmp_path / "link").symlink_to("real")
    assert find_identity(str(tmp_path / "real" / "docs" / "a.md"), str(tmp_path / "link")) == "docs/a.md"
    assert find_identity(str(tmp_path / "link" / "docs" / "a.md"), str(tmp_path / "real")) == "docs/a.md"


def test_letters_are_in_unicodes_composed_form() -> None:
    assert make_identity("docs/u\u0308ber.md".encode()) == "docs/\u00fcber.md"


def test_a_name_that_is_no_utf8_can_be_reported() -> None:
    assert find_identity(os.fsdecode(b"/r/caf\xe9.md"), "/r") == "caf\\xe9.md"


@pytest.mark.parametrize(
    ("missing", "near"),
    [("dcos", "docs"), ("docs/instal.md", "docs/install.md"), ("dosc/install.md", "docs"), ("zzz", "")],
)
def test_the_nearest_existing_path_is_found(tmp_path: Path, missing: str, near: str) -> None:
    make_files(tmp_path, "docs/install.md", "src/x.py")
    assert find_nearest(tmp_path / missing) == (str(tmp_path / near) if near else "")


def test_a_bare_repository_is_told_from_a_folder(tmp_path: Path) -> None:
    make_files(tmp_path, "bare/HEAD", "bare/objects/", "bare/refs/", "tree/.git/HEAD", "tree/.git/objects/")
    assert [is_bare_repository(str(tmp_path / name)) for name in ("bare", "tree", "none")] == [True, False, False]
