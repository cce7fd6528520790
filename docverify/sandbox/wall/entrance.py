"""A program of its own: starts a container, hands the launcher's control socket in, and ends with the container.

    entrance.py CONTROL DOOR STATUS COMMAND...

An engine passes no descriptors on; a socket in a folder that the container sees does.
When there will be no container, the first session is told why, and ends with STATUS.
"""

import json
import os
import socket
import subprocess
import sys

PATIENCE = 60
"""Seconds in which the container must have knocked."""


def main(control: int, door: str, status: int, command: list[str]) -> int:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(door)
        os.chmod(door, 0o666)  # the folder above admits nobody else
        listener.listen(1)
        listener.settimeout(0.05)
        # Not drained: what a container writes there is bounded by the pipe.
        engine = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        visitor = await_visitor(listener, engine)
    os.unlink(door)
    if visitor is None:
        refuse(control, status, complaint(engine))
    else:
        socket.send_fds(visitor, [b"C"], [control])
        visitor.close()
    os.close(control)
    return engine.wait()


def await_visitor(listener: socket.socket, engine: "subprocess.Popen[bytes]") -> socket.socket | None:
    """None when the engine ended before, or nobody came in time."""
    for _ in range(int(PATIENCE / 0.05)):
        try:
            return listener.accept()[0]
        except TimeoutError:
            if engine.poll() is not None:
                return None
    return None


def complaint(engine: "subprocess.Popen[bytes]") -> str:
    engine.kill()
    said = engine.stderr.read().decode("utf-8", "replace").strip() if engine.stderr else ""
    return said.splitlines()[0] if said else "the container did not begin"


def refuse(control: int, status: int, problem: str) -> None:
    """Takes the session that is handed over, and ends it as one that could not be raised."""
    with socket.socket(fileno=os.dup(control)) as ours:
        _, descriptors, _, _ = socket.recv_fds(ours, 1, 1)
        body = json.dumps({"problem": problem}).encode()
        for descriptor in descriptors:
            os.write(descriptor, len(body).to_bytes(4, "big") + body)
        ours.sendall(b"E" + bytes([status]))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4:]))
