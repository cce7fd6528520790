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
        told = _told(config, folder, environ)
        if told is None:
            return ()
        found += (name, told, *_files(config, folder))
    return tuple(found)


def _told(config: BackendConfig, folder: Path, environ: Mapping[str, str]) -> str | None:
    """What its command says; of recordings alone their files say it."""
    if not config.version:
        return "" if config.replay and not (config.start or config.url or config.openapi) else None
    try:
        done = run(config.version, environ=environ, folder=str(folder), seconds=SECONDS)
    except (OSError, TimeoutError):
        return None
    return None if done.code else done.stdout.decode("utf-8", "replace")


def _files(config: BackendConfig, folder: Path) -> Iterator[str]:
    """Each with the hash of what it holds."""
    patterns = [pattern.replace("{page}", "**/*") for pattern in (config.seed, config.openapi) if pattern]
    patterns += [f"{config.replay}/**/*"] if config.replay else []
    for path in sorted(path for pattern in patterns for path in folder.glob(pattern)):
        if path.is_file():
            yield f"{path.relative_to(folder)} {sha256(path.read_bytes()).hexdigest()}"
