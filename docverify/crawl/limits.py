"""What a crawl may cost; apart from what crawls, so that a command that crawls nothing starts without it."""

from msgspec import Struct


class Limits(Struct, frozen=True):
    """What one request may cost, and how often it is sent again."""

    connect: float = 10.0
    """Seconds."""
    silence: float = 20.0
    """Seconds between two bytes."""
    seconds: float = 120.0
    """For the whole."""
    size: int = 32 * 1024 * 1024
    """Bytes of the body, decompressed."""
    retries: int = 3
    pause: float = 0.5
    """Seconds before the first of them, on average; twice as many before each further one."""
