"""A backend that is not there: what was recorded of it answers."""

import asyncio
from http.client import responses

from docverify.proxy.heads import Answer, Headers, has_body, without
from docverify.proxy.routes import Answering, Called
from docverify.proxy.stream import Broken, Stream

LONGEST = 16 << 20
"""Bytes of a request's body that are looked at."""
_FRAMES = ("content-length", "transfer-encoding")


class Replayed:
    """One exchange with recordings."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering
        self.trailers: Headers = ()
        self._head: tuple[str, str, Headers] = ("", "", ())
        self._said = bytearray()
        self._whole = asyncio.Event()
        self._left = b""

    async def ask(self, method: str, target: str, headers: Headers) -> None:
        self._head = method, target, headers

    async def write(self, part: bytes) -> None:
        if len(self._said) + len(part) > LONGEST:
            raise Broken(f"its body is longer than {LONGEST} bytes, and no recording has such", 413)
        self._said += part

    async def finish(self, trailers: Headers = ()) -> None:
        del trailers
        self._whole.set()

    async def answer(self) -> Answer:
        await self._whole.wait()
        method, target, asked = self._head
        called = Called(method, target, asked, bytes(self._said))
        found = self.answering(called)
        if found is None:
            raise Broken("no recording of it: docverify record", 501)
        status, said, body = found
        headers = without(said, *_FRAMES)
        if has_body(method, status):
            self._left = body
            headers = (*headers, ("Content-Length", str(len(body))))
        return Answer(status, headers, responses.get(status, ""))

    async def read(self) -> bytes:
        part, self._left = self._left, b""
        return part

    def detach(self) -> tuple[Stream, bytes]:
        raise Broken("no other protocol can be spoken with a recording", 501)

    def drop(self) -> None:
        """There is no connection."""
