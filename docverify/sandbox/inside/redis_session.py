"""Runs what examples type at the prompt of a Redis console, one after the other, over one connection.

Replies are printed as Redis's own
console prints them. The server is a backend, outside of the sandbox; the sandbox has a door to it.
"""

from __future__ import annotations

import os
import socket
import sys

sys.path.insert(0, os.path.abspath(__file__).rpartition("/docverify/")[0])
from docverify.sandbox.inside import consoles

TYPE_CHECKING = False  # as everywhere in here: `typing` costs more than all else
if TYPE_CHECKING:
    from typing import Any

PLACE = ("127.0.0.1", 6379)
LONGEST = 1 << 26
"""Bytes of one reply."""
GONE = "Server closed the connection"
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "a": "\a", "b": "\b"}
NAMED = {ord(value): f"\\{name}" for name, value in ESCAPES.items()} | {ord('"'): '\\"', ord("\\"): "\\\\"}


class Refusal(str):
    """A reply that says that a command cannot be done."""


class Session(consoles.Console):
    """One connection, and the examples that use it."""

    stream: Any = None

    def told(self, code: str) -> int:
        try:
            return int(self.refused(code))
        except (OSError, ValueError, EOFError):
            self.stream = None
            raise

    def refused(self, line: str) -> bool:
        """Prints the reply to one command; True when it was an error."""
        words = split(line)
        if not words:
            return False
        if self.stream is None:
            self.stream = socket.create_connection(PLACE, 5).makefile("rwb")
        self.stream.write(b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in words))
        self.stream.flush()
        reply = read(self.stream)
        sys.stdout.write(show(reply) + "\n")
        return isinstance(reply, Refusal)


def split(line: str) -> list[bytes]:
    """The words of a command, as the console takes them: in quotes of both kinds, with escapes in double ones."""
    words: list[bytes] = []
    at, end = 0, len(line)
    while at < end:
        if line[at].isspace():
            at += 1
            continue
        word, at = read_word(line, at)
        words.append(word.encode("utf-8", "surrogateescape"))
    return words


def read_word(line: str, at: int) -> tuple[str, int]:
    word: list[str] = []
    quote = ""
    while at < len(line):
        sign = line[at]
        if not quote and sign.isspace():
            break
        if sign == quote:
            quote = ""
        elif not quote and sign in "\"'":
            quote = sign
        elif quote == '"' and sign == "\\" and at + 1 < len(line):
            piece, at = escape(line, at + 1)
            word.append(piece)
        elif quote == "'" and line.startswith("\\'", at):
            word.append("'")
            at += 1
        else:
            word.append(sign)
        at += 1
    if quote:
        raise ValueError("Invalid argument(s)")
    return "".join(word), at


def escape(line: str, at: int) -> tuple[str, int]:
    """What stands behind a backslash, and where it ends."""
    digits = line[at + 1 : at + 3]
    if line[at] == "x" and len(digits) == 2 and all(one in "0123456789abcdefABCDEF" for one in digits):
        return bytes.fromhex(digits).decode("utf-8", "surrogateescape"), at + 2
    return ESCAPES.get(line[at], line[at]), at


def read(stream: Any) -> Any:
    """A reply of the protocol's second version. Raises EOFError when the server has gone."""
    line = stream.readline(LONGEST)
    if not line.endswith(b"\r\n"):
        raise EOFError(GONE)
    kind, rest = line[:1], line[1:-2]
    if kind == b"+":
        return rest.decode("utf-8", "replace")
    if kind == b"-":
        return Refusal(rest.decode("utf-8", "replace"))
    number = int(rest)
    if kind == b":":
        return number
    if number < 0:
        return None
    if kind == b"$":
        if number > LONGEST:
            raise ValueError("the reply is too long")
        data = stream.read(number + 2)
        if len(data) < number + 2:
            raise EOFError(GONE)
        return data[:-2]
    return [read(stream) for _ in range(number)]


def show(reply: Any, indent: str = "") -> str:
    """As the console shows it on a terminal."""
    if isinstance(reply, Refusal):
        return f"(error) {reply}"
    if isinstance(reply, str):
        return reply
    if isinstance(reply, int):
        return f"(integer) {reply}"
    if reply is None:
        return "(nil)"
    if isinstance(reply, bytes):
        return quoted(reply)
    if not reply:
        return "(empty array)"
    width = len(str(len(reply)))
    inner = indent + " " * (width + 2)
    lines = [f"{number:>{width}}) {show(one, inner)}" for number, one in enumerate(reply, 1)]
    return f"\n{indent}".join(lines)


def quoted(data: bytes) -> str:
    signs = [NAMED.get(one) or (chr(one) if 32 <= one < 127 else f"\\x{one:02x}") for one in data]
    return '"' + "".join(signs) + '"'


if __name__ == "__main__":
    consoles.begin(Session)
