"""One process at a time holds a lock, and one that dies lets go of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from docverify.locking import locked

HOLD = (
    "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX); print(flush=True); sys.stdin.read()"
)


def test_a_lock_that_is_held_is_waited_for_and_then_given_up(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    with locked(file, 1), pytest.raises(TimeoutError, match=r"another docverify has held .*lock for 0.1 seconds"):  # noqa: SIM117
        with locked(file, 0.1):
            pass


def test_a_lock_is_free_again_after_its_end(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(tmp_path / "lock", 0):
            pass


def test_a_process_that_is_killed_lets_go(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    command = [sys.executable, "-I", "-S", "-c", HOLD, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(TimeoutError), locked(file, 0):
            pass
        holder.kill()
        holder.wait()
        with locked(file, 5):
            pass
