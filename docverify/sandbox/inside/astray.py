"""Attempts to reach an address to which no way leads, or a port at which nobody listens.

The kernel counts them, whatever becomes of the error. Who waits until its own server listens is refused first as well.
"""

from __future__ import annotations

import os

_COUNTERS = (b"OutNoRoutes", b"AttemptFails", b"PassiveOpens")


class Astray:
    """Counts those of one session, example by example."""

    def __init__(self) -> None:
        self.seen = counted()

    def has_grown(self) -> bool:
        """True when there were some since it was asked last, and nobody in here was reached after a refusal."""
        before, self.seen = self.seen, counted()
        lost, refused, reached = (now > then for now, then in zip(self.seen, before, strict=True))
        return lost or (refused and not reached)


def counted() -> tuple[int, ...]:
    """How often a packet had no route, a connection was refused and one was taken, in the network of this process."""
    try:
        descriptor = os.open("/proc/net/snmp", os.O_RDONLY | os.O_CLOEXEC)
        rows = [line.split() for line in os.read(descriptor, 4096).split(b"\n") if line.startswith((b"Ip:", b"Tcp:"))]
        os.close(descriptor)
        names, values = rows[0] + rows[2], rows[1] + rows[3]
        return tuple(int(values[names.index(one)]) for one in _COUNTERS)
    except (OSError, ValueError, IndexError):
        return 0, 0, 0
