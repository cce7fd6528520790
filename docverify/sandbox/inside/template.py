"""A process that has imported what pages begin with: behind walls, their Python sessions are forked from it.

What makes walls and watches over sessions stays small so, and costs little to fork.
A warden asks with a socket of its own: on it come the session's descriptors, four bytes of length, and the session.
Back goes a byte when the session process stands, and its wait status, four bytes, when it has ended.

The imports have run code of strangers in it.
Its only right is to enter namespaces of its launcher's own, which are those of pages that import the same.
"""

from __future__ import annotations

import _socket
import gc
import marshal
import os
import sys

from docverify.sandbox.inside import isolation, postponed, python_session, wire

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any

READY = b"+"
PID = 3
"""Place of the pid namespace among the descriptors that come with a request."""
MOST = 16
"""Of these descriptors."""
PATIENCE = 5.0
"""Seconds until a session process must be there."""


def start(wanted: dict[str, Any], config: dict[str, Any]) -> _socket.socket | None:
    """Its control socket; None when the imports do more than leave modules behind."""
    ours, theirs = _socket.socketpair()
    if os.fork() == 0:
        become(wanted, theirs, config)
    theirs.close()
    return ours if ours.recv(1) == READY else None


def become(wanted: dict[str, Any], control: _socket.socket, config: dict[str, Any]) -> None:
    """Turns this process into the template."""
    try:
        close_all_but(control.fileno())
        said = os.memfd_create("said")
        isolation.keep_capabilities(isolation.CAP_SYS_ADMIN, isolation.CAP_SYS_CHROOT)
        isolation.filter_system_calls(bytes.fromhex(config["filters"]["template"]))
        sys.path.pop(0)
        handlers = postponed.Handlers()
        with handlers:
            fit = imported(wanted, said)
        if fit:
            control.send(READY)
            serve(control, config, handlers)
    finally:
        os._exit(0)


def imported(wanted: dict[str, Any], said: int) -> bool:
    """Runs the imports; True when they left nothing but modules behind. `said` takes what they print."""
    layer = wanted["layer"]
    if layer:
        sys.path.append(layer)
    before = len(os.listdir("/proc/self/fd"))
    for target in (1, 2):
        os.dup2(said, target)
    try:
        for statement in wanted["imports"]:
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
    gc.collect()
    gc.freeze()
    return alone and silent and not opened and not has_children()


def has_children() -> bool:
    """True when the imports left a process running: in no session would it be found, and nothing would end it."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


def serve(control: _socket.socket, config: dict[str, Any], handlers: postponed.Handlers) -> None:
    """Forks one session process after the other. A page has only one that begins with these imports."""
    while True:
        data, given = wire.receive_descriptors(control, 1, 1)
        if not data:
            return
        for number in given:
            answer(number, config, handlers)
            os.close(number)


def answer(number: int, config: dict[str, Any], handlers: postponed.Handlers) -> None:
    """Makes the session that a warden asks for, and waits for its end."""
    asked = _socket.socket(fileno=os.dup(number))
    given: list[int] = []
    try:
        head, given = wire.receive_descriptors(asked, 4, MOST)
        body = wire.read_exactly(number, int.from_bytes(head, "big"))
        isolation.enter_for_children(given[PID])
        pid = os.fork()
        if pid == 0:
            begin(asked, body, given, config, handlers)
        status = os.waitpid(pid, 0)[1]
        asked.send(status.to_bytes(4, "big"))
    except (OSError, LookupError):  # the page has ended before
        pass
    finally:
        for one in (*given, asked.detach()):
            os.close(one)


def begin(
    asked: _socket.socket, body: bytes, given: list[int], config: dict[str, Any], handlers: postponed.Handlers
) -> None:
    """The session process: as one that the warden forks itself, in its namespaces and with its rights."""
    try:
        commands, reports, capture, _, *namespaces = given
        isolation.enter(namespaces)
        isolation.give_up_rights(config, "template's session")
        isolation.hide_from_siblings(hidden=True)
        asked.send(READY)
        close_all_but(commands, reports, capture)
        handlers.resume()
        session = marshal.loads(body)
        session["capture"], session["unhide"] = capture, unhide
        python_session.serve(session, commands, reports)
    finally:
        os._exit(1)


def ask(control: int, session: dict[str, Any], *descriptors: int) -> _socket.socket | None:
    """A session process of the template at this control socket: at the end of its own socket stands its wait status.

    None when there can be none. `descriptors` are those of commands, of reports, and of the folder of captures.
    """
    ours, theirs = _socket.socketpair()
    namespaces = isolation.own_namespaces()
    try:
        target = _socket.socket(fileno=os.dup(control))
        wire.send_descriptors(target, b"?", theirs.fileno())
        target.close()
        theirs.close()
        body = marshal.dumps(session, 2)
        wire.send_descriptors(ours, len(body).to_bytes(4, "big"), *descriptors, *namespaces)
        ours.sendall(body)
        ours.settimeout(PATIENCE)
        if ours.recv(1) == READY:
            return ours
    except OSError:
        pass
    finally:
        for number in namespaces:
            os.close(number)
    ours.close()
    return None


def unhide() -> None:
    isolation.hide_from_siblings(hidden=False)


def close_all_but(*kept: int) -> None:
    """Of the descriptors above those of the standard streams."""
    after = 3
    for number in sorted(kept):
        os.closerange(after, number)
        after = number + 1
    os.closerange(after, 1024)
