"""When a run is: as results tell it, and where it is another day then."""

import time

NOON = 12


def now() -> str:
    """RFC 3339, in seconds."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def another_zone() -> str:
    """One in which it is another day now."""
    return "Etc/GMT+12" if time.gmtime().tm_hour < NOON else "Etc/GMT-14"
