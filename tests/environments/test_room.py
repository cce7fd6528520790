"""What was not used for longest makes room; what any process uses stays."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import docverify
from docverify.environments.lock import Lock
from docverify.environments.room import Kept, choose
from docverify.environments.shelf import Shelf

KEEP = """
import sys
from pathlib import Path
from docverify.environments.lock import Lock
from docverify.environments.shelf import Shelf
folder, *keys = sys.argv[1:]
shelf = Shelf(Path(folder))
for key in keys:
    with shelf.making() as part:
        (part / "layer" / "site").mkdir(parents=True)
        (part / "layer" / "site" / "data").write_bytes(bytes(100_000))
        shelf.keep_layer(key, part / "layer")
        shelf.keep_lock("of-" + key, Lock(key, (), "", ""), part)
print("kept", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_process(folder: Path, *keys: str) -> Iterator[None]:
    """A docverify that made these layers and still runs."""
    environ = {**os.environ, "PYTHONPATH": str(Path(docverify.__file__).parents[1])}
    command = [sys.executable, "-c", KEEP, str(folder), *keys]
    with subprocess.Popen(command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"kept\n"
        yield
        process.communicate()


def make_room(shelf: Shelf) -> None:
    with shelf.making() as part:
        shelf.make_room(part)


def layers(folder: Path) -> set[str]:
    return {site.parent.name for site in folder.glob("*/site")}


def age(folder: Path, name: str, seconds: int) -> None:
    os.utime(folder / "uses" / name, (seconds, seconds))


def test_what_was_not_used_for_longest_goes_with_its_lock(tmp_path: Path) -> None:
    with another_process(tmp_path, "a", "b", "c"):
        pass
    for name, when in {"a": 2, "b": 1, "c": 3}.items():
        age(tmp_path, name, when)
    shelf = Shelf(tmp_path, most=250_000)
    make_room(shelf)
    assert layers(tmp_path) == {"a", "c"}
    assert {file.name for file in (tmp_path / "locks").iterdir()} == {"of-a.json", "of-c.json"}
    assert list(tmp_path.glob("part-*")) == []


def test_where_all_fits_nothing_goes(tmp_path: Path) -> None:
    with another_process(tmp_path, "a", "b"):
        pass
    make_room(Shelf(tmp_path))
    assert layers(tmp_path) == {"a", "b"}


def test_to_look_for_a_layer_is_to_use_it(tmp_path: Path) -> None:
    with another_process(tmp_path, "a", "b"):
        pass
    age(tmp_path, "a", 1)
    age(tmp_path, "b", 2)
    shelf = Shelf(tmp_path, most=0)
    assert shelf.find_lock("of-a") == Lock("a", (), "", "")
    assert (tmp_path / "uses" / "a").stat().st_mtime > 2
    make_room(shelf)
    assert layers(tmp_path) == {"a"}


def test_what_another_process_uses_stays_until_it_has_ended(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, most=0)
    with another_process(tmp_path, "a"):
        make_room(shelf)
        assert layers(tmp_path) == {"a"}
    make_room(shelf)
    assert layers(tmp_path) == set()
    assert shelf.find_lock("of-a") is None


def test_wheels_of_local_projects_count_too(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, most=0)
    with shelf.making() as part:
        (part / "made").mkdir()
        (part / "made" / "tea-1.0-py3-none-any.whl").write_bytes(bytes(5000))
        assert shelf.keep_wheel("x", part / "made").is_file()
        shelf.make_room(part)
    assert shelf.find_wheel("x") is None


@pytest.mark.parametrize(
    ("most", "refused", "gone"),
    [
        (60, "", []),
        (59, "", ["old"]),
        (59, "old", ["mid"]),
        (0, "", ["old", "mid", "new"]),
        (29, "mid", ["old", "new"]),
    ],
)
def test_the_rest_fits(most: int, refused: str, gone: list[str]) -> None:
    everything = [
        Kept(Path(name), Path(name), size, used)
        for name, size, used in (("new", 30, 9), ("old", 10, 1), ("mid", 20, 5))
    ]
    removed = choose(everything, most, lambda kept: kept.folder.name != refused)
    assert [kept.folder.name for kept in removed] == gone
