"""What serves one session: its doors, the connections that came through them, and what was said there."""

import asyncio
import socket
import ssl
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any

from msgspec import Struct

from docverify.model import Exchange
from docverify.proxy.authority import Authority
from docverify.proxy.caller import PlainCaller
from docverify.proxy.desk import Desk
from docverify.proxy.forward import forward
from docverify.proxy.heads import Dialled, Head
from docverify.proxy.multiplexed import Multiplexed
from docverify.proxy.record import named
from docverify.proxy.relay import carry
from docverify.proxy.routes import find_route
from docverify.proxy.stream import Stream, accept

_UNKNOWN_NAME = bytes((0x15, 3, 3, 0, 2, 2, ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME))
"""The alert as it is on the wire: asyncio throws away what OpenSSL says when no agreement comes about."""
PREFACE = "PRI * HTTP/2.0\r\n\r\n"
"""How a client begins that knows of HTTP/2 without being told, as a request that cannot be: RFC 9113, section 3.4."""
_PAUSE = 0.1
"""Seconds until a connection is taken again, after none could be."""


class Door(Struct, frozen=True):
    """A listening socket from inside of a sandbox, and what is spoken there."""

    socket: socket.socket
    port: int
    """Inside of the sandbox."""
    tls: bool = False
    target: tuple[str, int] | None = None
    """Where bytes are forwarded to as they are (databases, brokers); None: HTTP is spoken."""
    backend: str = ""
    """Of a door that has a target."""


class Service:
    """A session's doors while they are open."""

    def __init__(self, desk: Desk, authority: Authority, run: Callable[[Coroutine[Any, Any, Any]], Any]) -> None:
        self.desk = desk
        self.authority = authority
        self._run = run
        self._free = asyncio.Semaphore(desk.limits.connections)
        self._tasks: set[asyncio.Task[None]] = set()
        self._doors: Sequence[Door] = ()

    def end(self) -> list[Exchange]:
        """Closes its doors and every connection; what was recorded, in the order in which it began."""
        exchanges: list[Exchange] = self._run(self._close())
        return exchanges

    async def open(self, doors: Sequence[Door]) -> None:
        """Serves these doors from now on."""
        self._doors = doors
        for door in doors:
            door.socket.setblocking(False)
            self._begin(self._attend(door))

    async def _close(self) -> list[Exchange]:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for door in self._doors:
            door.socket.close()
        return self.desk.record.exchanges()

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _attend(self, door: Door) -> None:
        """Takes connections, as many at once as there may be; the others wait where the system keeps them."""
        while True:
            await self._free.acquire()
            try:
                taken, _ = await asyncio.get_running_loop().sock_accept(door.socket)
            except OSError:
                self._free.release()
                await asyncio.sleep(_PAUSE)
                continue
            except asyncio.CancelledError:
                self._free.release()
                raise
            self._begin(self._receive(taken, door))

    async def _receive(self, taken: socket.socket, door: Door) -> None:
        """One connection from its beginning to its end."""
        greeting = _Greeting(self.desk, taken, door)
        stream = None
        try:
            context = self.authority.context(greeting.allowed, greeting.address) if door.tls else None
            stream = await accept(taken, self.desk.limits, context)
            if door.target is None:
                await self._speak(stream, greeting.dialled())
            else:
                await forward(stream, door.target, door.backend, greeting.dialled(), self.desk)
            await stream.close(self.desk.limits.lingering)
        except OSError as wrong:
            await greeting.note(wrong)
        finally:
            self._free.release()
            taken.close() if stream is None else stream.abort()

    async def _speak(self, stream: Stream, dialled: Dialled) -> None:
        if stream.agreed == "h2":
            await Multiplexed(stream, dialled, self.desk).serve()
            return
        caller = PlainCaller(stream, dialled, self.desk.limits)
        while (head := await caller.head()) is not None:
            if head.method == PREFACE.split()[0]:
                await Multiplexed(stream, dialled, self.desk, PREFACE.encode() + caller.detach()[1]).serve()
                return
            await carry(head, caller, self.desk)
            if not caller.again():
                break


class _Greeting:
    """How a connection began: whom it asks for by TLS, and whether that is anybody."""

    def __init__(self, desk: Desk, taken: socket.socket, door: Door) -> None:
        self.desk = desk
        self.taken = taken
        self.address: str = taken.getsockname()[0]
        self.door = door
        self.name = ""
        self.refused = False

    def allowed(self, name: str) -> bool:
        self.name = name
        self.refused = find_route(self.desk.routes, name or self.address, self.door.port) is None
        if self.refused:
            with suppress(OSError):  # who asked may be gone
                self.taken.send(_UNKNOWN_NAME)
        return not self.refused

    def dialled(self) -> Dialled:
        return Dialled(self.address, self.door.port, self.door.tls, self.name)

    async def note(self, wrong: OSError) -> None:
        """Records that TLS was not agreed on, and why; a connection in which nothing was said is nothing to record."""
        if not isinstance(wrong, ssl.SSLError) or isinstance(wrong, ssl.SSLEOFError):
            return
        host = self.name or self.address
        head = Head("", host, self.door.port, host, "", (), "https")
        unknown = f"no backend has the host {named(head)}"
        problem = unknown if self.refused else f"TLS was not agreed on: {wrong.reason or 'it was broken off'}"
        recording = self.desk.record.begin(head)
        recording.problem = problem
        recording.end()
        recording.task = await self.desk.running()
