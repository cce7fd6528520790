"""Bytes that are passed on as they are, both ways at once, while others listen."""

import asyncio
from collections.abc import Awaitable, Callable

from docverify.proxy.stream import Stream

Tap = Callable[[bytes], Awaitable[None]]
"""Is told each part before it is passed on."""


async def tunnel(near: Stream, far: Stream, sent: Tap, received: Tap) -> bool:
    """Passes on what both say until both have ended, or one is gone, or cannot be told that the other has ended.

    True when the far end broke the connection off, and did not just end it.
    """
    ways = [asyncio.ensure_future(_pass(near, far, sent)), asyncio.ensure_future(_pass(far, near, received))]
    try:
        await asyncio.gather(*ways)
    except OSError:
        pass  # one end is gone: so the other has nobody to speak with
    finally:
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
    return far.reader.exception() is not None and not far.reader.at_eof()


async def _pass(source: Stream, target: Stream, tap: Tap) -> None:
    while part := await source.reader.read(64 * 1024):
        await tap(part)
        await target.write(part)
    if not target.end_writing():
        raise ConnectionAbortedError
