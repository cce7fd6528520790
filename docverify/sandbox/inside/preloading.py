"""Launchers that have imported something already: sessions that begin with the same imports are forked from them.

What is imported is the leading run of import statements of a page's first example, and nothing else: after it an
interpreter is in the state in which a fresh one would be.
Where anything speaks against that (output, a thread, an open file, an error), the session starts fresh.
"""

from __future__ import annotations

import _socket
import gc
import os
import select
import struct
import sys

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MOST = 6
"""Launchers of this kind that are kept."""
REMEMBERED = 1000
"""Imports of which it is known that they cannot be preloaded."""
READY, UNFIT = b"+", b"-"


class Preloaded:
    """The launchers of one sandbox, by what they have imported."""

    def __init__(self, serve: Callable[[_socket.socket], None]) -> None:
        self.serve = serve
        """What a launcher does with its control socket."""
        self.known: dict[str, tuple[int, _socket.socket]] = {}
        self.unfit: set[str] = set()

    def find(self, wanted: dict[str, Any], control: _socket.socket) -> _socket.socket | None:
        """The control socket of the one that is wanted; None when there can be none."""
        key = repr(wanted)
        if key in self.unfit:
            return None
        if key not in self.known:
            self.make_room()
            found = self.start(wanted, control)
            if found is None:
                self.unfit.add(key)
                return None
            self.known[key] = found
        self.known[key] = self.known.pop(key)  # the one that was used last is the last to go
        return self.known[key][1]

    def start(self, wanted: dict[str, Any], control: _socket.socket) -> tuple[int, _socket.socket] | None:
        ours, theirs = _socket.socketpair(_socket.AF_UNIX, _socket.SOCK_STREAM)
        pid = os.fork()
        if pid == 0:
            control.close()
            ours.close()
            for _, other in self.known.values():
                other.close()
            become(wanted, theirs, self.serve)
        theirs.close()
        if ours.recv(1) == READY:
            return pid, ours
        ours.close()
        os.waitpid(pid, 0)
        return None

    def make_room(self) -> None:
        if len(self.unfit) > REMEMBERED:
            self.unfit.clear()
        while len(self.known) >= MOST:
            self.forget(next(iter(self.known)))

    def forget(self, key: str) -> None:
        pid, control = self.known.pop(key)
        control.close()
        os.waitpid(pid, 0)

    def lose(self, control: _socket.socket) -> None:
        """The launcher at the other end of this socket has died."""
        for key in [key for key, (_, one) in self.known.items() if one is control]:
            self.forget(key)


def become(wanted: dict[str, Any], control: _socket.socket, serve: Callable[[_socket.socket], None]) -> None:
    """Turns this process into a launcher that has imported what is wanted."""
    try:
        if not imported(wanted["imports"], wanted["layer"]):
            os._exit(1)
        gc.collect()
        gc.freeze()
        control.send(READY)
        serve(control)
    finally:
        os._exit(0)


def imported(statements: list[str], layer: str) -> bool:
    """Runs the statements; True when they left nothing but modules behind."""
    if layer:
        sys.path.append(layer)
    before = set(os.listdir("/proc/self/fd"))
    said = os.memfd_create("said")
    for target in (1, 2):
        os.dup2(said, target)
    try:
        for statement in statements:
            exec(compile(statement, "<imports>", "exec"), {"__name__": "__main__"})
    except BaseException:
        return False
    finally:
        if layer:
            sys.path.remove(layer)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    opened = set(os.listdir("/proc/self/fd")) - before - {str(said)}
    alone = len(os.listdir("/proc/self/task")) == 1
    silent = os.fstat(said).st_size == 0
    os.close(said)
    return alone and silent and len(opened) <= 1  # the listing itself holds one


def relay(control: _socket.socket, other: _socket.socket, channel: int) -> bytes:
    """Hands a session over to another launcher, and says what that one says at its end; empty when it died."""
    rights = [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, struct.pack("i", channel))]
    try:
        other.sendmsg([b"S"], rights)
        poll = select.poll()
        poll.register(control.fileno(), select.POLLIN)
        poll.register(other.fileno(), select.POLLIN)
        while other.fileno() not in dict(poll.poll()):
            said = control.recv(1)
            if said not in (b"K", b""):
                continue
            other.send(b"K")
            if not said:
                poll.unregister(control.fileno())
        return other.recv(2)
    except OSError:
        return b""
