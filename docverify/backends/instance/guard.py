"""Whoever ends a program when docverify is gone: by a signal that nobody can wait for, or with its terminal."""

import subprocess

GOODBYE = 5.0
"""Seconds in which a program may end by itself."""
_WATCH = 'read -r _; kill -s TERM -- "-$1" && sleep "$2" && kill -s KILL -- "-$1"'
"""Nothing is ever written to it: it reads to the end of a pipe, which comes with the end of who holds the other end."""


class Guard:
    """A process beside a program's process group, until it is called off."""

    def __init__(self, group: int) -> None:
        words = ("/bin/sh", "-c", _WATCH, "docverify-guard", str(group), f"{GOODBYE:g}")
        silent = subprocess.DEVNULL
        self._process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=silent, stderr=silent, start_new_session=True
        )

    def close(self) -> None:
        """The program has ended: its number may be another's soon."""
        self._process.kill()
        self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()
