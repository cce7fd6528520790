"""The backend's end of an exchange over HTTP/1.1: one connection, one request, its answer."""

import os
import socket
import ssl
from collections.abc import Callable

from docverify.proxy.heads import Answer, Headers, find_header, read_headers, write_headers
from docverify.proxy.limits import Limits
from docverify.proxy.needed import h11
from docverify.proxy.routes import Upstream
from docverify.proxy.stream import Broken, Stream, connect


class Connection:
    """A backend that HTTP/1.1 is spoken with, on a connection of its own."""

    def __init__(self, stream: Stream, limits: Limits) -> None:
        self.stream = stream
        self.wire = h11.Connection(h11.CLIENT, limits.head)
        self.trailers: Headers = ()
        self._chunked = False

    async def ask(self, method: str, target: str, headers: Headers) -> None:
        self._chunked = bool(find_header(headers, "transfer-encoding"))
        asked = h11.Request(method=method, target=target.encode("latin-1"), headers=write_headers(headers))
        await self._send(asked)

    async def write(self, part: bytes) -> None:
        await self._send(h11.Data(data=part))

    async def finish(self, trailers: Headers = ()) -> None:
        await self._send(h11.EndOfMessage(headers=write_headers(trailers) if self._chunked else []))

    async def answer(self) -> Answer:
        while True:
            event = await self._event()
            if not isinstance(event, h11.InformationalResponse | h11.Response):
                raise Broken("it answered nothing", 502)
            if event.status_code != 100:
                headers = read_headers(event.headers.raw_items())
                return Answer(event.status_code, headers, bytes(event.reason).decode("latin-1"))

    async def read(self) -> bytes:
        event = await self._event()
        if isinstance(event, h11.Data):
            return bytes(event.data)
        if isinstance(event, h11.EndOfMessage):
            self.trailers = read_headers(event.headers.raw_items())
        return b""

    def detach(self) -> tuple[Stream, bytes]:
        return self.stream, self.wire.trailing_data[0]

    def drop(self) -> None:
        self.stream.drop()

    async def _event(self) -> object:
        try:
            while (event := self.wire.next_event()) is h11.NEED_DATA:
                self.wire.receive_data(await self.stream.read())
        except h11.RemoteProtocolError as wrong:
            ended = self.wire.trailing_data[1]
            said = "it ended the connection before its answer was whole" if ended else "its answer is not HTTP"
            raise Broken(said, 502) from wrong
        except TimeoutError as late:
            raise Broken("it said nothing for too long", 504) from late
        except OSError as gone:
            raise Broken("it broke the connection off", 502) from gone
        return event

    async def _send(self, event: h11.Event) -> None:
        await self.stream.write(self.wire.send(event) or b"")


async def open_connection(upstream: Upstream, limits: Limits, trust: Callable[[], ssl.SSLContext]) -> Connection:
    """A connection to this backend; Broken when it takes none."""
    context = trust() if upstream.tls else None
    try:
        stream = await connect(upstream.host, upstream.port, limits, context)
    except ssl.SSLCertVerificationError as wrong:
        raise Broken(f"its certificate is not valid: {wrong.verify_message}", 502) from wrong
    except TimeoutError as late:
        raise Broken(f"it took no connection in {limits.connecting:g} s", 504) from late
    except socket.gaierror as unknown:
        raise Broken(f"its name {upstream.host} is not known", 502) from unknown
    except OSError as refused:
        why = os.strerror(refused.errno) if refused.errno else "none of its addresses answers"
        raise Broken(f"it takes no connection: {why}", 502) from refused
    return Connection(stream, limits)
