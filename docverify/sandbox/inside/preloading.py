"""Launchers that have imported something already: sessions that begin with the same imports are forked from them.

What is imported is the leading run of import statements of a page's first example, and nothing else: after it an
interpreter is in the state in which a fresh one would be.
Where anything speaks against that (output, a thread, an open file, an error), the session starts fresh.

What is installed is the code of strangers too: its imports run in namespaces of their own, with no right over those of
the launcher, and with what such a launcher then does it can only lie about pages that import the same.
"""

from __future__ import annotations

import _socket
import gc
import os
import resource
import select
import signal
import struct
import sys

from docverify.sandbox.inside import isolation, memory

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MOST = 6
"""Launchers of this kind that are kept."""
REMEMBERED = 1000
"""Imports of which it is known that they cannot be preloaded."""
READY = b"+"
PATIENCE = 5.0
"""Seconds in which the imports must be done."""
SCAN = 0.05
"""Seconds between two looks at their memory."""
OUR_PROCESSES = 8
"""Of the sessions that are forked from such a launcher, besides those that an example may have."""


class Preloaded:
    """The launchers of one sandbox, by what they have imported."""

    def __init__(self, serve: Callable[[_socket.socket], None], config: dict[str, Any]) -> None:
        self.serve = serve
        """What a launcher does with its control socket."""
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

    def forget(self, key: str) -> None:
        end(*self.known.pop(key))

    def lose(self, control: _socket.socket) -> None:
        """The launcher at the other end of this socket has died."""
        for key in [key for key, (_, one) in self.known.items() if one is control]:
            self.forget(key)


def end(pid: int, control: _socket.socket) -> None:
    """Whatever its imports have made of it: it is not asked."""
    control.close()
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def become(
    wanted: dict[str, Any], control: _socket.socket, serve: Callable[[_socket.socket], None], config: dict[str, Any]
) -> None:
    """Turns this process into a launcher that has imported what is wanted."""
    try:
        os.closerange(3, control.fileno())
        os.closerange(control.fileno() + 1, 1024)
        said = os.memfd_create("said")
        if config["walled"]:
            shut_in(config)
        if not imported(wanted["imports"], wanted["layer"], said):
            os._exit(1)
        gc.collect()
        gc.freeze()
        control.send(READY)
        serve(control)
    finally:
        os._exit(0)


def shut_in(config: dict[str, Any]) -> None:
    """Leaves this process, pid 1 of its own namespaces, the rights to make sessions, and none over the launcher."""
    isolation.mount_processes()
    isolation.loopback_up()
    isolation.enter_user_namespace(os.getuid(), os.getgid())
    limits = config["limits"]
    isolation.limit_resources(limits["memory"] << 20, limits["processes"] + OUR_PROCESSES, resource.RLIM_INFINITY)
    isolation.filter_system_calls(bytes.fromhex(config["launching"]))


def imported(statements: list[str], layer: str, said: int) -> bool:
    """Runs the statements; True when they left nothing but modules behind. `said` takes what they print."""
    if layer:
        sys.path.append(layer)
    before = len(os.listdir("/proc/self/fd"))
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
    opened = len(os.listdir("/proc/self/fd")) - before
    alone = len(os.listdir("/proc/self/task")) == 1
    silent = os.fstat(said).st_size == 0
    os.close(said)
    return alone and silent and not opened and not has_children()


def has_children() -> bool:
    """True when the imports left a process running: in no session would it be found, and nothing would end it."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


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
