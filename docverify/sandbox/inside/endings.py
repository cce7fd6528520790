"""How processes end: waiting for them, killing them, and what their ends are called."""

from __future__ import annotations

import os
import select
import signal
import time

from docverify.sandbox.inside import processes

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any


class Lost(Exception):
    """The session cannot go on after this example."""


def outcome_of(message: dict[str, Any]) -> dict[str, Any]:
    if "end" in message:
        return {"ended": "end", "seconds": message["seconds"], "exit_code": message["code"]}
    if "exit" in message:
        return {"ended": "exit", "seconds": message["seconds"], "exit_code": message["code"]}
    if "exception" in message:
        return {"ended": "exception", "seconds": message["seconds"], "exception": message["shown"]}
    if "refused" in message:
        return {"ended": "limit", "limit": "processes"}
    return death(message["status"], message["signal"])


def death(status: int, killed_by: int) -> dict[str, Any]:
    if killed_by == signal.SIGXCPU:
        return {"ended": "limit", "limit": "cpu"}
    if killed_by == signal.SIGXFSZ:
        return {"ended": "limit", "limit": "file-size"}
    if killed_by:
        return {"ended": "signal", "signal": signal_name(killed_by)}
    return {"ended": "exit", "exit_code": status}


def signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal
        return f"signal {number}"


def shell_outcome(status: int | None, *, done: bool) -> dict[str, Any]:
    if status is None:
        return {"ended": "timeout"}
    if os.WIFSIGNALED(status):
        return death(0, os.WTERMSIG(status))
    code = os.waitstatus_to_exitcode(status)
    return {"ended": "end" if done else "exit", "exit_code": code}


def watched(pid: int) -> int:
    """A descriptor that becomes readable when the process ends; -1 when it has: its session process reports that."""
    try:
        return os.pidfd_open(pid)
    except ProcessLookupError:
        return -1


def wait_until(pid: int, deadline: float) -> int | None:
    """The exit status; None after the deadline, when the whole process group has been killed."""
    handle = os.pidfd_open(pid)
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    in_time = poll.poll(max(0, (deadline - time.monotonic()) * 1000))
    os.close(handle)
    if not in_time:
        end(pid)
    status = processes.status_of(pid)
    return status if in_time else None


def end(pid: int, *, reaped: bool = False) -> None:
    """Kills an example with all that it started in its own process group."""
    for kill in (os.killpg,) if reaped else (os.killpg, os.kill):
        try:
            if pid:
                kill(pid, signal.SIGKILL)
        except OSError:
            pass
