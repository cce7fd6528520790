"""What users install is whole: these hold for the built wheel, in the session that installs it."""

import os
from importlib.metadata import distribution
from pathlib import Path, PurePosixPath

import pytest

import docverify

FIXTURES = Path(__file__).parents[1] / "fixtures" / "demo"

pytestmark = pytest.mark.skipif("DOCVERIFY_WHEEL" not in os.environ, reason="the source tree is tested, not the wheel")


def shipped() -> set[PurePosixPath]:
    files = distribution("docverify").files
    assert files
    return {PurePosixPath(path) for path in files if path.suffix != ".pyc"}


def test_the_tests_import_the_installed_package() -> None:
    assert "site-packages" in Path(docverify.__file__).parts


def test_every_page_of_the_demo_is_shipped_as_it_is() -> None:
    data = Path(docverify.__file__).parent / "data" / "demo"
    assert contents(data) == contents(FIXTURES)


def contents(folder: Path) -> dict[PurePosixPath, bytes]:
    """By path below the folder, without what Python makes of a program that is installed or run."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {PurePosixPath(path.relative_to(folder)): path.read_bytes() for path in files}


def test_types_and_schema_are_shipped() -> None:
    assert {PurePosixPath("docverify/py.typed"), PurePosixPath("docverify/data/result.schema.json")} <= shipped()


def test_nothing_but_the_package_is_installed() -> None:
    assert {path.parts[0].partition("-")[0] for path in shipped()} <= {"docverify", ".."}
    assert {path.name for path in shipped() if path.parts[0] == ".."} == {"docverify"}


def test_the_command_is_installed() -> None:
    (script,) = distribution("docverify").entry_points.select(group="console_scripts")
    assert (script.name, script.value) == ("docverify", "docverify.__main__:start")


def test_the_version_is_the_one_of_the_package() -> None:
    assert distribution("docverify").version == docverify.__version__
