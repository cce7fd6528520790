"""The processes of a session, seen from its pid 1: how they are ended and reaped."""

from __future__ import annotations

import os
import signal


def reap_others(warden_pid: int) -> None:
    """Orphans of the session come to its pid 1."""
    try:
        while True:
            found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if found is None or found.si_pid == warden_pid:
                return
            os.waitpid(found.si_pid, 0)
    except ChildProcessError:
        return


def end_all() -> None:
    """Ends and reaps all other processes of the session's pid namespace.

    The kernel would end them with pid 1, and their use of the processor would be in nobody's account then.
    """
    try:
        os.kill(-1, signal.SIGKILL)
        while True:
            os.wait()
    except (ProcessLookupError, ChildProcessError):
        return


def end_younger(pid: int) -> None:
    """Ends what an example left under whatever parent and group: a port that it holds is the next one's.

    Nothing else of a page starts while an example runs, and a pid namespace counts up.
    Never to be called outside of one.
    """
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) > pid:
            try:
                os.kill(int(name), signal.SIGKILL)
            except ProcessLookupError:
                continue


def end_descendants() -> None:
    """Without a pid namespace nobody else kills what a session left running; all of it has become our children."""
    with open(f"/proc/self/task/{os.getpid()}/children") as file:
        children = [int(word) for word in file.read().split()]
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    if children:
        end_descendants()
