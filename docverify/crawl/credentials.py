"""What a host is told about who asks: read from the environment, sent to that host alone, shown to nobody."""

from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import urlsplit

from docverify.address import PORTS, origin
from docverify.errors import SourceError
from docverify.model import Credential


class Credentials:
    """The Authorization header of each address; empty for all others.

    A name without a port means the usual one. They are sent under TLS, or where the user named a site without it.
    """

    def __init__(self, named: Mapping[str, Credential], environ: Mapping[str, str], site: str) -> None:
        self._site = origin(site)
        self._named = {name.lower(): credential for name, credential in named.items()}
        self._environ = environ

    def __repr__(self) -> str:
        return "Credentials()"

    def header(self, url: str) -> str:
        """Raises SourceError when the environment has no such variable."""
        if not self._named:
            return ""
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
        credential = self._named.get(f"{host}:{port}")
        if credential is None and port == PORTS.get(parts.scheme):
            credential = self._named.get(host)
        if credential is None or not (parts.scheme == "https" or origin(url) == self._site):
            return ""
        return self._write(credential, host)

    def _write(self, credential: Credential, host: str) -> str:
        if credential.token_env:
            return f"Bearer {self._value(credential.token_env, host)}"
        user, password = (self._value(name, host) for name in (credential.user_env, credential.password_env))
        return "Basic " + b64encode(f"{user}:{password}".encode()).decode("ascii")

    def _value(self, name: str, host: str) -> str:
        value = self._environ.get(name, "").strip() if name else ""
        if name and not value:
            raise SourceError(f"the credentials of {host} are not there", f"set {name} in the environment")
        if not value.isprintable():
            raise SourceError(f"{name} holds what no header can carry", f"set {name} to the bare token or password")
        return value
