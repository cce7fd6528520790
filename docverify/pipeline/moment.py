"""When a run began, as results tell it."""

import time


def now() -> str:
    """RFC 3339, in seconds."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
