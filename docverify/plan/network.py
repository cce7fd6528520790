"""What of a network examples have where backends are configured: doors, names, and what stands for values on pages."""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from urllib.parse import urlsplit

from docverify.model import BackendConfig, Door, Network, Provided
from docverify.model.config import HASH

BACKENDS = "127.77.0.1"
"""Where their names lead to inside: not 127.0.0.1, which stays free for the examples' own servers."""
OWN = ("localhost", "127.0.0.1")
"""How examples call a service that a reader is to start on the own machine."""
LOOPBACKS = ("127.0.0.1", "::1")
PLAIN, SECURE = 80, 443
TRUSTED = "/etc/ssl/certs/ca-certificates.crt"
JAVA_TRUSTED = "/etc/ssl/certs/java/cacerts"
TRUSTING = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")
"""Variables by which clients that bring certificates of their own learn of another file."""

HASH_LENGTH = 12
_SEEDED = re.compile(r"\{seed\.([\w-]+\.\d+)\}")

Backends = Mapping[str, BackendConfig]


def network(backends: Backends, authority: str, java_store: bytes) -> Network:
    """As sandboxes see it; `authority` is the certificate, in PEM, of whoever vouches for the names."""
    if not backends:
        return Network()
    doors = dict.fromkeys(door for name, one in backends.items() for door in _doors(name, one))
    hosts = dict.fromkeys(host for name, one in backends.items() for host in _resolved(name, one))
    environ = dict.fromkeys(TRUSTING, TRUSTED)
    for name, one in backends.items():
        environ |= {variable: expand(text, name, one) for variable, text in one.env.items()}
    files = {TRUSTED: authority.encode(), JAVA_TRUSTED: java_store}
    return Network(tuple(doors), tuple(hosts), files, environ)


def own_name(backend: str) -> str:
    """The name under which every backend can be reached."""
    return f"{backend.lower().replace('_', '-')}.backend"


def served(name: str, backend: BackendConfig) -> tuple[str, ...]:
    """All names, with their ports where these are not the usual ones, that lead to the backend."""
    hosts = (own_name(name), *(host.lower() for host in backend.hosts), *_of_itself(backend))
    return tuple(dict.fromkeys(hosts))


def _of_itself(backend: BackendConfig) -> Iterator[str]:
    """What a system that runs already calls itself in its replies: where these lead is followed."""
    place = urlsplit(backend.url)
    host, usual = place.hostname or "", {"http": PLAIN, "https": SECURE}.get(place.scheme)
    if not host or ":" in host or place.path.strip("/"):
        return
    if place.port in (None, usual):
        yield host
    elif place.scheme == "http":
        yield f"{host}:{place.port}"


def provided(backends: Backends, placeholders: Mapping[str, str]) -> Provided:
    """What pages are read with; what a backend says of a placeholder counts before what is said for all pages."""
    own = {old: expand(new, name, one) for name, one in backends.items() for old, new in one.placeholders.items()}
    found = {**placeholders, **own}
    ports = {door.port for name, one in backends.items() for door in _doors(name, one)}
    return Provided(found, frozenset(ports))


def expand(text: str, name: str, backend: BackendConfig) -> str:
    """The text with the backend's address, and with stand-ins for what is secret, or known only when it runs."""
    text = text.replace("{base_url}", f"http://{own_name(name)}")
    for secret in backend.secrets:
        text = text.replace(f"{{secret.{secret}}}", stand_in(name, secret))
    for capture in backend.captures:
        text = text.replace(f"{{capture.{capture}}}", captured(name, capture))
    if backend.tenant.var:
        text = text.replace(f"{{{backend.tenant.var}}}", tenant(name, backend))
    return _SEEDED.sub(lambda match: seeded(name, match[1]), text) if backend.seed else text


def captured(backend: str, capture: str) -> str:
    """What examples have for a value that a reply gives: digits, which may stand where an id of any kind does."""
    number = int(sha256(f"{backend} {capture}".encode()).hexdigest()[:12], 16)
    return str(7 * 10**14 + number % 10**14)


def stand_in(backend: str, secret: str) -> str:
    """What examples have for a secret: the same in every run, and of use to nobody."""
    return f"docverify-{sha256(f'{backend} {secret}'.encode()).hexdigest()[:24]}"


def tenant(name: str, backend: BackendConfig) -> str:
    """What pages have for the tenant, whichever it is when they run: as long as its name."""
    return backend.tenant.value.replace(HASH, sha256(f"{name} tenant".encode()).hexdigest()[:HASH_LENGTH])


def seeded(backend: str, which: str) -> str:
    """What pages have for what only a reply to a seed tells, `Post.0`: digits, which are a value in every language."""
    return str(10**17 + int(sha256(f"{backend} seed {which}".encode()).hexdigest()[:14], 16))


def _resolved(name: str, backend: BackendConfig) -> Iterator[str]:
    for host in served(name, backend):
        word = host.partition(":")[0]
        if word not in OWN:
            yield word


def _doors(name: str, backend: BackendConfig) -> Iterator[Door]:
    for host in served(name, backend):
        word, _, port = host.partition(":")
        if word in OWN:
            yield from (Door(address, int(port or PLAIN), "http") for address in LOOPBACKS)
        elif port:
            yield Door(BACKENDS, int(port), "https" if int(port) == SECURE else "http")
        else:
            yield Door(BACKENDS, PLAIN, "http")
            yield Door(BACKENDS, SECURE, "https")
    for number in backend.tcp:
        yield from (Door(address, int(number), "tcp", name) for address in (*LOOPBACKS, BACKENDS))
