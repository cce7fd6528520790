"""The warden's end of a Python session: datagrams that begin with a nonce; what begins otherwise is noise."""

from __future__ import annotations

import marshal
import os
import select
import signal
import time

from docverify.sandbox.inside import endings, processes

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    import _socket
    from typing import Any

GRACE = 1.0
"""Seconds in which the process that waits for a dead example must speak up."""
LONGEST = 1 << 18
TIMED_OUT: dict[str, Any] = {"timed out": True}


class Own:
    """A session process that the warden has forked."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.descriptor = os.pidfd_open(pid)
        """Can be read when the process has ended."""

    def status(self) -> int:
        """How it ended, as `os.waitpid` says it."""
        return processes.status_of(self.pid)


class Forked:
    """A session process that a template has forked, and tells of."""

    def __init__(self, told: _socket.socket) -> None:
        self.told = told
        self.descriptor = told.fileno()

    def status(self) -> int:
        said = self.told.recv(4)
        return int.from_bytes(said, "big") if len(said) == 4 else signal.SIGKILL


class Python:
    """A running session: takes commands, and tells what became of each example.

    `sole`: its one example runs in the session process itself, which ends with it when it does not end well.
    """

    def __init__(self, process: Own | Forked, ends: tuple[int, int], nonce: bytes, *, sole: bool) -> None:
        self.process = process
        self.commands, self.reports = ends
        self.nonce = nonce
        self.sole = sole

    def command(self, first: int, last: int) -> None:
        """Orders the examples from the first to the last."""
        try:
            os.write(self.commands, first.to_bytes(4, "big") + last.to_bytes(4, "big"))
        except BrokenPipeError:
            raise endings.Lost(first) from None

    def next_message(self, deadline: float, handle: int) -> Any:
        """The next report; TIMED_OUT past the deadline; None when the example died and nobody says how."""
        handle = self.process.descriptor if self.sole else handle
        grace = 0.0 if self.sole else GRACE
        while True:
            ready = wait_for((self.reports, handle) if handle >= 0 else (self.reports,), deadline)
            if not ready:
                return TIMED_OUT
            if self.reports not in ready and not wait_for((self.reports,), time.monotonic() + grace):
                return None
            message = self.read()
            if message is not None:
                return message

    def read(self) -> Any:
        """One report; None for noise."""
        data = os.read(self.reports, LONGEST)
        if not data.startswith(self.nonce):
            return None
        try:
            return marshal.loads(data[len(self.nonce) :])
        except (EOFError, TypeError, ValueError):
            return None

    def saw_death(self, index: int) -> dict[str, Any] | None:
        """Waits for word that the example is gone: the session process stands ready for the next one then, if any."""
        deadline = time.monotonic() + GRACE
        if self.sole:
            return self.died(index) if wait_for((self.process.descriptor,), deadline) else None
        while wait_for((self.reports,), deadline):
            message: dict[str, Any] | None = self.read()
            if message is not None and message.get("died") == index:
                return message
        return None

    def died(self, index: int) -> dict[str, Any]:
        status = self.process.status()
        return {"died": index, "status": status >> 8, "signal": status & 127}


def wait_for(descriptors: tuple[int, ...], deadline: float) -> set[int]:
    """Those that can be read; empty past the deadline."""
    poll = select.poll()
    for descriptor in descriptors:
        poll.register(descriptor, select.POLLIN)
    return {descriptor for descriptor, _ in poll.poll(max(0.0, (deadline - time.monotonic()) * 1000))}
