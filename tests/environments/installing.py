"""A machine on which the packages of one language are installed."""

import sys
from pathlib import Path

import pytest

from docverify.environments import Environments
from docverify.errors import InstallError
from docverify.model import Environment, EnvironmentConfig


class Installing:
    """Each language says where its packages come from."""

    language: str
    environ: dict[str, str]
    """As its package manager sees it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "root"
        self.root.mkdir()
        self.state = folder / "state"

    def prepare(self, *install: str, language: str = "", python: str = sys.executable) -> Environment:
        environments = Environments(self.root, self.state, python, self.environ)
        return environments.prepare(language or self.language, EnvironmentConfig(install=install))

    def refusal(self, *install: str) -> InstallError:
        with pytest.raises(InstallError) as caught:
            self.prepare(*install)
        return caught.value
