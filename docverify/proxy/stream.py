"""Connections as streams of bytes, whose every wait has an end."""

import asyncio
import socket
import ssl
import struct

from docverify.proxy.limits import Limits

_PART = 64 * 1024
_RESET = struct.pack("ii", 1, 0)


class Broken(Exception):
    """An exchange cannot go on. `problem` says why; `status` is what the example is answered, if it still can be."""

    def __init__(self, problem: str, status: int = 0) -> None:
        super().__init__(problem)
        self.problem = problem
        self.status = status


class Stream:
    """One connection; reading and writing raise OSError when it is gone, or silent for too long."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, silence: float) -> None:
        self.reader = reader
        self.writer = writer
        self.silence = silence

    async def read(self) -> bytes:
        """What came next; nothing at its end."""
        async with asyncio.timeout(self.silence):
            return await self.reader.read(_PART)

    async def write(self, data: bytes) -> None:
        """Hands on, and waits while the other end takes nothing."""
        if not data:
            return
        self.writer.write(data)
        async with asyncio.timeout(self.silence):
            await self.writer.drain()

    def end_writing(self) -> bool:
        """Tells the other end that nothing more comes; False where that cannot be told but by closing."""
        if not self.writer.can_write_eof():
            return False
        self.writer.write_eof()
        return True

    async def close(self, lingering: float) -> None:
        """Closes; what the other end still sends is thrown away for a moment, so that it reads what it was told."""
        try:
            async with asyncio.timeout(lingering):
                self.end_writing()
                while await self.reader.read(_PART):
                    pass
                self.writer.close()
                await self.writer.wait_closed()
        except OSError:
            self.abort()

    def drop(self) -> None:
        """Closes at once, whatever the other end still says."""
        self.writer.transport.abort()

    def abort(self) -> None:
        """Closes at once, and so that the other end sees that it was broken off."""
        if not self.writer.transport.is_closing():
            self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self.drop()

    @property
    def agreed(self) -> str:
        """The protocol that both ends agreed on by TLS; empty when they named none."""
        security = self.writer.get_extra_info("ssl_object")
        return (security.selected_alpn_protocol() or "") if security else ""


async def accept(taken: socket.socket, limits: Limits, context: ssl.SSLContext | None) -> Stream:
    """A connection that was taken; with a context, after TLS was agreed on."""
    loop = asyncio.get_running_loop()
    taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # asyncio does where a socket names its protocol only
    reader = asyncio.StreamReader(_PART, loop)
    protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
    transport, _ = await loop.connect_accepted_socket(
        lambda: protocol,
        taken,
        ssl=context,
        ssl_handshake_timeout=limits.connecting if context else None,
        ssl_shutdown_timeout=limits.lingering if context else None,
    )
    return Stream(reader, asyncio.StreamWriter(transport, protocol, reader, loop), limits.silence)


async def connect(host: str, port: int, limits: Limits, context: ssl.SSLContext | None = None) -> Stream:
    """A connection to a backend."""
    async with asyncio.timeout(limits.connecting):
        reader, writer = await asyncio.open_connection(host, port, limit=_PART, ssl=context)
    return Stream(reader, writer, limits.silence)
