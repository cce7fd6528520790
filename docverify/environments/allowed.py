"""Which hosts a package manager may speak to: those of its own configuration, each at its own port."""

import ipaddress
from collections.abc import Iterable, Mapping
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct

PORTS = {"http": 80, "https": 443}


class Place(Struct, frozen=True):
    """A host and a port."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def is_address(self) -> bool:
        """True for a number instead of a name: TLS does not name it."""
        try:
            ipaddress.ip_address(self.host)
        except ValueError:
            return False
        return True


class Route(Struct, frozen=True):
    """The machine's own proxy on the way to a registry, and what it wants to see."""

    place: Place
    credentials: str = ""
    """`user:password`, as the URL has them."""


def read_places(urls: Iterable[str]) -> dict[Place, str]:
    """The hosts that these registries are at, and by which scheme; what is no web address names none."""
    found: dict[Place, str] = {}
    for url in urls:
        place = read_place(url)
        if place:
            found[place] = urlsplit(url).scheme
    return found


def read_place(url: str) -> Place | None:
    """Where the URL leads; None when it is no http or https URL."""
    parts = _split(url)
    if parts is None or parts.scheme not in PORTS or not parts.hostname:
        return None
    return Place(parts.hostname, parts.port or PORTS[parts.scheme])


def read_authority(text: str) -> Place | None:
    """Of `host:port`, as CONNECT names it."""
    parts = _split(f"//{text}")
    return Place(parts.hostname, parts.port) if parts and parts.hostname and parts.port and "@" not in text else None


def find_route(place: Place, scheme: str, environ: Mapping[str, str]) -> Route | None:
    """The proxy that the machine's variables name for this place; None for the direct way."""
    if scheme not in PORTS or _is_excepted(place, environ.get("no_proxy") or environ.get("NO_PROXY") or ""):
        return None
    names = (f"{scheme}_proxy", f"{scheme.upper()}_PROXY", "all_proxy", "ALL_PROXY")
    url = next((environ[name] for name in names if environ.get(name)), "")
    parts = _split(url if "://" in url else f"http://{url}")
    if not url or parts is None or parts.scheme != "http" or not parts.hostname:
        return None
    return Route(Place(parts.hostname, parts.port or 80), parts.netloc.rpartition("@")[0])


def _is_excepted(place: Place, exceptions: str) -> bool:
    names = [name.strip().lower().lstrip("*").lstrip(".") for name in exceptions.split(",") if name.strip()]
    return any(name in ("", place.host, str(place)) or place.host.endswith(f".{name}") for name in names)


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  raises for a port that is no number
    except ValueError:
        return None
    return parts
