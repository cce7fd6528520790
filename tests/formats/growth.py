"""How the time to read a page grows with its length: bounds on hostile input, and no measure of speed.

A machine that is busy with something else makes a reading longer, never shorter: the best of a few counts.
"""

import gc
from collections.abc import Callable
from time import process_time

from tests.formats.shown import read

TIMES = 8
"""How much longer the longer page is."""
SLACK = 3.0
"""What more than that many times as long is no linear growth: the square of it would be eight times as much."""
LEAST = 0.01
"""Seconds below which a reading is all overhead."""
TRIES = 5


def seconds(text: str, format_name: str = "markdown") -> float:
    """CPU seconds of one reading, without the collector's: its cost grows with what other tests have left behind."""
    gc.disable()
    try:
        start = process_time()
        read(text, format_name)
        return process_time() - start
    finally:
        gc.enable()


def grows_linearly(make: Callable[[int], str], count: int, format_name: str = "markdown") -> bool:
    """Whether a page of eight times as many parts takes about eight times as long."""
    short, long = make(count), make(count * TIMES)
    least = min(seconds(short, format_name) for _ in range(3))
    bound = SLACK * TIMES * max(least, LEAST)
    return any(seconds(long, format_name) < bound for _ in range(TRIES))
