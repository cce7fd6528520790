"""HTTP/2 as examples speak it: many exchanges at once on one connection."""

import asyncio

from docverify.proxy.desk import Desk
from docverify.proxy.frames import Lengths
from docverify.proxy.heads import Dialled, Head, find_header, read_headers, read_request
from docverify.proxy.limits import Limits
from docverify.proxy.needed import h2
from docverify.proxy.relay import carry
from docverify.proxy.stream import Stream
from docverify.proxy.streamcaller import StreamCaller


class Multiplexed:
    """A connection of HTTP/2; each of its exchanges goes on in a task of its own."""

    def __init__(self, stream: Stream, dialled: Dialled, desk: Desk, begun: bytes = b"") -> None:
        """`begun`: what was read of it already."""
        self.begun = begun
        self.stream = stream
        self.dialled = dialled
        self.desk = desk
        self.wire = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        self.lengths = Lengths()
        self.callers: dict[int, StreamCaller] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    async def serve(self) -> None:
        """Until the client leaves, breaks the rules, or says nothing for too long."""
        self.wire.local_settings = _settings(self.desk.limits)
        self.wire.initiate_connection()
        try:
            await self.flush()
            while (data := await self._read()) and self.lengths.hold(data):
                for event in self.wire.receive_data(data):
                    self._take(event)
                await self.flush()
        except h2.exceptions.ProtocolError:
            await self.flush()
        finally:
            for task in self.tasks:
                task.cancel()
            await asyncio.gather(*self.tasks, return_exceptions=True)

    async def flush(self) -> None:
        """Sends what is to be sent."""
        await self.stream.write(self.wire.data_to_send())

    async def _read(self) -> bytes:
        """What came next; nothing when nothing comes any more."""
        if self.begun:
            begun, self.begun = self.begun, b""
            return begun
        while True:
            try:
                async with asyncio.timeout(self.desk.limits.waiting):
                    return await self.stream.read()
            except TimeoutError:
                if not self.tasks:
                    return b""

    def _take(self, event: object) -> None:
        """Tells what came to the exchange that it belongs to."""
        if isinstance(event, h2.events.RequestReceived):
            self._begin(event)
        elif isinstance(event, h2.events.DataReceived):
            self._take_data(event)
        elif isinstance(event, h2.events.TrailersReceived | h2.events.StreamEnded | h2.events.StreamReset):
            self._tell(event.stream_id, event)
        elif isinstance(event, h2.events.WindowUpdated | h2.events.RemoteSettingsChanged):
            for caller in self.callers.values():
                caller.changed.set()

    def _tell(self, number: int, event: object) -> None:
        caller = self.callers.get(number)
        if caller is not None:
            caller.take(event)

    def _take_data(self, event: h2.events.DataReceived) -> None:
        caller = self.callers.get(event.stream_id)
        if caller is None or not event.data:
            self.wire.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
            return
        caller.take_part(event.data, event.flow_controlled_length)

    def _begin(self, event: h2.events.RequestReceived) -> None:
        number = event.stream_id
        head = read_request(read_headers(event.headers), self.dialled, ended=event.stream_ended is not None)
        caller = StreamCaller(self.wire, self.flush, number, self.desk.limits.silence)
        caller.expects = bool(find_header(head.headers, "expect"))
        self.callers[number] = caller
        task = asyncio.get_running_loop().create_task(self._carry(head, caller))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _carry(self, head: Head, caller: StreamCaller) -> None:
        try:
            await carry(head, caller, self.desk)
            await caller.leave()
        except OSError:
            self.stream.abort()  # nobody reads what is said here
        finally:
            del self.callers[caller.number]


def _settings(limits: Limits) -> "h2.settings.Settings":
    """What holds from the first frame on: later changes would wait until the client agrees."""
    codes = h2.settings.SettingCodes
    most = {codes.MAX_CONCURRENT_STREAMS: limits.streams, codes.MAX_HEADER_LIST_SIZE: limits.head}
    return h2.settings.Settings(client=False, initial_values=most)
