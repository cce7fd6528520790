"""The example's end of one exchange of HTTP/2."""

import asyncio
from collections.abc import Awaitable, Callable

from docverify.proxy.caller import GONE
from docverify.proxy.frames import LONGEST
from docverify.proxy.heads import Answer, Headers, read_headers, without, write_headers
from docverify.proxy.needed import h2
from docverify.proxy.stream import Broken, Stream


class StreamCaller:
    """One exchange of a connection of HTTP/2; what comes for it is told by that connection."""

    def __init__(
        self, wire: "h2.connection.H2Connection", flush: Callable[[], Awaitable[None]], number: int, silence: float
    ) -> None:
        self.wire = wire
        self.flush = flush
        self.number = number
        self.silence = silence
        self.expects = False
        """True until it was told to go on, when it waits for that."""
        self.answered = False
        self.trailers: Headers = ()
        self.ended = False
        self.gone = False
        self.changed = asyncio.Event()
        self._parts: list[tuple[bytes, int]] = []

    def take(self, event: object) -> None:
        """Takes what came of this exchange besides its body."""
        if isinstance(event, h2.events.TrailersReceived):
            self.trailers = read_headers(event.headers)
        elif isinstance(event, h2.events.StreamReset):
            self.gone = True
        else:
            self.ended = True
        self.changed.set()

    def take_part(self, part: bytes, taken: int) -> None:
        """Takes what came next of the body, and what that takes of the window; the client sends no more than that."""
        self._parts.append((part, taken))
        self.changed.set()

    async def read(self) -> bytes:
        try:
            return await self._read()
        except OSError as gone:
            raise Broken(GONE, 400) from gone

    async def _read(self) -> bytes:
        if self.expects and not self.answered:
            self.expects = False
            await self.answer(Answer(100))
        while not self._parts:
            if self.gone:
                raise ConnectionResetError
            if self.ended:
                return b""
            await self._change()
        part, taken = self._parts.pop(0)
        self._acknowledge(taken)
        await self.flush()
        return part

    async def answer(self, answer: Answer) -> None:
        self.answered = answer.status >= 200
        said = without(answer.headers, "connection")
        await self._say_headers(((":status", str(answer.status)), *said), last=False)

    async def write(self, part: bytes) -> None:
        at = 0
        while at < len(part):
            most = min(self._window(), LONGEST)
            if most > 0:
                self.wire.send_data(self.number, part[at : at + most])
                at += most
                await self.flush()
            else:
                await self._change()

    async def finish(self, trailers: Headers = ()) -> None:
        if trailers:
            await self._say_headers(trailers, last=True)
            return
        self._window()
        self.wire.end_stream(self.number)
        await self.flush()

    def abort(self) -> None:
        self._reset(h2.errors.ErrorCodes.INTERNAL_ERROR)

    def detach(self) -> tuple[Stream, bytes]:
        raise Broken("no other protocol can be spoken on a connection of HTTP/2", 400)

    async def leave(self) -> None:
        """It is over: the window is given back, and no more is asked for of what did not come."""
        for _, taken in self._parts:
            self._acknowledge(taken)
        self._parts.clear()
        if not self.ended:
            self._reset(h2.errors.ErrorCodes.NO_ERROR)
        await self.flush()

    async def _say_headers(self, headers: Headers, *, last: bool) -> None:
        self._window()
        try:
            self.wire.send_headers(self.number, write_headers(headers), end_stream=last)
        except h2.exceptions.ProtocolError as wrong:
            raise Broken("its answer cannot be said in HTTP/2", 502) from wrong
        await self.flush()

    def _window(self) -> int:
        """How much the client takes now; OSError when it takes nothing any more."""
        try:
            if not self.gone:
                return self.wire.local_flow_control_window(self.number)
        except h2.exceptions.ProtocolError:
            pass
        raise ConnectionResetError

    def _acknowledge(self, taken: int) -> None:
        if taken:
            self.wire.acknowledge_received_data(taken, self.number)

    def _reset(self, code: int) -> None:
        try:
            self.wire.reset_stream(self.number, code)
        except h2.exceptions.ProtocolError:
            return  # it is closed already

    async def _change(self) -> None:
        """Waits until something came for it."""
        self.changed.clear()
        async with asyncio.timeout(self.silence):
            await self.changed.wait()
