"""A system that runs already, for instance for staging."""

import time
from collections.abc import Mapping
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from docverify.backends.instance.asking import ask
from docverify.backends.instance.cleaning import reset
from docverify.errors import BackendError
from docverify.model import BackendConfig
from docverify.ports import Words

PAUSE = 0.1
"""Seconds between two looks at one that is not ready yet."""


class Running:
    """One that others use too."""

    shared = True

    def __init__(self, name: str, config: BackendConfig, folder: Path, environ: Mapping[str, str]) -> None:
        self.name = name
        self.config = config
        self.folder = folder
        self.environ = environ

    def begin(self) -> None:
        """Asked once: who runs it keeps it ready."""
        if self.config.ready.http:
            self._ask(self.config.ready.http)

    def target(self) -> tuple[str, int]:
        place = urlsplit(self.config.url)
        return place.hostname or "", place.port or (443 if place.scheme == "https" else 80)

    def upstream(self) -> str:
        return self.config.url.rstrip("/")

    def clean(self, words: Words) -> None:
        by = self.config.reset
        reset(self.name, by, self.upstream(), words, (self.folder, self.environ))
        if by.exec and self.config.ready.http:
            self._await()

    def check(self) -> None:
        if self.config.ready.http:
            self._ask(self.config.ready.http)

    def close(self) -> None:
        """It stays as it is."""

    def _await(self) -> None:
        """A command may have started it anew."""
        deadline = time.monotonic() + self.config.ready.seconds
        while True:
            try:
                self._ask(self.config.ready.http)
                return
            except BackendError:
                if time.monotonic() > deadline:
                    raise
            time.sleep(PAUSE)

    def _ask(self, path: str) -> None:
        try:
            status = ask(self.upstream(), "GET", path, self.config.ready.seconds)
        except (OSError, HTTPException) as error:
            raise BackendError(f"the backend {self.name} at {self.config.url} does not answer: {error}") from None
        if status >= 400:
            raise BackendError(f"the backend {self.name} is not ready: GET {path} was answered by {status}")


class Url:
    """The kind `url`."""

    name = "url"

    def accepts(self, config: BackendConfig) -> bool:
        return bool(config.url)

    def open(self, name: str, config: BackendConfig, folder: Path, environ: Mapping[str, str]) -> Running:
        return Running(name, config, folder, environ)


url = Url()
