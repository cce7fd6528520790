"""Runs a program of the machine (git, uv) to its end, within a time limit, and leaves nothing of it behind."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence

from msgspec import Struct


class Finished(Struct, frozen=True):
    """What a program that ended left."""

    code: int
    stdout: bytes
    stderr: str


def run(
    command: Sequence[str],
    *,
    environ: Mapping[str, str],
    folder: str,
    seconds: float,
    stdin: bytes = b"",
    descriptors: Sequence[int] = (),
) -> Finished:
    """Runs the program in a session of its own: it has no terminal to ask at, and its children can be ended with it.

    It inherits the descriptors.

    Raises TimeoutError when the time is over, and OSError when it cannot be started.
    """
    with subprocess.Popen(
        command,
        env=dict(environ),
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        pass_fds=tuple(descriptors),
    ) as process:
        try:
            stdout, stderr = process.communicate(stdin, timeout=seconds)
        except BaseException as error:
            os.killpg(process.pid, signal.SIGKILL)  # it has not been waited for, so the number is still its own
            if isinstance(error, subprocess.TimeoutExpired):
                raise TimeoutError(f"{os.path.basename(command[0])} took more than {seconds:g} seconds") from None
            raise
    return Finished(process.returncode, stdout, stderr.decode("utf-8", "replace"))
