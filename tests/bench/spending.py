"""What a program costs that runs to its end."""

import os
import subprocess
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from command import ENVIRON


class Cost(NamedTuple):
    """CPU and wall seconds, with those of children, and the most memory of one process."""

    cpu: float
    wall: float
    mebibytes: int


def spent(command: Sequence[str], folder: Path, accepted: Collection[int] = (0,)) -> Cost:
    """Any other exit code ends the benchmark: what did not do its work is not measured."""
    began = time.perf_counter()
    with subprocess.Popen(command, env=ENVIRON, cwd=folder, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accepted:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - began, usage.ru_maxrss // 1024)
