"""Connections are taken so that nothing said on them waits."""

import asyncio
import socket

from docverify.proxy.limits import Limits
from docverify.proxy.stream import accept
from tests.proxy.backends import listening


def test_what_is_said_is_sent_at_once() -> None:
    async def delayed(taken: socket.socket) -> bool:
        stream = await accept(taken, Limits(), None)
        connection = stream.writer.get_extra_info("socket")
        try:
            return not connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        finally:
            stream.drop()

    with listening() as listener, socket.create_connection(listener.getsockname()):
        assert not asyncio.run(delayed(listener.accept()[0]))
