"""The body of a reply as it arrives, decompressed, and never more of it than is allowed."""

import zlib


class Refused(Exception):
    """The body is none that can be read; the message says why, `again` whether another try may help."""

    def __init__(self, what: str, *, again: bool = False) -> None:
        super().__init__(what)
        self.again = again


class Body:
    """Takes the bytes of one body in pieces."""

    def __init__(self, coding: str, most: int) -> None:
        """`coding` as the server names it; raises Refused for one that is not known."""
        self.coding = coding.strip().lower().removeprefix("x-")
        if self.coding not in ("", "identity", "gzip", "deflate"):
            raise Refused(f"is encoded as {coding[:40]}, which was not asked for")
        self.most = most
        self.size = 0
        self.pieces: list[bytes] = []
        self._inflater: zlib._Decompress | None = None
        self._raw: list[bytes] = []
        self._members = 0

    @property
    def packed(self) -> bytes:
        """The body as it came, when that was as one gzip file without anything after it; else empty."""
        return b"".join(self._raw) if self.coding == "gzip" and self._members == 1 else b""

    def feed(self, piece: bytes) -> None:
        if self.coding in ("", "identity"):
            self._keep(piece)
            return
        self._raw.append(piece)
        while piece:
            self._members += self._inflater is None
            self._inflater = self._inflater or _make(self.coding, piece)
            try:
                self._keep(self._inflater.decompress(piece, self.most + 1 - self.size))
            except zlib.error:
                raise Refused(f"holds no sound {self.coding}") from None
            piece = self._inflater.unused_data if self.coding == "gzip" else b""
            self._inflater = self._inflater if not self._inflater.eof else None  # members may follow each other
            if self._inflater is None and not piece.startswith(b"\x1f\x8b"):
                break

    def end(self) -> bytes:
        """The whole body; raises Refused when it broke off."""
        if self._inflater is not None and self.coding == "gzip":
            raise Refused("breaks off", again=True)
        return b"".join(self.pieces)

    def _keep(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size > self.most:
            raise Refused(f"is larger than {self.most / 1024 / 1024:g} MiB")
        self.pieces.append(piece)


def gunzip(data: bytes, most: int) -> bytes:
    """What a gzip file holds; raises Refused when it holds too much or is damaged."""
    body = Body("gzip", most)
    body.feed(data)
    return body.end()


def _make(coding: str, head: bytes) -> "zlib._Decompress":
    """`deflate` is sent by some servers without the two bytes that should begin it."""
    if coding == "gzip":
        return zlib.decompressobj(31)
    return zlib.decompressobj(15 if head[0] & 0x0F == 8 and head[0] >> 4 <= 7 else -15)
