"""Attempts to reach an address to which no way leads: the kernel counts them, whatever becomes of the error."""

from __future__ import annotations

import os


class Astray:
    """Counts those of one session, example by example."""

    def __init__(self) -> None:
        self.seen = counted()

    def has_grown(self) -> bool:
        """True when there were some since it was asked last."""
        before, self.seen = self.seen, counted()
        return self.seen > before


def counted() -> int:
    """How often a packet had no route, in the network of this process."""
    try:
        descriptor = os.open("/proc/net/snmp", os.O_RDONLY | os.O_CLOEXEC)
        lines = os.read(descriptor, 4096).split(b"\n")
        os.close(descriptor)
        names, values = (line.split() for line in lines[:2])
        return int(values[names.index(b"OutNoRoutes")])
    except (OSError, ValueError):
        return 0
