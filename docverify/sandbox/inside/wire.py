"""Messages over a stream: four bytes of length, then JSON; and the descriptors that come over a socket."""

from __future__ import annotations

import _socket
import json
import os
import struct

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any

ENCODER = json.JSONEncoder(ensure_ascii=False)
LONGEST = 1 << 26
"""64 MiB: no honest message is longer."""


def write(descriptor: int, message: object) -> None:
    data = ENCODER.encode(message).encode("utf-8", "replace")
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


def send_descriptors(target: _socket.socket, data: bytes, *numbers: int) -> None:
    """Hands copies over, with the first byte of the data."""
    rights = (_socket.SOL_SOCKET, _socket.SCM_RIGHTS, struct.pack(f"{len(numbers)}i", *numbers))
    target.sendmsg([data], [rights])


def receive_descriptors(source: _socket.socket, length: int, most: int) -> tuple[bytes, list[int]]:
    """At most so many bytes, and the descriptors that came with them."""
    data, ancillary, _, _ = source.recvmsg(length, _socket.CMSG_SPACE(4 * most), _socket.MSG_CMSG_CLOEXEC)
    return data, [
        number
        for level, kind, packed in ancillary
        if level == _socket.SOL_SOCKET and kind == _socket.SCM_RIGHTS
        for (number,) in struct.iter_unpack("i", packed[: len(packed) - len(packed) % 4])
    ]
