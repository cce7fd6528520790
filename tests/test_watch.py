"""Whether files are as they were is told from their statuses."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from docverify import watch
from docverify.watch import Watch, is_unchanged


def rewritten(file: Path) -> None:
    """Another text of the same length, under the old time."""
    status = file.stat()
    file.write_text("TEA")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def replaced(file: Path) -> None:
    status = file.stat()
    other = file.with_name("other")
    other.write_text("TEA")
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.replace(file)


CHANGES: dict[str, Callable[[Path], object]] = {
    "longer": lambda file: file.write_text("more tea"),
    "rewritten": rewritten,
    "replaced": replaced,
    "gone": Path.unlink,
    "hidden": lambda file: file.chmod(0),
}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(watch, "SETTLED", 0)
    made = tmp_path / "tea.md"
    made.write_text("tea")
    return made


def looked(*paths: Path) -> Watch:
    made = Watch()
    for path in paths:
        made.look(str(path))
    return made


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_file_that_changed_is_seen(file: Path, change: Callable[[Path], object]) -> None:
    statuses = looked(file).statuses()
    assert statuses is not None
    assert is_unchanged(statuses)
    change(file)
    assert not is_unchanged(statuses)


def test_a_file_that_appears_is_seen(file: Path) -> None:
    statuses = looked(file.with_name("coffee.md")).statuses()
    assert statuses == {str(file.with_name("coffee.md")): None}
    file.with_name("coffee.md").touch()
    assert not is_unchanged(statuses)


def test_a_name_in_a_folder_is_seen(file: Path) -> None:
    statuses = looked(file.parent).statuses()
    assert statuses
    file.with_name("coffee.md").touch()
    assert not is_unchanged(statuses)


def test_a_link_that_leads_elsewhere_is_seen(file: Path) -> None:
    link, other = file.with_name("link.md"), file.with_name("other.md")
    link.symlink_to(file)
    other.write_text("tea")
    statuses = looked(link).statuses()
    assert statuses
    link.unlink()
    link.symlink_to(other)
    assert not is_unchanged(statuses)


def test_the_first_look_counts(file: Path) -> None:
    """What changes between it and the second one may have been read as it was before."""
    made = looked(file)
    file.write_text("more tea")
    made.look(str(file))
    assert not is_unchanged(made.statuses() or {})


def test_nothing_stands_on_what_changed_just_now(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within one step of a file system's clock a file may change twice under one time."""
    monkeypatch.undo()
    assert looked(file).statuses() is None


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_no_name_breaks_it(name: str) -> None:
    assert watch.find_status(name) is None
