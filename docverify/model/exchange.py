"""What was said between an example and a backend, as it was recorded between them."""

from msgspec import Struct

from docverify.model.verdict import Request


class Body(Struct, frozen=True, gc=False):
    """One side of an exchange: its headers in their order, and what its body began with."""

    headers: tuple[tuple[str, str], ...] = ()
    content: bytes = b""
    truncated: bool = False
    """True when the body was longer than what is kept of it."""
    size: int = 0
    """Bytes of the whole body."""


class Recorded(Struct, frozen=True, gc=False):
    """What the same backend replied to the same request when it was recorded."""

    status: int
    content: bytes = b""


class Exchange(Struct, frozen=True):
    """One request of an example with what came back, or a connection where another protocol than HTTP was spoken."""

    task: int | None
    """Which task of the plan ran when it was asked; None when that is not known."""
    backend: str
    """Empty when no backend is meant by its host."""
    request: Request
    """Its `method` is `TCP` for a connection, and empty for what was no request."""
    sent: Body
    received: Body
    problem: str = ""
    """Why it was refused or not carried to its end; empty when it was."""
    scheme: str = "http"
    version: str = "1.1"
    """Of HTTP, as the example spoke it."""
    started: float = 0.0
    """Seconds since 1970."""
    path: str = ""
    """The path that the backend was asked for, where it is not the request's own: with what earlier replies gave in
    the place of `{NAME}`, which is the same in every run."""
    failed: bool = False
    """True when its body says that it failed, whatever its status, as the config tells."""
    lacks: tuple[str, ...] = ()
    """Requests of which it needed a value that none of them had given: `POST /cups`."""
    recorded: Recorded | None = None
    """None where nothing was recorded that can be compared with it."""
