"""What one service may cost, whatever is sent to it."""

from msgspec import Struct


class Limits(Struct, frozen=True):
    """Bytes, connections and seconds of a service."""

    head: int = 64 * 1024
    """Bytes of a head; longer ones are refused."""
    body: int = 256 * 1024 * 1024
    """Bytes of a body; then its exchange is broken off."""
    kept: int = 64 * 1024
    """Bytes of a body that are recorded."""
    recorded: int = 64 * 1024 * 1024
    """Bytes of all that is recorded; then nothing more is passed on."""
    held: int = 64 * 1024
    """Bytes of a body with stand-ins that are held until its new length is known; longer ones are sent in chunks."""
    connections: int = 128
    """At once from the sandbox, and as many to the backends; the others wait. Each is a file of this process."""
    streams: int = 100
    """Requests at once on a connection of HTTP/2."""
    waiting: float = 60.0
    """Seconds until a head is whole, from when it may begin."""
    connecting: float = 10.0
    """Seconds until a backend takes a connection, or a client has agreed on TLS."""
    silence: float = 300.0
    """Seconds in which nothing comes of what was begun."""
    lingering: float = 2.0
    """Seconds in which a client may still send what is thrown away, so that it reads why."""
