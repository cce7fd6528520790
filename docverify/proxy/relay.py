"""One exchange from the head of its request to the end of its answer."""

import asyncio
from collections.abc import AsyncIterator
from http import HTTPStatus

from docverify.proxy.backend import Backend
from docverify.proxy.caller import Caller
from docverify.proxy.desk import Desk
from docverify.proxy.heads import Answer, Head, find_header, has_body, length_of, pass_on, without
from docverify.proxy.needed import h11
from docverify.proxy.question import (
    Question,
    cover_answer,
    cover_headers,
    frame,
    is_held,
    is_packed,
    write_question,
)
from docverify.proxy.reaching import reach
from docverify.proxy.record import Recording, named
from docverify.proxy.routes import Route, find_route
from docverify.proxy.stream import Broken
from docverify.proxy.tunnel import tunnel

_RECORDED = (502, 504)
"""Statuses of ours that tell of a backend; with the others a request was refused before it was passed on."""


async def carry(head: Head, caller: Caller, desk: Desk) -> None:
    """Passes a request on, and its answer back, and records both; what goes wrong is recorded and answered."""
    route = None if head.problem else find_route(desk.routes, head.host, head.port)
    recording = desk.record.begin(desk.captured.show(head), route.backend if route else "")
    try:
        recording.task = await desk.running()
        if desk.record.full:
            raise Broken("more was sent than can be recorded", 503)
        if head.problem:
            raise Broken(head.problem, head.status)
        if route is None:
            raise Broken(f"no backend has the host {named(head)}", 421)
        async with desk.backends:
            await _meet(head, caller, desk, route, recording)
    except Broken as broken:
        await _refuse(caller, recording, broken)
    except OSError:
        caller.abort()  # who asked is gone
    finally:
        recording.end()


async def _meet(said: Head, caller: Caller, desk: Desk, route: Route, recording: Recording) -> None:
    head = desk.captured.fill(said)
    recording.path = head.path if head.path != recording.head.path else ""
    question = write_question(head, route, desk.disguise(route.backend))
    if question is None:
        raise Broken("its path leads out of the backend", 400)
    backend = await reach(route, desk.limits, desk.trust)
    try:
        await _Exchange(said, caller, question, recording, desk).speak(backend)
    except h11.LocalProtocolError as wrong:
        raise Broken("what was said cannot be passed on in HTTP/1.1", 502) from wrong
    finally:
        backend.drop()


async def _refuse(caller: Caller, recording: Recording, broken: Broken) -> None:
    ours = broken.status in _RECORDED
    recording.problem = f"backend {recording.backend}: {broken.problem}" if ours else broken.problem
    if caller.answered:
        caller.abort()
        return
    recording.status = broken.status if ours else 0
    said = f"docverify: {recording.problem}\n".encode()
    headers = (
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(said))),
        ("Connection", "close"),
    )
    try:
        await caller.answer(Answer(broken.status, headers, HTTPStatus(broken.status).phrase))
        await caller.write(said if recording.head.method != "HEAD" else b"")
        await caller.finish()
    except (OSError, h11.LocalProtocolError):
        caller.abort()


