"""How a backend that runs becomes clean again."""

from collections.abc import Mapping
from http.client import HTTPException
from pathlib import Path

from docverify.backends.instance.asking import ask
from docverify.errors import BackendError
from docverify.model import BackendConfig
from docverify.process import run

SECONDS = 60.0
"""What a command may take."""
LONGEST = 300


def reset(name: str, config: BackendConfig, root: str, folder: Path, environ: Mapping[str, str]) -> None:
    """By what the config says; raises BackendError when that does not work. `root` is the backend's URL."""
    port = root.rpartition(":")[2]
    if config.reset.http:
        method, _, path = config.reset.http.partition(" ")
        try:
            status = ask(root, method, path)
        except (OSError, HTTPException) as error:
            raise BackendError(f"the backend {name} could not be reset: {error}") from None
        if status >= 400:
            raise BackendError(f"the backend {name} could not be reset: {config.reset.http} was answered by {status}")
    for command in [config.reset.exec] if config.reset.exec else []:
        words = [word.replace("{port}", port) for word in command]
        try:
            done = run(words, environ=environ, folder=str(folder), seconds=SECONDS)
        except (OSError, TimeoutError) as error:
            raise BackendError(f"the backend {name} could not be reset: {error}") from None
        if done.code:
            said = (done.stderr or done.stdout.decode("utf-8", "replace")).strip()[-LONGEST:]
            raise BackendError(f"the backend {name} could not be reset: {words[0]} ended with {done.code}: {said}")
