"""A run that is asked to tells what each example of Python looked for in its folder, and changes nothing by that."""

import pytest
from msgspec.structs import replace

from docverify.ports import Sandbox
from tests.sandbox.conftest import Runner, plan, task

LOOKS = "import os\nfrom pathlib import Path\n"


def sought(wall: Sandbox, *codes: str) -> list[list[tuple[str, str]]]:
    asked = replace(plan(*(task(number, code) for number, code in enumerate(codes))), watched=True)
    return [[(one.kind, one.path) for one in run.sought] for run in wall.run(asked, lambda _: None)]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("print(os.path.exists('green.txt'))", [("file", "green.txt")]),
        ("print(Path('teas', 'green.txt').is_file())", [("file", "teas/green.txt")]),
        ("print(os.path.exists(os.path.abspath('green.txt')))", [("file", "green.txt")]),
        ("try:\n    open('green.txt')\nexcept OSError:\n    pass", [("file", "green.txt")]),
        ("open('green.txt')", [("file", "green.txt")]),
        ("open(mode='r', file='green.txt')", [("file", "green.txt")]),
        ("open('green.txt', 'w').close()", []),
        ("if not os.path.exists('green.txt'):\n    Path('green.txt').touch()", []),
        ("print(os.path.exists('/no/such/green.txt'))", []),
        ("print(os.path.exists('../green.txt'))", []),
        ("print(os.listdir(), list(Path('.').glob('*.txt')))", [("folder", ".")]),
        ("os.mkdir('teas'), Path('teas/green').touch()\nprint(os.listdir('teas'))", []),
        ("print(os.path.exists(0), os.listdir('/'))", []),
        ("import importlib.metadata\nprint(len(list(importlib.metadata.distributions())))", []),
        ("import pkgutil\nprint(len(list(pkgutil.iter_modules())))", []),
        ("import sys\nprint(os.path.exists('green.txt'))\nsys.exit(1)", [("file", "green.txt")]),
    ],
)
def test_what_is_not_there_is_told_once(wall: Sandbox, code: str, told: list[tuple[str, str]]) -> None:
    assert sought(wall, LOOKS + code) == [told]


def test_each_example_is_told_of_apart_and_a_page_makes_what_is_there(wall: Sandbox) -> None:
    looks = LOOKS + "print(os.path.exists('green.txt'))"
    makes = LOOKS + "Path('green.txt').touch()"
    assert sought(wall, looks, "1 / 0", makes, looks) == [[("file", "green.txt")], [], [], []]


def test_functions_of_the_system_do_what_they_did(wall: Sandbox) -> None:
    code = (
        "import os, shutil, tempfile\n"
        "assert {os.stat, os.scandir} & os.supports_follow_symlinks and os.scandir in os.supports_fd\n"
        "os.mkdir('a'); open('a/b', 'w').close(); shutil.copytree('a', 'c'); shutil.rmtree('a')\n"
        "with os.scandir('c') as found: assert [one.name for one in found] == ['b']\n"
        "with tempfile.TemporaryDirectory() as folder: assert os.listdir(folder) == []\n"
    )
    (run,) = wall.run(replace(plan(task(0, code)), watched=True), lambda _: None)
    assert (run.ended, run.exception) == ("end", None)


def test_it_is_told_where_it_is_asked_for_alone(python: Runner) -> None:
    (run,) = python(LOOKS + "print(os.path.exists('green.txt'), os.stat.__name__)")
    assert run.sought == ()
