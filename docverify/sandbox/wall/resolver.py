"""The sandbox's name server, answered from outside: only backends have names, and each other one is evidence."""

import socket
from collections.abc import Sequence
from contextlib import suppress

from docverify.sandbox.inside.words import BACKENDS

MOST = 20
"""Names that are kept of one example."""
ADDRESS = 1
"""The type of a question for an IPv4 address."""
SECONDS = 60
"""How long an answer may be kept."""


class Resolver:
    """The socket that was bound inside, and the names that were asked for by the number of the task that ran."""

    def __init__(self, descriptor: int, hosts: Sequence[str] = ()) -> None:
        """`hosts` are the names that lead to backends."""
        self.socket = socket.socket(fileno=descriptor)
        self.socket.setblocking(False)
        self.hosts = hosts
        self.asked: dict[int, list[str]] = {}

    def answer(self, task: int | None) -> None:
        """One query, asked while that task ran."""
        with suppress(OSError):
            query, sender = self.socket.recvfrom(1500)
            name = asked_name(query)
            known = is_named(name, self.hosts)
            if not known:
                self._keep(name, task)
            self.socket.sendto(backend(query) if known else no_such_name(query), sender)

    def _keep(self, name: str, task: int | None) -> None:
        if name and task is not None:
            names = self.asked.setdefault(task, [])
            if name not in names and len(names) < MOST:
                names.append(name)


def is_named(name: str, hosts: Sequence[str]) -> bool:
    """True when one of the hosts is the name, or begins with `*.` and is what the name ends with."""
    return any(name.endswith(one[1:]) if one.startswith("*.") else name == one for one in hosts)


def asked_name(query: bytes) -> str:
    """The name in the question of a DNS message; empty when it has none."""
    labels, at = [], 12
    while at < len(query) and query[at] and query[at] < 64:
        labels.append(query[at + 1 : at + 1 + query[at]])
        at += 1 + query[at]
    name = ".".join(label.decode("ascii", "replace") for label in labels)[:253].lower()
    return "".join(character if character.isprintable() else "?" for character in name)


def no_such_name(query: bytes) -> bytes:
    """The answer NXDOMAIN to a query, with its question and nothing else."""
    return query[:2] + b"\x81\x83" + b"\x00\x01\x00\x00\x00\x00\x00\x00" + query[12 : _end_of_name(query) + 5]


def backend(query: bytes) -> bytes:
    """The address of the backends; to a question of another type the answer that there is none."""
    end = _end_of_name(query)
    question = query[12 : end + 5]
    if query[end + 1 : end + 3] != ADDRESS.to_bytes(2, "big"):
        return query[:2] + b"\x81\x80" + b"\x00\x01\x00\x00\x00\x00\x00\x00" + question
    answer = b"\xc0\x0c\x00\x01\x00\x01" + SECONDS.to_bytes(4, "big") + b"\x00\x04" + socket.inet_aton(BACKENDS)
    return query[:2] + b"\x81\x80" + b"\x00\x01\x00\x01\x00\x00\x00\x00" + question + answer


def _end_of_name(query: bytes) -> int:
    """Where in a DNS message the empty label stands that ends its question's name."""
    at = 12
    while at < len(query) and query[at]:
        at += 1 + query[at]
    return at
