"""A description in OpenAPI, by which Prism answers."""

import shutil
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from docverify.backends.instance.interface import Interface, read_interface
from docverify.backends.instance.started import Started
from docverify.errors import BackendError
from docverify.formats.trees.node import Malformed
from docverify.model import BackendConfig

PROGRAM = "prism"
INSTALL = "npm install --save-dev @stoplight/prism-cli"
LONGEST = 64 << 20
"""Bytes of a description."""


class Mocked(Started):
    """Prism, which keeps nothing: it is always clean."""

    interface = Interface((), ())

    def begin(self) -> None:
        self.interface = self._read()
        program = find_prism(self.folder, self.environ)
        if program is None:
            what = f"the backend {self.name} is answered by Prism, which is neither on the PATH nor in node_modules"
            raise BackendError(what, INSTALL)
        # `--errors` would answer for Prism's own mistakes as if they were the example's.
        words = (program, "mock", "--host", "127.0.0.1", "--port", "{port}", self.config.openapi)
        self.config = replace(self.config, start=words)
        super().begin()

    def clean(self, words: Mapping[str, str]) -> None:
        """It is."""

    def bases(self) -> Sequence[str]:
        return self.interface.bases

    def unknown_query(self, method: str, path: str, names: Collection[str]) -> str:
        return self.interface.unknown(method, path, names)

    def _read(self) -> Interface:
        file = self.folder / self.config.openapi
        try:
            if file.stat().st_size > LONGEST:
                raise BackendError(f"the backend {self.name} has a description of more than {LONGEST} bytes: {file}")
            return read_interface(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeError) as error:
            raise BackendError(f"the backend {self.name} has no description that can be read: {error}") from None
        except Malformed as error:
            raise BackendError(f"the backend {self.name}: {file}:{error.line}: {error.what}", "mend it") from None


def find_prism(folder: Path, environ: Mapping[str, str]) -> str | None:
    """The project's own, from its folder upward, else the one on the PATH."""
    for place in (folder, *folder.parents):
        own = place / "node_modules" / ".bin" / PROGRAM
        if own.is_file():
            return str(own)
    return shutil.which(PROGRAM, path=environ.get("PATH", ""))


class OpenApi:
    """The kind `openapi`."""

    name = "openapi"

    def accepts(self, config: BackendConfig) -> bool:
        return bool(config.openapi)

    def open(self, name: str, config: BackendConfig, folder: Path, environ: Mapping[str, str]) -> Mocked:
        return Mocked(name, config, folder, environ)


openapi = OpenApi()
