"""Reads the first message of a TLS connection: whom the client believes to speak to."""

HANDSHAKE = b"\x16"
CLIENT_HELLO = b"\x01"
SERVER_NAME = 0
HOST_NAME = 0
LONGEST = 1 << 16
"""Bytes within which the message must end."""


class NoHello(ValueError):
    """What came is no first message of TLS."""


def find_server_name(data: bytes) -> str | None:
    """The name that the client asks for, empty when it asks for none; None while the message is not complete.

    Raises NoHello for what is no such message.
    """
    message = _join_records(data)
    if message is None:
        return None
    try:
        return _read_name(_Cursor(message))
    except (IndexError, UnicodeDecodeError):
        raise NoHello from None


def _join_records(data: bytes) -> bytes | None:
    """The handshake message, without the heads of the records that it came in."""
    message, place = b"", 0
    while len(message) < 4 or len(message) < 4 + int.from_bytes(message[1:4]):
        length = int.from_bytes(data[place + 3 : place + 5])
        record = data[place + 5 : place + 5 + length]
        message += record
        kinds = data[place : place + 1], message[:1]
        if kinds[0] not in (b"", HANDSHAKE) or kinds[1] not in (b"", CLIENT_HELLO) or place > LONGEST:
            raise NoHello
        if len(data) < place + 5 or len(record) < length:
            return None
        place += 5 + length
    return message


class _Cursor:
    """Reads fields that each tell their own length."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.place = 0

    def take(self, size: int) -> bytes:
        found = self.data[self.place : self.place + size]
        if len(found) < size:
            raise IndexError
        self.place += size
        return found

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size))

    def field(self, size: int) -> "_Cursor":
        """What follows a length of so many bytes."""
        return _Cursor(self.take(self.number(size)))

    def left(self) -> int:
        return len(self.data) - self.place


def _read_name(message: _Cursor) -> str:
    message.take(1)
    hello = message.field(3)
    hello.take(2 + 32)
    for size in (1, 2, 1):  # session, ciphers, compressions
        hello.field(size)
    extensions = hello.field(2) if hello.left() else _Cursor(b"")
    while extensions.left():
        kind, body = extensions.number(2), extensions.field(2)
        if kind == SERVER_NAME:
            names = body.field(2)
            return names.field(2).data.decode("ascii").lower() if names.number(1) == HOST_NAME else ""
    return ""
