"""Recordings of a system, which answer in its place."""

from collections.abc import Mapping
from pathlib import Path

from docverify.cassettes.folder import load
from docverify.cassettes.likeness import question
from docverify.cassettes.making import headers_of
from docverify.cassettes.playing import Player
from docverify.errors import BackendError
from docverify.model import BackendConfig
from docverify.plan.network import served
from docverify.ports import Words
from docverify.proxy.heads import Headers


class Recordings:
    """All that a folder holds of one backend; nothing is started, and nothing is kept."""

    shared = False

    def __init__(self, name: str, config: BackendConfig, folder: Path) -> None:
        self.name = name
        self.folder = folder / config.replay
        self.hosts = served(name, config)
        self.player = Player(())

    def begin(self) -> None:
        cassettes = load(self.name, self.hosts, self.folder)
        if not cassettes:
            what = f"the backend {self.name} has no recordings in {self.folder}"
            raise BackendError(what, "docverify record, with url or start beside replay")
        self.player = Player(cassettes)

    def target(self) -> tuple[str, int]:
        return "", 0

    def upstream(self) -> str:
        """Of nobody: it is asked by `find`."""
        return "http://replay.invalid"

    def clean(self, words: Words) -> None:
        """It is."""

    def check(self) -> None:
        """It is there."""

    def close(self) -> None:
        """Nothing runs."""

    def turn_to(self, page: str) -> None:
        self.player.turn_to(page)

    def find(self, method: str, target: str, headers: Headers, body: bytes) -> tuple[int, Headers, bytes] | None:
        reply = self.player.find(question(method, target, headers, body))
        return (reply.status, headers_of(reply), reply.body()) if reply else None


class Replay:
    """The kind `replay`."""

    name = "replay"

    def accepts(self, config: BackendConfig) -> bool:
        return bool(config.replay) and not (config.start or config.url or config.openapi)

    def open(self, name: str, config: BackendConfig, folder: Path, environ: Mapping[str, str]) -> Recordings:
        del environ
        return Recordings(name, config, folder)


replay = Replay()
