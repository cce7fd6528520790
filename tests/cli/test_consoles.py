"""Consoles of databases run where a backend is a server of them, and nowhere else."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.components import FIXTURES


@pytest.mark.parametrize("name", ["redis", "postgresql"])
def test_without_a_server_nothing_is_typed(
    folder: Path, docverify: Command, write: Callable[[str, str], Path], name: str
) -> None:
    shutil.copytree(FIXTURES / name, folder, dirs_exist_ok=True)
    write("docverify.toml", '[[sources]]\npath = "docs"\n')
    rows = json.loads(docverify("check", "--format", "json").out)["examples"]
    assert {(row["verdict"], row["reason"]) for row in rows if row["language"] == name} == {
        ("unverified", "needs-network")
    }