class _Exchange:
    """An exchange that has a backend."""

    def __init__(self, head: Head, caller: Caller, question: Question, recording: Recording, desk: Desk) -> None:
        self.head = head
        self.caller = caller
        self.question = question
        self.recording = recording
        self.limits = desk.limits
        self.captured = desk.captured

    async def speak(self, backend: Backend) -> None:
        """Asks and answers at once: an answer may come before the whole request is said."""
        sending = asyncio.ensure_future(self._ask(backend))
        answering = asyncio.ensure_future(self._answer(backend))
        try:
            await asyncio.wait({sending, answering}, return_when=asyncio.FIRST_COMPLETED)
            if not answering.done():
                await sending
            await answering
        finally:
            sending.cancel()
            answering.cancel()
            await asyncio.gather(sending, answering, return_exceptions=True)

    async def _ask(self, backend: Backend) -> None:
        question = self.question
        body = self._said()
        held = None
        if is_held(question.headers, question.swap, self.limits.held):
            held = b"".join([part async for part in body])
        swapped = bool(question.swap) and length_of(question.headers) is not None
        headers = frame(question.headers, swapped=swapped, chunked=question.chunked, held=held)
        try:
            await backend.ask(question.method, question.target, headers)
            await backend.write(held or b"")
            async for part in body:
                await backend.write(part)
            await backend.finish(pass_on(self.caller.trailers))
        except OSError:
            return  # it takes no more; why, its answer says

    async def _answer(self, backend: Backend) -> None:
        while (answer := await backend.answer()).status < 200 and answer.status != 101:
            if self.recording.head.version != "1.0":
                await self.caller.answer(cover_answer(answer, self.question.cover))
        self.recording.status = answer.status
        covered = cover_answer(answer, self.question.cover)
        self.recording.received.head(covered.headers)
        if answer.status == 101:
            await self._switch(backend, covered, find_header(answer.headers, "upgrade"))
            return
        if self.question.cover and is_packed(answer):
            raise Broken("its answer is packed, though a plain one was asked for: no secret can be seen in it", 502)
        await self._reply(backend, covered)

    async def _reply(self, backend: Backend, answer: Answer) -> None:
        cover = self.question.cover
        body = self._heard(backend)
        headers, held = answer.headers, b""
        if cover and has_body(self.question.method, answer.status):
            headers = without(headers, "content-length")
            if is_held(answer.headers, cover, self.limits.held):
                held = b"".join([part async for part in body])
                headers = (*headers, ("Content-Length", str(len(held))))
        if self.captured.wants(self.recording.backend, self.head):
            held += await _begun(body, self.limits.held)  # an example that leaves before its end goes on with the next
        await self.caller.answer(Answer(answer.status, headers, answer.reason))
        await self.caller.write(held)
        async for part in body:
            await self.caller.write(part)
        await self.caller.finish(cover_headers(pass_on(backend.trailers), cover))

    async def _said(self) -> AsyncIterator[bytes]:
        """The request's body as the backend gets it."""
        kept = self.recording.sent
        while part := await self.caller.read():
            kept.add(part)
            if kept.size > self.limits.body:
                raise Broken(f"its body is longer than {self.limits.body} bytes", 413)
            yield self.question.swap.feed(part)
        self.recording.lacks = self.captured.lacking(self.head, bytes(kept.content))
        yield self.question.swap.end()

    async def _heard(self, backend: Backend) -> AsyncIterator[bytes]:
        """The answer's body as the example gets it."""
        kept = self.recording.received
        while part := await backend.read():
            shown = self.question.cover.feed(part)
            kept.add(shown)
            if kept.size > self.limits.body:
                raise Broken(f"its answer is longer than {self.limits.body} bytes", 502)
            yield shown
        last = self.question.cover.end()
        kept.add(last)
        self.captured.learn(self.recording.backend, self.head, self.recording.status, bytes(kept.content))
        yield last

    async def _switch(self, backend: Backend, answer: Answer, protocol: str) -> None:
        """Both ends speak another protocol from here on."""
        changed = (*answer.headers, ("Connection", "Upgrade"), ("Upgrade", protocol))
        await self.caller.answer(Answer(101, changed, answer.reason))
        near, early = self.caller.detach()
        far, first = backend.detach()
        for stream, tap, part in ((far, self._sent, early), (near, self._received, first)):
            await tap(part)
            await stream.write(part)
        await tunnel(near, far, self._sent, self._received)
        await far.close(self.limits.lingering)

    async def _sent(self, part: bytes) -> None:
        self.recording.sent.add(part)

    async def _received(self, part: bytes) -> None:
        if self.question.cover.finds(part):
            raise Broken("it sent a secret where none can be taken out", 502)
        self.recording.received.add(part)


async def _begun(body: AsyncIterator[bytes], most: int) -> bytes:
    """What a body begins with: all of a short one."""
    begun = b""
    while len(begun) < most:
        part = await anext(body, None)
        if part is None:
            break
        begun += part
    return begun
