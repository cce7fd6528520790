"""The one place that knows the HTTP client: a request goes out, a whole reply or the reason for none comes back.

A successor of httpx with the same interface takes its place by changing the import.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit
from urllib.request import proxy_bypass_environment  # type: ignore[attr-defined] # documented nowhere, there since 3.4

from msgspec import Struct

from docverify.crawl.inflate import Body, Refused
from docverify.crawl.limits import Limits

if TYPE_CHECKING:
    import httpx

SHOWN = 200
"""Characters of the client's own words that are shown."""
ASKED = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8", "accept-encoding": "gzip, deflate"}


class Reply(Struct, frozen=True):
    """What came back for one request; no redirect was followed."""

    status: int = 0
    """0 when nothing came back."""
    headers: Mapping[str, str] = {}
    """Names in lower case."""
    body: bytes = b""
    """Decompressed; empty for a kind of content that was not wanted."""
    packed: bytes = b""
    """The same as a gzip file, when it came as one."""
    failure: str = ""
    """Why there is no whole reply."""
    again: bool = False
    """True when another try may help."""
    lasting: bool = False
    """True for a failure that will be the same in the next crawl."""


class _Line(NamedTuple):
    """One connection, or several that are shared."""

    client: "httpx.AsyncHTTPTransport"
    shared: bool


class Transport:
    """Connections to any number of hosts, kept open; the body of a reply is read when its headers are `wanted`."""

    def __init__(
        self,
        wanted: Callable[[Mapping[str, str]], bool],
        limits: Limits,
        *,
        connections: int,
        environ: Mapping[str, str],
    ) -> None:
        self.wanted = wanted
        self.limits = limits
        self.connections = connections
        self.proxies = _read_proxies(environ)
        self._idle: dict[tuple[bool, str], list[_Line]] = {}
        """By whether they are under TLS, and through which proxy."""
        self._lines: list[_Line] = []

    async def ask(self, url: str, headers: Mapping[str, str]) -> Reply:
        """Never raises: a stranger's server may answer anything."""
        import httpx  # a command that crawls nothing starts without it

        try:
            async with asyncio.timeout(self.limits.seconds):
                return await self._exchange(url, headers)
        except Refused as refused:
            return Reply(failure=str(refused), again=refused.again, lasting=not refused.again)
        except httpx.TimeoutException as error:
            seconds = self.limits.connect if isinstance(error, httpx.ConnectTimeout) else self.limits.silence
            return Reply(failure=f"did not answer within {seconds:g} seconds", again=True)
        except TimeoutError:
            return Reply(failure=f"took more than {self.limits.seconds:g} seconds")
        except Exception as error:  # the client has errors of its own for some replies that are no HTTP
            return _explain(error)

    async def close(self) -> None:
        for line in self._lines:
            await line.client.aclose()

    async def _exchange(self, url: str, headers: Mapping[str, str]) -> Reply:
        request = self._request(url, headers)
        idle = self._idle.setdefault((url.startswith("https://"), self._proxy(url)), [])
        transport = idle.pop() if idle else self._connect(url)
        if transport.shared:
            idle.append(transport)
        try:
            return await self._receive(await transport.client.handle_async_request(request))
        finally:
            if not transport.shared:
                idle.append(transport)

    def _request(self, url: str, headers: Mapping[str, str]) -> "httpx.Request":
        """Whole as it is made: what the client adds to one takes it longer than all the rest."""
        import httpx

        limits, address = self.limits, httpx.URL(url)
        seconds = {"connect": limits.connect, "read": limits.silence, "write": limits.silence, "pool": limits.seconds}
        sent = {"Host": address.netloc.decode("ascii"), **ASKED, **headers}
        nothing = httpx.ByteStream(b"")
        return httpx.Request("GET", address, headers=sent, stream=nothing, extensions={"timeout": seconds})

    async def _receive(self, response: "httpx.Response") -> Reply:
        try:
            sent = {name.lower(): value for name, value in response.headers.items()}
            if response.status_code != 200 or not self.wanted(sent):
                return Reply(response.status_code, sent)
            body = await self._read(response, sent.get("content-encoding", ""))
            return Reply(200, sent, body.end(), body.packed)
        finally:
            await response.aclose()

    async def _read(self, response: "httpx.Response", coding: str) -> Body:
        body = Body(coding, self.limits.size)
        async for piece in response.stream:  # type: ignore[union-attr] # an asynchronous one, from this transport
            body.feed(piece)
        return body

    def _connect(self, url: str) -> "_Line":
        """HTTP/2 is spoken where a server offers it under TLS, for all requests at once.

        Without TLS each connection is a pool of its own: looking through one of many costs more than the request.
        """
        import httpx

        secure, proxy = url.startswith("https://"), self._proxy(url) or None
        most = self.connections * 4 if secure else 1
        verify = secure or proxy is not None  # else there is no certificate, and reading the known ones takes long
        limits = httpx.Limits(max_connections=most, max_keepalive_connections=most)
        line = _Line(httpx.AsyncHTTPTransport(verify=verify, http2=secure, limits=limits, proxy=proxy), secure)
        self._lines.append(line)
        return line

    def _proxy(self, url: str) -> str:
        if not self.proxies:
            return ""
        parts = urlsplit(url)
        if proxy_bypass_environment(parts.netloc, self.proxies):
            return ""
        return self.proxies.get(parts.scheme, self.proxies.get("all", ""))


def _read_proxies(environ: Mapping[str, str]) -> dict[str, str]:
    """By scheme, with `no` for the hosts that are reached without; what other programs read from there too."""
    names = {"http": ("http_proxy",), "https": ("https_proxy", "HTTPS_PROXY"), "all": ("all_proxy", "ALL_PROXY")}
    names["no"] = ("no_proxy", "NO_PROXY")  # HTTP_PROXY is left out: a web server sets it to what a stranger sends
    found = {key: next(filter(None, map(environ.get, ways)), "") for key, ways in names.items()}
    return {key: value for key, value in found.items() if value} if set(found) - {"no"} else {}


def _explain(error: Exception) -> Reply:
    import httpx

    words = " ".join(str(error).split())[:SHOWN] or type(error).__name__
    if isinstance(error, httpx.ConnectError):
        return Reply(failure=f"cannot be reached: {words}", again="CERTIFICATE" not in words)
    if isinstance(error, httpx.NetworkError):
        return Reply(failure="broke the connection off", again=True)
    if isinstance(error, httpx.RemoteProtocolError):
        return Reply(failure=f"does not speak sound HTTP: {words}", again=True)
    return Reply(failure=f"cannot be asked: {words}", lasting=isinstance(error, httpx.InvalidURL))
