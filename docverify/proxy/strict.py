"""What is refused in place of a backend that lets more pass than the service does."""

import asyncio
import json
from collections.abc import Callable, Sequence
from urllib.parse import parse_qsl

from docverify.proxy.backend import Backend
from docverify.proxy.heads import Answer, Headers, find_header
from docverify.proxy.routes import Called, Rule
from docverify.proxy.stream import Broken, Stream

TITLE = "Refused by docverify, which is strict here"
_OTHERS = ("", "application/x-www-form-urlencoded", "text/plain")
UnknownQuery = Callable[[str, str, Sequence[str]], str]
"""The first of some names that no query to a path has, by method and path."""


def get_with_body(asked: Called) -> str:
    """Many servers and caches throw such a body away."""
    return f"a {asked.method} has a body" if asked.method in ("GET", "HEAD") and asked.body else ""


def json_content_type(asked: Called) -> str:
    """What `curl -d` says of JSON unless it is told otherwise."""
    kind = find_header(asked.headers, "content-type").partition(";")[0].strip().lower()
    is_other = kind in ("", "application/x-www-form-urlencoded", "text/plain")
    return f"its body is JSON, and its Content-Type is {kind or 'missing'}" if is_other and _is_json(asked.body) else ""


def _is_json(begun: bytes) -> bool:
    """What is not there as a whole is taken for something else."""
    if begun.lstrip()[:1] not in (b"{", b"["):
        return False
    try:
        json.loads(begun)
    except (ValueError, RecursionError):
        return False
    return True


def unknown_query(unknown: UnknownQuery) -> Rule:
    """A rule by what is known of the interface."""

    def rule(asked: Called) -> str:
        path, _, query = asked.target.partition("?")
        name = unknown(asked.method, path, [name for name, _ in parse_qsl(query, keep_blank_values=True)])
        return f"its query has {name}, which {asked.method} {path} does not know" if name else ""

    return rule


class Strict:
    """A backend that sees no request which a rule refuses."""

    def __init__(self, behind: Backend, rules: Sequence[Rule]) -> None:
        self.behind = behind
        self.rules = rules
        self.trailers: Headers = ()
        self._decided = asyncio.Event()
        self._head: tuple[str, str, Headers] = ("", "", ())
        self._refusal = b""
        self._left = b""

    async def ask(self, method: str, target: str, headers: Headers) -> None:
        self._head = method, target, headers

    async def write(self, part: bytes) -> None:
        if part:
            await self._decide(part)
            if not self._refusal:
                await self.behind.write(part)

    async def finish(self, trailers: Headers = ()) -> None:
        await self._decide(b"")
        if not self._refusal:
            await self.behind.finish(trailers)

    async def answer(self) -> Answer:
        await self._decided.wait()
        if not self._refusal:
            return await self.behind.answer()
        headers = (("Content-Type", "application/problem+json"), ("Content-Length", str(len(self._refusal))))
        return Answer(400, headers, "Bad Request")

    async def read(self) -> bytes:
        if not self._refusal:
            part = await self.behind.read()
            self.trailers = self.behind.trailers
            return part
        said, self._left = self._left, b""
        return said

    def detach(self) -> tuple[Stream, bytes]:
        if self._refusal:
            raise Broken("it was refused", 400)
        return self.behind.detach()

    def drop(self) -> None:
        self.behind.drop()

    async def _decide(self, begun: bytes) -> None:
        """Once, by the head and what the body begins with; what is not refused is asked on."""
        if self._decided.is_set():
            return
        method, target, headers = self._head
        asked = Called(method, target, headers, begun)
        refused = next(filter(None, (rule(asked) for rule in self.rules)), "")
        try:
            if refused:
                self._refusal = json.dumps({"title": TITLE, "status": 400, "detail": refused}).encode()
                self._left = self._refusal if method != "HEAD" else b""
            else:
                await self.behind.ask(method, target, headers)
        finally:
            self._decided.set()


def make_rules(names: Sequence[str], unknown: UnknownQuery) -> tuple[Rule, ...]:
    """The rules of these names."""
    known = {
        "unknown-query": unknown_query(unknown),
        "get-with-body": get_with_body,
        "json-content-type": json_content_type,
    }
    return tuple(known[name] for name in names)
