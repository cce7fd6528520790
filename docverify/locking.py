"""A lock between processes that share the state folder; the system lets go of it when its holder dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

POLL_SECONDS = 0.05


@contextmanager
def locked(file: Path, seconds: float) -> Iterator[None]:
    """Holds the lock that this file stands for; raises TimeoutError when another process holds it for so long."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _wait_for(descriptor, file, seconds)
        yield
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, file: Path, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise TimeoutError(f"another docverify has held {file} for {seconds:g} seconds") from None
        time.sleep(POLL_SECONDS)
