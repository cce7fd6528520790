"""What verdicts follow from, as far as backends go."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from docverify.model import BackendConfig
from docverify.process import run

SECONDS = 30.0


def describe_backends(
    backends: Mapping[str, BackendConfig], folder: Path, environ: Mapping[str, str]
) -> tuple[str, ...]:
    """What the command of each says of it, and the files that it is filled from; none when one of them does not say."""
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
        found += (name, done.stdout.decode("utf-8", "replace"), *_files(config, folder))
    return tuple(found)


def _files(config: BackendConfig, folder: Path) -> Iterator[str]:
    """Each with the hash of what it holds."""
    patterns = [pattern.replace("{page}", "**/*") for pattern in (config.seed, config.openapi) if pattern]
    for path in sorted(path for pattern in patterns for path in folder.glob(pattern)):
        if path.is_file():
            yield f"{path.relative_to(folder)} {sha256(path.read_bytes()).hexdigest()}"
