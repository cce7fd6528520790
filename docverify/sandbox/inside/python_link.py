"""The warden's end of a Python session: datagrams that begin with a nonce; what begins otherwise is noise."""

from __future__ import annotations

import marshal
import os
import select
import time

from docverify.sandbox.inside import endings

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any

GRACE = 1.0
"""Seconds in which the process that waits for a dead example must speak up."""
LONGEST = 1 << 18
TIMED_OUT: dict[str, Any] = {"timed out": True}


class Python:
    """A running session: takes commands, and tells what became of each example."""

    def __init__(self, commands: int, reports: int, nonce: bytes) -> None:
        self.commands = commands
        self.reports = reports
        self.nonce = nonce

    def command(self, first: int, last: int) -> None:
        """Orders the examples from the first to the last."""
        try:
            os.write(self.commands, first.to_bytes(4, "big") + last.to_bytes(4, "big"))
        except BrokenPipeError:
            raise endings.Lost(first) from None

    def next_message(self, deadline: float, handle: int) -> Any:
        """The next report; TIMED_OUT past the deadline; None when the example died and nobody says how."""
        while True:
            ready = wait_for((self.reports, handle) if handle >= 0 else (self.reports,), deadline)
            if not ready:
                return TIMED_OUT
            if self.reports not in ready and not wait_for((self.reports,), time.monotonic() + GRACE):
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

    def saw_death(self, index: int) -> bool:
        """Waits for the session process to say that the example is gone: it stands ready for the next one then."""
        deadline = time.monotonic() + GRACE
        while wait_for((self.reports,), deadline):
            message = self.read()
            if message is not None and message.get("died") == index:
                return True
        return False


def wait_for(descriptors: tuple[int, ...], deadline: float) -> set[int]:
    """Those that can be read; empty past the deadline."""
    poll = select.poll()
    for descriptor in descriptors:
        poll.register(descriptor, select.POLLIN)
    return {descriptor for descriptor, _ in poll.poll(max(0.0, (deadline - time.monotonic()) * 1000))}
