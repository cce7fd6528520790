"""The sandbox's name server, answered from outside: no name exists, and each that is asked for is evidence."""

import socket
from contextlib import suppress

MOST = 20
"""Names that are kept of one example."""


class Resolver:
    """The socket that was bound inside, and the names that were asked for by the number of the task that ran."""

    def __init__(self, descriptor: int) -> None:
        self.socket = socket.socket(fileno=descriptor)
        self.socket.setblocking(False)
        self.asked: dict[int, list[str]] = {}

    def answer(self, task: int | None) -> None:
        """One query, asked while that task ran."""
        with suppress(OSError):
            query, sender = self.socket.recvfrom(1500)
            self._keep(asked_name(query), task)
            self.socket.sendto(no_such_name(query), sender)

    def _keep(self, name: str, task: int | None) -> None:
        if name and task is not None:
            names = self.asked.setdefault(task, [])
            if name not in names and len(names) < MOST:
                names.append(name)


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
    at = 12
    while at < len(query) and query[at]:
        at += 1 + query[at]
    return query[:2] + b"\x81\x83" + b"\x00\x01\x00\x00\x00\x00\x00\x00" + query[12 : at + 5]
