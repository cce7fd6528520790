"""What reads TypeScript: the machine's own compiler or else that of the registry, by npm, once for all tests."""

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
    return install("typescript@5", tmp_path_factory.mktemp("layer", numbered=False))


@pytest.fixture(scope="session")
def sucrase(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of what is installed: it reads code with types, and compiles none."""
    return install("sucrase@3", tmp_path_factory.mktemp("sucrase", numbered=False))


def install(package: str, folder: Path) -> str:
    needs("npm")
    folder.chmod(0o755)
    (folder / "package.json").write_text('{"private": true}')
    words = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", package]
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
