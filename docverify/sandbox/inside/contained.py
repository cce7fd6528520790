"""The first program in a container: gives up what no example may have, and becomes the launcher.

    contained.py DOOR CONFIG

DOOR is a socket that the host listens on: it hands over the launcher's control socket, once.
CONFIG is the launcher's, with the number of `processes` that all of the container may have.
"""

from __future__ import annotations

import _socket
import json
import os
import struct
import sys

sys.path.insert(0, os.path.abspath(__file__).rpartition("/docverify/")[0])
from docverify.sandbox.inside import isolation, withheld

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any


def main(door: str, config: dict[str, Any]) -> None:
    control = receive(door)
    limits = config["limits"]
    isolation.limit_resources(limits["memory"] << 20, config["processes"], int(limits["seconds"]) + 2)
    isolation.drop_capabilities()
    isolation.filter_system_calls(bytes.fromhex(config["filter"]))
    os.set_inheritable(control, True)
    launcher = os.path.join(os.path.dirname(os.path.abspath(__file__)), "launcher.py")
    early, late = withheld.withheld(dict(os.environ))
    command = [sys.executable, *withheld.OPTIONS, launcher, str(control), json.dumps({**config, "environ": late})]
    os.execve(sys.executable, command, early)


def receive(door: str) -> int:
    """The descriptor that is handed over at the door."""
    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    connection.connect(door)
    _, ancillary, _, _ = connection.recvmsg(1, _socket.CMSG_SPACE(4))
    connection.close()
    descriptor: int = struct.unpack("i", ancillary[0][2][:4])[0]
    return descriptor


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
