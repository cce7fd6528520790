"""What was recorded of a service while it goes on: bounded, in the order of its beginnings."""

import time

from docverify.model import Body, Exchange, Request
from docverify.proxy.heads import Head, Headers
from docverify.proxy.limits import Limits
from docverify.proxy.routes import default_port

_OVERHEAD = 1024
"""Bytes that an exchange costs besides what was said in it."""


class Record:
    """All exchanges of a service; what they may cost together is bounded."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.room = limits.recorded
        self.begun: list[Recording] = []

    @property
    def full(self) -> bool:
        """True when nothing more can be recorded, and so nothing more may be passed on."""
        return self.room <= 0

    def begin(self, head: Head, backend: str = "") -> "Recording":
        """A new exchange, of which nothing more than its head is known."""
        recording = Recording(self, head, backend)
        if not self.full:
            self.begun.append(recording)
            self.room -= _OVERHEAD
        if self.full:
            self.begun[-1].problem = self.begun[-1].problem or "more was sent than can be recorded: it was refused"
        return recording

    def take(self, wanted: int) -> int:
        """How many of these bytes may be kept."""
        granted = max(0, min(wanted, self.room))
        self.room -= granted
        return granted

    def exchanges(self) -> list[Exchange]:
        return [recording.exchange() for recording in self.begun]


class Kept:
    """One side of an exchange as far as it is known."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.headers: Headers = ()
        self.content = bytearray()
        self.size = 0

    def head(self, headers: Headers) -> None:
        """These are its headers."""
        self.headers = headers
        self.record.room -= sum(len(name) + len(value) for name, value in headers)

    def add(self, part: bytes) -> None:
        """This came next of its body."""
        self.size += len(part)
        wanted = min(len(part), self.record.limits.kept - len(self.content))
        self.content += part[: self.record.take(wanted)]

    def body(self) -> Body:
        return Body(self.headers, bytes(self.content), len(self.content) < self.size, self.size)


class Recording:
    """One exchange as far as it is known."""

    def __init__(self, record: Record, head: Head, backend: str) -> None:
        self.head = head
        self.backend = backend
        self.task: int | None = None
        self.status = 0
        self.problem = head.problem
        self.path = ""
        self.lacks: tuple[str, ...] = ()
        self.sent = Kept(record)
        self.received = Kept(record)
        self.sent.head(head.headers)
        self.started = time.time()
        self.since = time.monotonic()
        self.seconds: float | None = None

    def end(self) -> None:
        """It is over."""
        self.seconds = self.seconds or time.monotonic() - self.since

    def exchange(self) -> Exchange:
        head = self.head
        unanswered = "" if self.status or head.method == "TCP" else "the example left before it was answered"
        seconds = time.monotonic() - self.since if self.seconds is None else self.seconds
        return Exchange(
            task=self.task,
            backend=self.backend,
            request=Request(head.method, named(head), head.path, self.status, seconds),
            sent=self.sent.body(),
            received=self.received.body(),
            problem=self.problem or unanswered,
            scheme=head.scheme,
            version=head.version,
            started=self.started,
            path=self.path,
            lacks=self.lacks,
        )


def named(head: Head) -> str:
    """The host of a request as a URL has it: with its port where that is not the usual one."""
    host = f"[{head.host}]" if ":" in head.host else head.host
    return host if head.port == default_port(head.scheme) else f"{host}:{head.port}"
