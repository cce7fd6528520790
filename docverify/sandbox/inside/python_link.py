"""The warden's end of a Python session."""

from __future__ import annotations

import os
import select
import time

from docverify.sandbox.inside import wire

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any

GRACE = 1.0
"""Seconds in which the process that waits for a dead example must speak up."""
TIMED_OUT: dict[str, Any] = {"timed out": True}


class Lost(Exception):
    """The session cannot go on after this example."""


class Python:
    """The warden's end of a Python session."""

    def __init__(self, command: int, reports: int) -> None:
        self.commands = command
        self.reports = reports

    def command(self, first: int, last: int) -> None:
        try:
            os.write(self.commands, first.to_bytes(4, "big") + last.to_bytes(4, "big"))
        except BrokenPipeError:
            raise Lost(first) from None

    def next_message(self, deadline: float, handle: int) -> Any:
        """The next report; TIMED_OUT past the deadline; None when the example died and nobody says how."""
        poll = select.poll()
        poll.register(self.reports, select.POLLIN)
        if handle >= 0:
            poll.register(handle, select.POLLIN)
        ready = dict(poll.poll(max(0, (deadline - time.monotonic()) * 1000)))
        if not ready:
            return TIMED_OUT
        if self.reports not in ready and not self.readable(GRACE):
            return None
        return wire.read(self.reports)

    def readable(self, seconds: float) -> bool:
        poll = select.poll()
        poll.register(self.reports, select.POLLIN)
        return bool(poll.poll(seconds * 1000))

    def saw_death(self, index: int) -> bool:
        """Waits for the session process to say that the example is gone: it stands ready for the next one then."""
        while self.readable(GRACE):
            message = wire.read(self.reports)
            if message is None:
                return False
            if message.get("died") == index:
                return True
        return False
