"""What pid 1 of a session does beside running the page: reaps orphans, and ends all when memory runs out.

It looks around whenever a timer rings, whatever it waits for at that moment.
"""

from __future__ import annotations

import os
import signal

from docverify.sandbox.inside import memory, processes, words

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any

SCAN = 0.05
"""Seconds between two looks."""


def begin(most: int, *, walled: bool) -> None:
    """`most`: bytes of memory that the session may use. Without walls nobody knows what belongs to it."""
    held = memory.Memory(most)

    def look(*_: Any) -> None:
        processes.reap()
        if walled and held.is_exceeded():
            processes.end_all()
            os._exit(words.MEMORY)
        signal.setitimer(signal.ITIMER_REAL, SCAN)

    signal.signal(signal.SIGINT, ignore)
    if walled:
        signal.signal(signal.SIGTERM, end_at_once)
    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, SCAN)


def forget() -> None:
    """In a process that was forked from such a one, and becomes no other program: signals mean what they always do."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


def end() -> None:
    """Nothing is left of the session, and what it used is in the accounts."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGTERM, ignore)
    processes.end_all()


def ignore(*_: Any) -> None:
    """Not the same as `SIG_IGN`, which other programs would inherit."""


def end_at_once(*_: Any) -> None:
    """The launcher asks for it."""
    processes.end_all()
    os._exit(255)
