"""The threads that an example leaves: an interpreter that comes to the end of a file waits for them, and so do we."""

from __future__ import annotations

import _thread
import builtins
import sys
import time

# What follows keeps working when an example replaces builtins, or functions of `time`: it uses copies taken here.
__builtins__ = dict(vars(builtins))  # type: ignore[assignment]  # the interpreter takes either

LONGEST_WAIT = 0.25
"""Seconds: some threads serve until somebody ends them, and a page may start many of these."""
PAUSE = 0.001
count = _thread._count
clock, sleep = time.perf_counter, time.sleep


def living() -> frozenset[object]:
    """Those that are no daemons: others end with the file."""
    threading = sys.modules.get("threading")
    try:
        main = threading.main_thread()  # type: ignore[union-attr]
        return frozenset(one for one in threading.enumerate() if one is not main and not one.daemon)  # type: ignore[union-attr]
    except Exception:  # not imported, a file of the page's own, or what the example made of it
        return frozenset()


def wait(before: frozenset[object], longest: float) -> float:
    """Until no other is left than before the example: what they print is its output too.

    Returns how many seconds the next one of the session may wait: half of them once that was in vain.
    """
    until = clock() + longest
    try:
        while count() and not living() <= before:
            if clock() >= until:
                return longest / 2
            sleep(PAUSE)
    except BaseException:  # a signal's, which an interpreter that waits for them ignores
        pass
    return longest
