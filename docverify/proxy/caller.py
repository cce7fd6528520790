"""The example's end of an exchange, and how it is spoken in HTTP/1.1."""

import asyncio
from typing import Protocol

from docverify.proxy.heads import (
    Answer,
    Dialled,
    Head,
    Headers,
    find_header,
    read_head,
    read_headers,
    write_headers,
)
from docverify.proxy.limits import Limits
from docverify.proxy.needed import h11
from docverify.proxy.stream import Broken, Stream

GONE = "the example broke its request off"


class Caller(Protocol):
    """Who asks in one exchange; reading raises Broken when the request breaks off, writing OSError."""

    answered: bool
    """True when an answer was begun: no other can be given."""
    trailers: Headers
    """What followed the request's body."""

    async def read(self) -> bytes:
        """What comes next of the request's body; nothing at its end."""

    async def answer(self, answer: Answer) -> None:
        """Begins the answer, or says something before it."""

    async def write(self, part: bytes) -> None:
        """What comes next of the answer's body."""

    async def finish(self, trailers: Headers = ()) -> None:
        """Ends the answer."""

    def abort(self) -> None:
        """Breaks off, so that an answer that was begun is seen to be not whole."""

    def detach(self) -> tuple[Stream, bytes]:
        """The connection, and what was read of it already, when another protocol is spoken from here on."""


class PlainCaller:
    """A client of HTTP/1.1 on one connection."""

    def __init__(self, stream: Stream, dialled: Dialled, limits: Limits) -> None:
        self.stream = stream
        self.dialled = dialled
        self.limits = limits
        self.wire = h11.Connection(h11.SERVER, limits.head)
        self.answered = False
        self.trailers: Headers = ()
        self._method = ""
        self._version = "1.1"
        self._chunked = False

    async def head(self) -> Head | None:
        """The next request; None when there is none, and one with a problem when it cannot be read."""
        try:
            async with asyncio.timeout(self.limits.waiting):
                event = await self._event()
        except h11.RemoteProtocolError as wrong:
            return self._unreadable("it is no request of HTTP/1.1", wrong.error_status_hint)
        except TimeoutError:
            begun = self.wire.trailing_data[0]
            return self._unreadable(f"its head took longer than {self.limits.waiting:g} s", 408) if begun else None
        if not isinstance(event, h11.Request):
            return None
        self._method, self._version = event.method.decode(), event.http_version.decode()
        headers = read_headers(event.headers.raw_items())
        return read_head(self._method, event.target.decode("latin-1"), headers, self.dialled, self._version)

    async def read(self) -> bytes:
        try:
            if self.wire.they_are_waiting_for_100_continue and not self.answered:
                await self.answer(Answer(100))
            event = await self._event()
        except (h11.RemoteProtocolError, OSError) as gone:
            raise Broken(GONE, 400) from gone
        if isinstance(event, h11.Data):
            return bytes(event.data)
        if isinstance(event, h11.EndOfMessage):
            self.trailers = read_headers(event.headers.raw_items())
        return b""

    async def answer(self, answer: Answer) -> None:
        headers = write_headers(answer.headers)
        reason = answer.reason.encode("latin-1")
        if answer.status < 200:
            said: h11.Event = h11.InformationalResponse(status_code=answer.status, headers=headers, reason=reason)
        else:
            said = h11.Response(status_code=answer.status, headers=headers, reason=reason)
            self.answered = True
            bodiless = self._method == "HEAD" or answer.status in (204, 304)
            self._chunked = (
                self._version == "1.1" and not bodiless and not find_header(answer.headers, "content-length")
            )
        await self._send(said)

    async def write(self, part: bytes) -> None:
        await self._send(h11.Data(data=part))

    async def finish(self, trailers: Headers = ()) -> None:
        await self._send(h11.EndOfMessage(headers=write_headers(trailers) if self._chunked else []))

    def abort(self) -> None:
        self.stream.abort()

    def detach(self) -> tuple[Stream, bytes]:
        return self.stream, self.wire.trailing_data[0]

    def again(self) -> bool:
        """True when another request may come on this connection."""
        if self.wire.our_state is not h11.DONE or self.wire.their_state is not h11.DONE:
            return False
        self.wire.start_next_cycle()
        self.answered = False
        self.trailers = ()
        return True

    def _unreadable(self, problem: str, status: int) -> Head:
        dialled = self.dialled
        host = dialled.name or dialled.address
        return Head("", host, dialled.port, host, "", (), dialled.scheme, problem=problem, status=status)

    async def _event(self) -> object:
        while (event := self.wire.next_event()) is h11.NEED_DATA:
            self.wire.receive_data(await self.stream.read())
        return event

    async def _send(self, event: h11.Event) -> None:
        await self.stream.write(self.wire.send(event) or b"")
