"""The backend's end of an exchange, whatever stands there."""

from typing import Protocol

from docverify.proxy.heads import Answer, Headers
from docverify.proxy.stream import Stream


class Backend(Protocol):
    """What is asked one request; whatever it does wrong is Broken, with the status of a gateway."""

    trailers: Headers
    """What followed the answer's body."""

    async def ask(self, method: str, target: str, headers: Headers) -> None:
        """Takes a request's head."""

    async def write(self, part: bytes) -> None:
        """Takes what comes next of the body."""

    async def finish(self, trailers: Headers = ()) -> None:
        """The request is over."""

    async def answer(self) -> Answer:
        """The next head that it says, `100 Continue` left out."""

    async def read(self) -> bytes:
        """What comes next of the answer's body; nothing at its end."""

    def detach(self) -> tuple[Stream, bytes]:
        """The connection, and what was read of it already, when another protocol is spoken from here on."""

    def drop(self) -> None:
        """It is over, or given up."""
