"""What verdicts follow from, as far as backends go."""

from collections.abc import Mapping
from pathlib import Path

from docverify.model import BackendConfig
from docverify.process import run

SECONDS = 30.0


def describe_backends(
    backends: Mapping[str, BackendConfig], folder: Path, environ: Mapping[str, str]
) -> tuple[str, ...]:
    """What the command of each says of it; none when one of them does not say."""
    found: list[str] = []
    for name, config in sorted(backends.items()):
        if not config.version:
            return ()
        try:
            done = run(config.version, environ=environ, folder=str(folder), seconds=SECONDS)
        except (OSError, TimeoutError):
            return ()
        if done.code:
            return ()
        found += (name, done.stdout.decode("utf-8", "replace"))
    return tuple(found)
