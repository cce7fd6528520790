"""Lengths of the frames of HTTP/2, seen before their bytes are held."""

_PREFACE = 24
_HEAD = 9
LONGEST = 16 * 1024
"""What every machine takes, and what we say that we take."""


class Lengths:
    """Watches a client's bytes: `h2` itself holds a frame of 16 MiB before it finds it too long."""

    def __init__(self) -> None:
        self._passed = _PREFACE
        self._head = b""

    def hold(self, data: bytes) -> bool:
        """True when no frame that begins in these bytes is too long."""
        at = 0
        while at < len(data):
            passed = min(self._passed, len(data) - at)
            self._passed -= passed
            at += passed
            head = data[at : at + _HEAD - len(self._head)]
            self._head += head
            at += len(head)
            if len(self._head) == _HEAD:
                self._passed = int.from_bytes(self._head[:3])
                self._head = b""
            if self._passed > LONGEST:
                return False
        return True
