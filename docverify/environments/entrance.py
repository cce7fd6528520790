"""Runs first behind the wall of the prepare phase: opens the socket of the proxy there, hands it out, goes on.

Arguments: descriptor of the channel to docverify, port, the command. It needs the standard library only.
"""

import os
import socket
import sys


def main() -> None:
    channel, port, *command = sys.argv[1:]
    with (
        socket.socket(fileno=int(channel)) as outside,
        socket.create_server(("127.0.0.1", int(port)), backlog=128) as listener,
    ):
        socket.send_fds(outside, [b"L"], [listener.fileno()])
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
