"""Asks a backend over HTTP, past whatever proxy is configured: it is ours."""

import http.client
import ssl
from urllib.parse import urlsplit

SECONDS = 30.0
"""In which it must answer."""
LONGEST = 1 << 16
"""Bytes of an answer that are read."""


def ask(root: str, method: str, path: str, seconds: float = SECONDS) -> int:
    """The status of its answer. Raises OSError, or HTTPException, when there is none."""
    place = urlsplit(root)
    host, port = place.hostname or "", place.port
    connection = (
        http.client.HTTPSConnection(host, port, timeout=seconds, context=ssl.create_default_context())
        if place.scheme == "https"
        else http.client.HTTPConnection(host, port, timeout=seconds)
    )
    try:
        connection.request(method, place.path.rstrip("/") + path)
        answer = connection.getresponse()
        answer.read(LONGEST)
        return answer.status
    finally:
        connection.close()
