"""A page's includes are found where generators look for them, and never outside of the source."""

import os
from pathlib import Path

import pytest

from docverify.model import Page, SourceConfig
from docverify.ports import Place
from docverify.reading import candidates
from docverify.sources.path import path


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("x.py", ["docs/guide/x.py"]),
        ("../x.py", ["docs/x.py"]),
        ("../../x.py", ["x.py"]),
        ("../../../x.py", []),
        ("/x.py", ["docs/x.py", "x.py"]),
        ("/../x.py", ["x.py"]),
        ("/../../x.py", []),
        ("a/../../../../../etc/passwd", []),
    ],
)
def test_where_a_name_may_lead(name: str, found: list[str]) -> None:
    assert list(candidates(name, "docs/guide/a.md", "docs")) == found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose docs include files, beside a secret that is none of its files."""
    (tmp_path / "secret").write_text("secret")
    root = tmp_path / "project"
    (root / "docs").mkdir(parents=True)
    (root / "docs" / "a.md").write_text("# A\n")
    (root / "docs" / "near.py").write_text("near\n")
    (root / "above.py").write_text("above\n")
    os.symlink(tmp_path / "secret", root / "docs" / "link.py")
    os.mkfifo(root / "docs" / "pipe.py")
    return root


def test_files_of_a_folder(project: Path) -> None:
    opened = path.open(SourceConfig(path="docs"), Place(project, project / "state", {".md": "markdown"}))
    (page,) = opened.pages()
    assert isinstance(page, Page)
    names = ["near.py", "../above.py", "/above.py", "link.py", "../../secret", "/etc/passwd", "pipe.py", "none.py", "."]
    assert opened.files(page, names) == {
        **dict.fromkeys(names),
        "near.py": "near\n",
        "../above.py": "above\n",
        "/above.py": "above\n",
    }


def test_files_of_a_source_that_lies_elsewhere_stay_in_it(project: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    source = SourceConfig(path=f"../{project.name}/docs")
    opened = path.open(source, Place(tmp_path / "other", tmp_path, {".md": "markdown"}))
    (page,) = opened.pages()
    assert isinstance(page, Page)
    assert opened.files(page, ["near.py", "../above.py"]) == {"near.py": "near\n", "../above.py": None}
