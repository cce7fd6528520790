"""Connections in which no HTTP is spoken: their bytes go to a backend as they are, and are recorded."""

import os

from docverify.proxy.desk import Desk
from docverify.proxy.heads import Dialled, Head
from docverify.proxy.record import Recording
from docverify.proxy.stream import Broken, Stream, connect
from docverify.proxy.tunnel import tunnel

METHOD = "TCP"


async def forward(near: Stream, target: tuple[str, int], backend: str, dialled: Dialled, desk: Desk) -> None:
    """Passes on what is said in a connection, until it ends."""
    if desk.record.full:
        return
    host = dialled.name or dialled.address
    talk = _Talk(desk, Head(METHOD, host, dialled.port, host, "", (), "tcp"), backend)
    await talk.begin()
    try:
        async with desk.backends:
            far = await connect(*target, desk.limits)
            try:
                if await tunnel(near, far, talk.sent, talk.received) and not talk.replied:
                    raise Broken(f"backend {backend}: it broke the connection off, and answered nothing")
                await far.close(desk.limits.lingering)
            finally:
                far.drop()
    except Broken as broken:
        talk.recording.problem = broken.problem
    except OSError as refused:
        why = os.strerror(refused.errno) if refused.errno else "it does not answer"
        talk.recording.problem = f"backend {backend}: it takes no connection: {why}"
    finally:
        talk.recording.end()


class _Talk:
    """A connection as exchanges: when another task speaks on it than before, that is an exchange of its own."""

    recording: Recording

    def __init__(self, desk: Desk, head: Head, backend: str) -> None:
        self.desk = desk
        self.head = head
        self.backend = backend
        self.replied = False

    async def begin(self) -> None:
        """A new exchange, of the task that runs."""
        self.recording = self.desk.record.begin(self.head, self.backend)
        self.recording.task = await self.desk.running()

    async def sent(self, part: bytes) -> None:
        """Is told what the example says."""
        if self.replied:
            self.replied = False
            await self._turn()
        self.recording.sent.add(part)

    async def received(self, part: bytes) -> None:
        """Is told what the backend says."""
        self.replied = True
        self.recording.received.add(part)

    async def _turn(self) -> None:
        task = await self.desk.running()
        if task == self.recording.task:
            return
        if self.desk.record.full:
            raise Broken("more was sent than can be recorded")
        self.recording.end()
        self.recording = self.desk.record.begin(self.head, self.backend)
        self.recording.task = task
