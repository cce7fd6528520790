"""The processes of a session, seen from its pid 1: how they are ended and reaped."""

from __future__ import annotations

import os
import signal

ended: dict[int, int] = {}
"""How processes ended that were reaped before somebody asked, the last ones."""
REMEMBERED = 64
ELSEWHERE = 113
"""Process ids that are used up, so that each of them has other digits."""


def reap() -> None:
    """Collects all that has ended: orphans, which come to pid 1, and superseded session processes."""
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            ended[pid] = status
            while len(ended) > REMEMBERED:
                del ended[next(iter(ended))]
    except ChildProcessError:
        return


def status_of(pid: int) -> int:
    """How a child of this process ended, as `os.waitpid` says it; waits for its end."""
    try:
        return ended.pop(pid) if pid in ended else os.waitpid(pid, 0)[1]
    except ChildProcessError:  # reaped while it was waited for
        return ended.pop(pid, signal.SIGKILL)


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


def use_up_ids() -> None:
    """What starts from now on has other ids than it would have had."""
    for _ in range(ELSEWHERE):
        pid = os.fork()
        if pid == 0:
            os._exit(0)
        status_of(pid)
