"""Consoles of databases run where a backend is a server of them, in the folders of fixtures/backends."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Command

FIXTURES = Path(__file__).parents[2] / "fixtures" / "backends"


def rows(docverify: Command) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(docverify("check", "--format", "json").out)["examples"]
    return found


@pytest.mark.parametrize(
    ("name", "verdicts"),
    [
        ("redis", ["pass", "pass", "pass", "pass", "drift"]),
        ("postgresql", ["pass", "pass", "pass", "drift"]),
    ],
)
def test_a_console_of_a_server(folder: Path, docverify: Command, name: str, verdicts: list[str]) -> None:
    shutil.copytree(FIXTURES / name, folder, dirs_exist_ok=True)
    found = rows(docverify)
    assert [row["verdict"] for row in found] == verdicts
    assert {row["level"] for row in found[:-1]} == {"matched"}


@pytest.mark.parametrize("name", ["redis", "postgresql"])
def test_without_a_server_nothing_is_typed(
    folder: Path, docverify: Command, write: Callable[[str, str], Path], name: str
) -> None:
    shutil.copytree(FIXTURES / name, folder, dirs_exist_ok=True)
    write("docverify.toml", '[[sources]]\npath = "docs"\n')
    assert {(row["verdict"], row["reason"]) for row in rows(docverify) if row["language"] == name} == {
        ("unverified", "needs-network")
    }
