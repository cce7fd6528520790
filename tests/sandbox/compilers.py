"""The compiler of TypeScript: the machine's own, else that of the registry, by npm, once for all tests."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.machine import needs


@pytest.fixture(scope="session")
def compiler(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of what is installed; empty where the machine has it."""
    if shutil.which("tsc"):
        return ""
    needs("npm")
    folder = tmp_path_factory.mktemp("layer", numbered=False)
    folder.chmod(0o755)
    (folder / "package.json").write_text('{"private": true}')
    words = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "typescript@5"]
    subprocess.run(words, cwd=folder, check=True, capture_output=True, timeout=120)
    return str(folder)


def with_types(layer: str, folder: Path) -> str:
    """The layer, or a folder beside it, with a package that is written in TypeScript."""
    package = folder / "node_modules" / "teapot"
    package.mkdir(parents=True)
    (package / "package.json").write_text('{"name": "teapot", "types": "index.d.ts", "main": "index.js"}')
    (package / "index.d.ts").write_text("export interface Pot { lid: string; pour(cups: number): number }")
    if layer:
        (folder / "node_modules" / "typescript").symlink_to(f"{layer}/node_modules/typescript")
    return str(folder)
