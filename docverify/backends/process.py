"""A program that docverify starts, one instance a worker."""

from collections.abc import Mapping
from pathlib import Path

from docverify.backends.instance.started import Started
from docverify.model import BackendConfig


class Process:
    """The kind `process`."""

    name = "process"

    def accepts(self, config: BackendConfig) -> bool:
        return bool(config.start)

    def open(self, name: str, config: BackendConfig, folder: Path, environ: Mapping[str, str]) -> Started:
        return Started(name, config, folder, environ)


process = Process()
