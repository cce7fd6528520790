"""Messages over a stream: four bytes of length, then JSON."""

from __future__ import annotations

import json
import os

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any

LONGEST = 1 << 26
"""64 MiB: no honest message is longer."""


def write(descriptor: int, message: object) -> None:
    data = json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")
    data = len(data).to_bytes(4, "big") + data
    while data:
        data = data[os.write(descriptor, data) :]


def read(descriptor: int) -> Any:
    """The next message; None at the end of the stream."""
    head = read_exactly(descriptor, 4)
    if len(head) < 4:
        return None
    length = int.from_bytes(head, "big")
    if length > LONGEST:
        return None
    body = read_exactly(descriptor, length)
    return json.loads(body) if len(body) == length else None


def read_exactly(descriptor: int, length: int) -> bytes:
    """As many bytes as asked for, fewer only at the end of the stream."""
    parts = []
    while length:
        part = os.read(descriptor, min(length, 1 << 20))
        if not part:
            break
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
