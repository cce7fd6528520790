"""Pid 1 of the sandbox: makes a session for each plan that docverify hands in. It never runs example code.

    launcher.py CONTROL CONFIG

CONTROL is a stream socket: docverify sends `S` with the session's own socket, and `K` to end the session; the launcher
answers `E` and one byte of status when a session is over.
Instead of `S` it may be `P`, and a message: what to import before (see `preloading`).
CONFIG is JSON: `walled`, `places`, `filter` and `launching` (hex), `limits`, and `environ`, which was withheld from it.
The launcher ends with the other end of CONTROL, and everything in the sandbox ends with the launcher.
"""

from __future__ import annotations

import _socket
import gc
import json
import os
import select
import signal
import struct
import sys

sys.path.insert(0, os.path.abspath(__file__).rpartition("/docverify/")[0])
from docverify.sandbox.inside import isolation, memory, preloading, processes, warden, wire, words

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any

OUR_PROCESSES = 4
"""The warden, two states of the session and a shell: they count too, and are not the example's."""
SCAN = 0.05
"""Seconds between two looks at the memory of a session."""


def main(control: _socket.socket, config: dict[str, Any]) -> None:
    finish_interpreter()
    os.environ.update(config["environ"])
    if not config["walled"]:
        isolation.adopt_orphans()
    gc.collect()
    gc.freeze()
    serve(control, config)


def serve(control: _socket.socket, config: dict[str, Any]) -> None:
    """Makes one session after the other, until docverify goes away."""
    preloaded = preloading.Preloaded(lambda own: serve(own, config), config)
    while True:
        data, ancillary, _, _ = control.recvmsg(1, _socket.CMSG_SPACE(4), _socket.MSG_CMSG_CLOEXEC)
        if not data:
            return
        if data not in (b"S", b"P") or not ancillary:
            continue
        channel = descriptors(ancillary)[0]
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


def descriptors(ancillary: list[Any]) -> list[Any]:
    return [
        number
        for level, kind, data in ancillary
        if level == _socket.SOL_SOCKET and kind == _socket.SCM_RIGHTS
        for (number,) in struct.iter_unpack("i", data[: len(data) - len(data) % 4])
    ]


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
    """Pid 1 of the session's namespaces: raises the walls, starts the warden, and watches over it."""
    status = words.RAISING
    try:
        place = config["places"] if config["walled"] else private_folders(config["places"])
        if config["walled"]:
            raise_walls(channel, place["kept"])
        else:
            isolation.adopt_orphans()  # what is not reaped counts against the number of processes
        os.makedirs(place["home"], exist_ok=True)
        place = {
            **place,
            "walled": config["walled"],
            "capture": isolation.take_folder(place["capture"], walled=config["walled"]),
        }
        pid = os.fork()
        if pid == 0:
            start_warden(channel, config, place)
        os.close(channel)
        # From here on whatever fails may be an example's doing: it can signal and limit its pid 1.
        status = words.FAILED
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if config["walled"]:
            signal.signal(signal.SIGTERM, end_at_once)
        status = watch(pid, config["limits"]["memory"] << 20, walled=config["walled"])
        if config["walled"]:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            processes.end_all()
        else:
            remove_folders(place)
    except BaseException as error:
        if status == words.RAISING:
            wire.write(channel, {"problem": f"{type(error).__name__}: {error}"})
    finally:
        os._exit(status)


def raise_walls(channel: int, kept: list[str]) -> None:
    isolation.private_mounts(kept)
    isolation.loopback_up()
    resolver = isolation.resolver_socket()
    rights = [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, struct.pack("i", resolver.fileno()))]
    _socket.socket(fileno=os.dup(channel)).sendmsg([b"R"], rights)
    resolver.close()


def start_warden(channel: int, config: dict[str, Any], place: dict[str, Any]) -> None:
    """Gives up every right, then runs the page. From then on whatever fails may be an example's doing, never ours."""
    try:
        if config["walled"]:
            give_up_rights(config)
        isolation.hide_from_siblings(hidden=True)
        sys.path.pop(0)
    except BaseException as error:
        wire.write(channel, {"problem": f"{type(error).__name__}: {error}"})
        os._exit(words.RAISING)
    try:
        warden.serve(channel, place, hide=isolation.hide_from_siblings)
        os._exit(0)
    finally:
        os._exit(1)


def give_up_rights(config: dict[str, Any]) -> None:
    limits = config["limits"]
    isolation.enter_user_namespace(os.getuid(), os.getgid())
    seconds = int(max(limits["seconds"], words.BUILD_SECONDS)) + 2  # of one process: examples end by the clock before
    isolation.limit_resources(limits["memory"] << 20, limits["processes"] + OUR_PROCESSES, seconds)
    isolation.drop_capabilities()
    isolation.filter_system_calls(bytes.fromhex(config["filter"]))


def watch(pid: int, most: int, *, walled: bool) -> int:
    """Reaps until the warden ends; ends everything when the session uses more memory than it may."""
    held = memory.Memory(most)
    handle = os.pidfd_open(pid)
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    while not poll.poll(SCAN * 1000):
        processes.reap_others(pid)
        if walled and held.is_exceeded():
            return words.MEMORY
    status = os.waitpid(pid, 0)[1]
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else 255


def end_at_once(*_: object) -> None:
    """The launcher asks for it."""
    processes.end_all()
    os._exit(255)


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
