"""Commands that a config has for a backend."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from docverify.errors import BackendError
from docverify.process import run

SECONDS = 60.0
"""What a command may take."""
LONGEST = 300


def command(words: Sequence[str], what: str, folder: Path, environ: Mapping[str, str]) -> None:
    """Runs one to its end; raises BackendError when that does not work, which begins with `what`."""
    try:
        done = run(words, environ=environ, folder=str(folder), seconds=SECONDS)
    except (OSError, TimeoutError) as error:
        raise BackendError(f"{what}: {error}") from None
    if done.code:
        said = (done.stderr or done.stdout.decode("utf-8", "replace")).strip()[-LONGEST:]
        raise BackendError(f"{what}: {words[0]} ended with {done.code}: {said}")
