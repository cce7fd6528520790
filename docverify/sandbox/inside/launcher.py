"""Pid 1 of the sandbox: makes a session for each plan that docverify hands in. It never runs example code.

    launcher.py CONTROL CONFIG

CONTROL is a stream socket: docverify sends `S` with the session's own socket, and `K` to end the session; the launcher
answers `E` and one byte of status when a session is over.
Instead of `S` it may be `P`, and a message: what to import before (see `preloading`).
CONFIG is JSON: `walled`, `places`, `doors` (pairs of address and port), `filters` (hex, by who takes them on),
`limits`, and `environ`, which was withheld from it.
The launcher ends with the other end of CONTROL, and everything in the sandbox ends with the launcher.
"""

from __future__ import annotations

import _socket
import gc
import json
import os
import select
import signal
import sys

sys.path.insert(0, os.path.abspath(__file__).rpartition("/docverify/")[0])
from docverify.sandbox.inside import isolation, preloading, processes, recorded, warden, watching, wire, words

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any


def main(control: _socket.socket, config: dict[str, Any]) -> None:
    finish_interpreter()
    recorded.install()
    os.environ.update(config["environ"])
    if config["walled"]:
        isolation.filter_system_calls(bytes.fromhex(config["filters"]["launcher"]))
    else:
        isolation.adopt_orphans()
    gc.collect()
    gc.freeze()
    serve(control, config)


def serve(control: _socket.socket, config: dict[str, Any]) -> None:
    """Makes one session after the other, until docverify goes away."""
    preloaded = preloading.Preloaded(lambda own, template: serve(own, {**config, "template": template}), config)
    while True:
        data, given = wire.receive_descriptors(control, 1, 1)
        if not data:
            preloaded.close()
            return
        if data not in (b"S", b"P") or not given:
            continue
        (channel,) = given
        other = preloaded.find(wire.read(control.fileno())) if data == b"P" else None
        if other:
            end = preloading.relay(control, other, channel)
            os.close(channel)
            if not end:
                preloaded.lose(other)
            control.sendall(end or b"E" + bytes([words.FAILED]))
        else:
            make_session(channel, control, config)


def make_session(channel: int, control: _socket.socket, config: dict[str, Any]) -> None:
    pid = isolation.clone_into_namespaces() if config["walled"] else os.fork()
    if pid == 0:
        control.close()
        session(channel, config)
    os.close(channel)
    status = await_session(control, pid)
    if not config["walled"]:
        processes.end_descendants()
    control.sendall(b"E" + bytes([status]))


def finish_interpreter() -> None:
    """What `site` adds to the builtins of every interpreter that a reader starts; the rest of it stays out."""
    import _sitebuiltins
    import builtins

    builtins.exit = _sitebuiltins.Quitter("exit", "Ctrl-D (i.e. EOF)")
    builtins.quit = _sitebuiltins.Quitter("quit", "Ctrl-D (i.e. EOF)")
    builtins.help = _sitebuiltins._Helper()
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    # Line buffered, as on the terminal of a reader: a child process's output keeps its place.
    sys.stdout = open(1, "w", buffering=1, encoding="utf-8", closefd=False)
    sys.stderr = open(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        stream.buffer.raw.name = f"<{name}>"  # as the interpreter names it where it shows it
        setattr(sys, f"__{name}__", stream)


def await_session(control: _socket.socket, pid: int) -> int:
    """Waits for the session's end; ends it when docverify asks for it or goes away."""
    handle = os.pidfd_open(pid)
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    poll.register(control.fileno(), select.POLLIN)
    patience = None
    while handle not in dict(poll.poll(patience)):
        if patience is not None:
            os.kill(pid, signal.SIGKILL)
            patience = None
        elif control.recv(1) in (b"K", b""):
            os.kill(pid, signal.SIGTERM)
            poll.unregister(control.fileno())
            patience = 1000
    os.close(handle)
    status = os.waitpid(pid, 0)[1]
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else 255


def session(channel: int, config: dict[str, Any]) -> None:
    """Pid 1 of the session's namespaces, and the warden: raises the walls, gives up every right, and runs the page."""
    status = words.RAISING
    place: dict[str, Any] = {}
    try:
        place = raise_walls(channel, config) if config["walled"] else without_walls(config)
        isolation.hide_from_siblings(hidden=True)
        sys.path.pop(0)
        # From here on whatever fails may be an example's doing: it can signal and limit its pid 1.
        status = words.FAILED
        watching.begin(config["limits"]["memory"] << 20, walled=config["walled"])
        warden.serve(channel, place)
        status = 0
    except BaseException as error:
        if status == words.RAISING:
            wire.write(channel, {"problem": f"{type(error).__name__}: {error}"})
    finally:
        try:
            if config["walled"]:
                watching.end()
            elif place:
                remove_folders(place)
        finally:
            os._exit(status)


def raise_walls(channel: int, config: dict[str, Any]) -> dict[str, Any]:
    """Where the page finds its folders, and what else it is told of its place."""
    places = config["places"]
    isolation.private_mounts(places["kept"])
    isolation.loopback_up()
    sockets = [isolation.resolver_socket(), *(isolation.door_socket(*door) for door in config["doors"])]
    wire.send_descriptors(_socket.socket(fileno=os.dup(channel)), b"R", *(one.fileno() for one in sockets))
    for one in sockets:
        one.close()
    os.makedirs(places["home"], exist_ok=True)
    capture = isolation.take_folder(places["capture"], walled=True)
    isolation.enter_user_namespace(os.getuid(), os.getgid())
    isolation.give_up_rights(config, "session")
    told = {"walled": True, "doors": bool(config["doors"]), "template": config.get("template", -1), "capture": capture}
    return {**places, **told}


def without_walls(config: dict[str, Any]) -> dict[str, Any]:
    isolation.adopt_orphans()  # what is not reaped counts against the number of processes
    places = private_folders(config["places"])
    capture = isolation.take_folder(places["capture"], walled=False)
    return {**places, "walled": False, "doors": False, "template": -1, "capture": capture}


def private_folders(places: dict[str, Any]) -> dict[str, Any]:
    """Without a wall: the same folders under a temporary one."""
    base = os.path.join(places["base"], os.urandom(6).hex())
    found = {name: os.path.join(base, name) for name in ("page", "src", "home", "build", "capture")}
    for folder in found.values():
        os.makedirs(folder)
    return {**found, "base": base, "forget": places["forget"], "programs": places["programs"]}


def remove_folders(place: dict[str, Any]) -> None:
    import shutil

    shutil.rmtree(place["base"], ignore_errors=True)


if __name__ == "__main__":
    main(_socket.socket(fileno=int(sys.argv[1])), json.loads(sys.argv[2]))
