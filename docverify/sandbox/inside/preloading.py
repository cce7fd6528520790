"""Launchers of sessions that begin with the same imports: what is imported is imported once for all of them.

What is imported is the leading run of import statements of a page's first example, and nothing else: after it an
interpreter is in the state in which a fresh one would be.
Where anything speaks against that (output, a thread, an open file, an error), the session starts fresh.

What is installed is the code of strangers too: its imports run in namespaces of their own, with no right over those of
the launcher, and with what it then does it can only lie about pages that import the same.
"""

from __future__ import annotations

import _socket
import os
import resource
import select
import signal

from docverify.sandbox.inside import isolation, memory, template, wire

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Serve = Callable[[_socket.socket, int], None]

MOST = 6
"""Launchers of this kind that are kept."""
REMEMBERED = 1000
"""Imports of which it is known that they cannot be preloaded."""
READY = b"+"
PATIENCE = 5.0
"""Seconds in which the imports must be done."""
SCAN = 0.05
"""Seconds between two looks at their memory."""
PARTING = 0.5
"""Seconds in which a launcher may end by itself."""
OUR_PROCESSES = 8
"""Of such a launcher and of its sessions, besides those that an example may have."""


class Preloaded:
    """The launchers of one sandbox, by what they have imported."""

    def __init__(self, serve: Serve, config: dict[str, Any]) -> None:
        self.serve = serve
        """What a launcher does with its control socket, and with that of a template."""
        self.config = config
        self.known: dict[str, tuple[int, _socket.socket]] = {}
        self.unfit: set[str] = set()

    def find(self, wanted: dict[str, Any]) -> _socket.socket | None:
        """The control socket of the one that is wanted; None when there can be none."""
        key = repr(wanted)
        if key in self.unfit:
            return None
        if key not in self.known:
            self.make_room()
            found = self.start(wanted)
            if found is None:
                self.unfit.add(key)
                return None
            self.known[key] = found
        self.known[key] = self.known.pop(key)  # the one that was used last is the last to go
        return self.known[key][1]

    def start(self, wanted: dict[str, Any]) -> tuple[int, _socket.socket] | None:
        ours, theirs = _socket.socketpair(_socket.AF_UNIX, _socket.SOCK_STREAM)
        pid = isolation.clone_into_namespaces() if self.config["walled"] else os.fork()
        if pid == 0:
            become(wanted, theirs, self.serve, self.config)
        theirs.close()
        poll = select.poll()
        poll.register(ours.fileno(), select.POLLIN)
        if self.said_something(poll) and ours.recv(1) == READY:
            return pid, ours
        end(pid, ours)
        return None

    def said_something(self, poll: select.poll) -> bool:
        """Within the time and the memory that its imports may take: no limit of processes bounds what they share."""
        held = memory.Memory(self.config["limits"]["memory"] << 20)
        for _ in range(int(PATIENCE / SCAN)):
            if poll.poll(SCAN * 1000):
                return True
            if self.config["walled"] and held.is_exceeded():
                return False
        return False

    def make_room(self) -> None:
        if len(self.unfit) > REMEMBERED:
            self.unfit.clear()
        while len(self.known) >= MOST:
            self.forget(next(iter(self.known)))

    def close(self) -> None:
        for key in list(self.known):
            self.forget(key)

    def forget(self, key: str) -> None:
        end(*self.known.pop(key))

    def lose(self, control: _socket.socket) -> None:
        """The launcher at the other end of this socket has died."""
        for key in [key for key, (_, one) in self.known.items() if one is control]:
            self.forget(key)


def end(pid: int, control: _socket.socket) -> None:
    """A launcher that is killed leaves nobody who knows what its sessions used of the processor: it may end by itself.

    Its imports may have made of it what they like: it is not waited for.
    """
    control.close()
    handle = os.pidfd_open(pid)
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    if not poll.poll(PARTING * 1000):
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(handle)


def become(wanted: dict[str, Any], control: _socket.socket, serve: Serve, config: dict[str, Any]) -> None:
    """Turns this process into a launcher whose sessions have imported what is wanted."""
    try:
        template.close_all_but(control.fileno())
        made = behind_walls(wanted, config) if config["walled"] else here(wanted)
        if made is None:
            os._exit(1)
        control.send(READY)
        serve(control, made)
        if made >= 0:
            os.close(made)
            os.wait()
    finally:
        os._exit(0)


def behind_walls(wanted: dict[str, Any], config: dict[str, Any]) -> int | None:
    """The descriptor of a template's control socket. This process is pid 1 of its own namespaces: it stays small, and
    runs no code but ours."""
    isolation.mount_processes()
    isolation.loopback_up()
    isolation.enter_user_namespace(os.getuid(), os.getgid())
    limits = config["limits"]
    isolation.limit_resources(limits["memory"] << 20, limits["processes"] + OUR_PROCESSES, resource.RLIM_INFINITY)
    control = template.start(wanted, config)
    return control.detach() if control else None


def here(wanted: dict[str, Any]) -> int | None:
    """No template: without walls a session is ended as the descendants of its first process, so this one imports."""
    return -1 if template.imported(wanted, os.memfd_create("said")) else None


def relay(control: _socket.socket, other: _socket.socket, channel: int) -> bytes:
    """Hands a session over to another launcher, and says what that one says at its end; empty when it died."""
    try:
        wire.send_descriptors(other, b"S", channel)
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
