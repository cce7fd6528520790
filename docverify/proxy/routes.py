"""Which backend is meant by the host that an example names."""

import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit

from msgspec import Struct

from docverify.model import Capture

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"(?:\[(?P<six>[0-9a-f:.]{2,45})\]|(?P<name>[a-z0-9._-]{1,253}))(?::(?P<port>[0-9]{1,5}))?", re.I)
_PLAIN_SIX = re.compile(r"[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*", re.I)
_UPWARD = re.compile(r"(?:[/\\]|%2f|%5c)(?:\.|%2e){2}(?:[/\\;]|%2f|%5c|$)", re.I)


class Wanted(Struct, frozen=True):
    """A value that replies give, and the stand-in that examples have for it."""

    name: str
    stand_in: str
    capture: Capture


class Called(Struct, frozen=True):
    """A request, as rules and recordings see it."""

    method: str
    target: str
    """As the backend would be asked."""
    headers: tuple[tuple[str, str], ...]
    body: bytes
    """For rules what it begins with; empty where there is none."""


Rule = Callable[[Called], str]
"""Why a request is refused; empty where it is not."""
Answering = Callable[[Called], tuple[int, tuple[tuple[str, str], ...], bytes] | None]
"""What was recorded of a request: status, headers and body; None for nothing."""


class Route(Struct, frozen=True):
    """The hosts by which examples mean one backend, and where that backend is."""

    backend: str
    hosts: tuple[str, ...]
    """`api.example.com`, `*.shared.example.com`, `localhost:1337`, `127.77.0.1`; without a port any port is meant."""
    upstream: str
    """`http://127.0.0.1:4711` or `https://staging.example.com/base`, whose certificate the system's CAs vouch for."""
    secrets: Mapping[str, str] = {}
    """Stand-ins, which examples send, to the real values, which are never inside the sandbox and never in a record."""
    wanted: tuple[Wanted, ...] = ()
    """What its replies give for later requests."""
    host: str = ""
    """What the backend is told as `Host`; empty: what the example said."""
    bases: tuple[str, ...] = ()
    """Paths in front of those that the backend knows, without their last slash; the first that fits is left out."""
    rules: tuple[Rule, ...] = ()
    """What is refused before the backend sees it."""
    answering: Answering | None = None
    """What answers in the place of `upstream`."""


class Upstream(Struct, frozen=True):
    """Where a backend is, taken apart."""

    tls: bool
    host: str
    port: int
    base: str
    """A path in front of every path that examples name; without its last slash."""


def split_host(authority: str) -> tuple[str, int | None] | None:
    """Host, in small letters and without its last dot, and port; None when it is no host."""
    if _PLAIN_SIX.fullmatch(authority):
        return authority.lower(), None
    found = _HOST.fullmatch(authority)
    if found is None:
        return None
    port = int(found["port"]) if found["port"] else None
    if port is not None and port > 65535:
        return None
    return (found["six"] or found["name"].removesuffix(".")).lower(), port


def find_route(routes: Sequence[Route], host: str, port: int) -> Route | None:
    """The route that names this host the most closely: with its port, then by its name, then by a pattern."""
    if split_host(host) is None:
        return None
    ranked = [(_closeness(pattern, host, port), route) for route in routes for pattern in route.hosts]
    closeness, route = max(ranked, key=lambda one: one[0], default=((0, 0), None))
    return route if closeness > (0, 0) else None


def _closeness(pattern: str, host: str, port: int) -> tuple[int, int]:
    wild = pattern.startswith("*.")
    parts = split_host(pattern.removeprefix("*."))
    if parts is None or parts[1] not in (None, port):
        return 0, 0
    asked = host.lower().removesuffix(".")
    met = asked.endswith(f".{parts[0]}") if wild else asked == parts[0]
    return (1 + (not wild), len(parts[0]) + (parts[1] is not None)) if met else (0, 0)


def read_upstream(url: str) -> Upstream:
    """An upstream's address taken apart; ValueError when it is no address of a server."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError(f"{url!r} is no http:// or https:// address")
    port = parts.port or _PORTS[parts.scheme]
    return Upstream(parts.scheme == "https", parts.hostname, port, parts.path.rstrip("/"))


def write_target(route: Route, path: str) -> str | None:
    """What the backend is asked for when an example asks for this path; None when it would leave the base."""
    upstream = read_upstream(route.upstream)
    base = next((base for base in route.bases if path.startswith((f"{base}/", f"{base}?")) or path == base), "")
    path = path[len(base) :]
    path = path if path[:1] in ("/", "*") else f"/{path}"
    if not upstream.base or not path.startswith("/"):
        return path
    return None if _UPWARD.search(path.partition("?")[0]) else upstream.base + path


def default_port(scheme: str) -> int:
    """The port that a URL of this scheme means without saying so; 0 for another scheme."""
    return _PORTS.get(scheme, 0)
