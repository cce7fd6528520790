"""A trust store as Java reads it: the format JKS, which needs no password to be read."""

import hashlib
import struct
from collections.abc import Sequence

_PASSWORD = "changeit"
"""Java's own; the digest at the end is made with it, and checked only by those who name it."""
_SALT = b"Mighty Aphrodite"
_MAGIC, _VERSION, _CERTIFICATE = 0xFEEDFEED, 2, 2


def write_java_store(certificates: Sequence[bytes]) -> bytes:
    """A store that trusts these certificates, each in DER."""
    entries = (_entry(f"docverify-{number}", one) for number, one in enumerate(certificates))
    body = struct.pack(">III", _MAGIC, _VERSION, len(certificates)) + b"".join(entries)
    return body + hashlib.sha1(_PASSWORD.encode("utf-16-be") + _SALT + body).digest()


def _entry(alias: str, certificate: bytes) -> bytes:
    made = struct.pack(">Q", 0)
    return (
        struct.pack(">I", _CERTIFICATE)
        + _text(alias)
        + made
        + _text("X.509")
        + struct.pack(">I", len(certificate))
        + certificate
    )


def _text(text: str) -> bytes:
    return struct.pack(">H", len(text)) + text.encode("ascii")
