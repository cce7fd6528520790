"""Heads of requests and answers as plain data: where a request is meant to go, and what is passed on."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from docverify.proxy.routes import default_port, split_host

Headers = tuple[tuple[str, str], ...]

_HOP = {
    *("connection", "keep-alive", "proxy-connection", "proxy-authorization", "proxy-authenticate"),
    *("te", "transfer-encoding", "upgrade", "expect", "http2-settings"),
}
"""What is meant for the next machine, and is said anew to the one behind it."""
_KEPT = {"host", "content-length", "content-type"}
"""What a `Connection` header cannot take away."""


class Dialled(Struct, frozen=True):
    """How an example reached us: the address and port that it dialled, and the name that it asked for by TLS."""

    address: str
    port: int
    tls: bool = False
    name: str = ""

    @property
    def scheme(self) -> str:
        return "https" if self.tls else "http"


class Head(Struct, frozen=True):
    """A request before its body."""

    method: str
    host: str
    """As it is compared: in small letters, without port."""
    port: int
    authority: str
    """As the example wrote it."""
    path: str
    """With its query; `*` for OPTIONS of the whole server."""
    headers: Headers
    scheme: str = "http"
    version: str = "1.1"
    streamed: bool = False
    """True when it has a body whose length is not said."""
    problem: str = ""
    """Why it is not passed on."""
    status: int = 400
    """What a refused one is answered."""

    @property
    def protocol(self) -> str:
        """What it asks to speak from here on, in small letters; empty when it goes on with HTTP."""
        wanted = find_header(self.headers, "upgrade").lower()
        asks = "upgrade" in _tokens(self.headers) and self.version == "1.1"
        return wanted if asks and not wanted.startswith("h2") else ""


class Answer(Struct, frozen=True):
    """An answer before its body."""

    status: int
    headers: Headers = ()
    reason: str = ""


def read_head(method: str, target: str, headers: Headers, dialled: Dialled, version: str = "1.1") -> Head:
    """Where a request is meant to go, by its target and `Host`; with its `problem` when that cannot be followed."""
    scheme, authority, path = _split_target(target)
    usual = default_port(scheme) if scheme else dialled.port
    authority = authority or find_header(headers, "host") or dialled.address
    host, port = split_host(authority) or ("", None)
    streamed = bool(find_header(headers, "transfer-encoding"))
    head = Head(method, host, port or usual, authority, path, headers, dialled.scheme, version, streamed)
    if method == "CONNECT":
        return replace(head, host=dialled.address, problem="it asks for a tunnel")
    if not host:
        return replace(head, host=dialled.address, problem="its Host is no host")
    if not path.startswith("/") and path != "*":
        return replace(head, problem="it asks for no path")
    if dialled.name and host != dialled.name:
        return replace(head, problem=f"by its certificate it is meant for {dialled.name}, by its Host not", status=421)
    if scheme and scheme != dialled.scheme:
        return replace(head, problem=f"it asks for {scheme} over {dialled.scheme}", status=421)
    return head


def read_request(said: Headers, dialled: Dialled, *, ended: bool) -> Head:
    """The same of a request of HTTP/2, whose headers begin with what stands in the first line elsewhere."""
    named = {name: value for name, value in said if name.startswith(":")}
    host = named.get(":authority") or find_header(said, "host")
    others = tuple((name, value) for name, value in said if name not in named and name not in ("host", "cookie"))
    cookies = "; ".join(value for name, value in said if name == "cookie")  # there each may have a header of its own
    headers = ((("host", host),) if host else ()) + others + ((("cookie", cookies),) if cookies else ())
    head = read_head(named.get(":method", ""), named.get(":path", ""), headers, dialled, "2")
    return replace(head, streamed=not ended and length_of(headers) is None)


def _split_target(target: str) -> tuple[str, str, str]:
    """Scheme and authority, where the target names them, and path."""
    for scheme in ("http", "https"):
        if target.lower().startswith(f"{scheme}://"):
            rest = target[len(scheme) + 3 :]
            ends = [at for at in (rest.find("/"), rest.find("?")) if at >= 0]
            at = min(ends, default=len(rest))
            path = rest[at:]
            return scheme, rest[:at], path if path.startswith("/") else f"/{path}"
    return "", "", target


def pass_on(headers: Headers) -> Headers:
    """The headers that are meant for the other end."""
    dropped = (_HOP | _tokens(headers)) - _KEPT
    return tuple((name, value) for name, value in headers if name.lower() not in dropped)


def ask_on(head: Head, host: str = "") -> Headers:
    """The headers of a request as the backend gets them: its `Host` first, as the example wrote it or as told."""
    others = without(pass_on(head.headers), "host")
    asked = (("Connection", "Upgrade"), ("Upgrade", find_header(head.headers, "upgrade"))) if head.protocol else ()
    return (("Host", host or head.authority), *others, *asked)


def without(headers: Headers, *names: str) -> Headers:
    return tuple((name, value) for name, value in headers if name.lower() not in names)


def find_header(headers: Iterable[tuple[str, str]], name: str) -> str:
    """The first value of this header; empty without one."""
    return next((value for one, value in headers if one.lower() == name), "")


def length_of(headers: Headers) -> int | None:
    """How many bytes the body is said to have."""
    value = find_header(headers, "content-length")
    return int(value) if value.isascii() and value.isdigit() else None


def has_body(method: str, status: int) -> bool:
    """True when an answer with this status to this method has a body, if an empty one."""
    return method != "HEAD" and status not in (204, 304)


def read_headers(raw: Sequence[tuple[bytes, bytes]]) -> Headers:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in raw)


def write_headers(headers: Headers) -> list[tuple[bytes, bytes]]:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]


def _tokens(headers: Headers) -> set[str]:
    lists = (value for name, value in headers if name.lower() == "connection")
    return {token.strip().lower() for value in lists for token in value.split(",")}
