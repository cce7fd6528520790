"""Interpreters that run the examples of a session one after the other in one process, and tell what became of each.

The warden writes commands to such a process and reads its reports: one JSON object a line, which begins with a nonce
that only the two know; what begins otherwise is noise.
"""

from __future__ import annotations

import json
import os
import select
import sys
import time

from docverify.sandbox.inside import captures, processes

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any

TALKERS: dict[str, tuple[list[str], str]] = {
    "grammar": ([sys.executable, "-I", "-S"], "grammar_session.py"),
    "http": (["python3", "-I"], "http_session.py"),
    "javascript": (["node"], "javascript_session.mjs"),
    "perl": (["perl"], "perl_session.pl"),
    "php": (["php", "-n"], "php_session.php"),
    "postgresql": (["python3", "-I"], "postgresql_session.py"),
    "redis": (["python3", "-I", "-S"], "redis_session.py"),
    "ruby": (["ruby"], "ruby_session.rb"),
    "sql": (["python3", "-I", "-S"], "sql_session.py"),
    "typescript": (["node"], "typescript_session.mjs"),
}
"""By the name of the driver: the command, and the file of ours that it is given."""
COMMANDS, REPORTS = 3, 4
"""The descriptors of a talker."""
LONGEST = 1 << 20
"""Bytes of one report."""
GRACE = 1.0
"""Seconds in which a process that has said its last word must end."""


class Talker:
    """A running session. It prints to files of its name in the capture folder."""

    def __init__(self, pid: int, commands: int, reports: int, nonce: str, name: str) -> None:
        self.pid = pid
        self.handle = os.pidfd_open(pid)
        self.commands = commands
        self.reports = reports
        self.nonce = nonce
        self.name = name
        self.buffer = b""

    def tell(self, message: dict[str, Any]) -> bool:
        """False when nobody listens any more."""
        data = json.dumps(message).encode() + b"\n"
        try:
            while data:
                data = data[os.write(self.commands, data) :]
        except OSError:
            return False
        return True

    def next_report(self, deadline: float) -> dict[str, Any] | None:
        """The next one; an empty one past the deadline, None when the process has ended."""
        poll = select.poll()
        poll.register(self.reports, select.POLLIN)
        poll.register(self.handle, select.POLLIN)
        while True:
            report = self.buffered()
            if report is not None:
                return report
            ready = {descriptor for descriptor, _ in poll.poll(max(0.0, (deadline - time.monotonic()) * 1000))}
            if not ready:
                return {}
            data = os.read(self.reports, LONGEST) if self.reports in ready else b""
            if not data and self.handle in ready:
                return None
            if not data:
                poll.unregister(self.reports)  # closed, and the process goes on
            self.buffer = (self.buffer + data)[-LONGEST:]

    def buffered(self) -> dict[str, Any] | None:
        mark = f"{self.nonce} ".encode()
        while b"\n" in self.buffer:
            line, _, self.buffer = self.buffer.partition(b"\n")
            if not line.startswith(mark):
                continue
            try:
                report = json.loads(line[len(mark) :])
            except ValueError:
                continue
            if isinstance(report, dict):
                return report
        return None

    def status(self) -> int:
        """How the process ended; it is ended when it does not end by itself."""
        poll = select.poll()
        poll.register(self.handle, select.POLLIN)
        if not poll.poll(GRACE * 1000):
            self.end()
        return processes.status_of(self.pid)

    def end(self) -> None:
        for kill in (os.killpg, os.kill):
            try:
                kill(self.pid, 9)
            except OSError:
                continue

    def close(self) -> None:
        for descriptor in (self.handle, self.commands, self.reports):
            os.close(descriptor)


def start(driver: str, place: dict[str, Any], name: str, layer: str) -> Talker:
    """Starts the interpreter of a session in the page's working folder."""
    command, file = TALKERS[driver]
    command_read, command_write = os.pipe()
    report_read, report_write = os.pipe()
    nonce = os.urandom(16).hex()
    pid = os.fork()
    if pid == 0:
        become([*command, os.path.join(place["programs"], file)], place, name, (command_read, report_write))
    os.close(command_read)
    os.close(report_write)
    talker = Talker(pid, command_write, report_read, nonce, name)
    talker.tell({"nonce": nonce, "layer": layer})
    return talker


def become(words: list[str], place: dict[str, Any], name: str, ends: tuple[int, int]) -> None:
    """Turns this process into the interpreter."""
    try:
        os.setsid()
        os.chdir(place["page"])
        captures.redirect(place["capture"], name)
        high = [os.dup2(descriptor, 200 + number) for number, descriptor in enumerate(ends)]
        for descriptor, target in zip(high, (COMMANDS, REPORTS), strict=True):
            os.dup2(descriptor, target)
        os.closerange(REPORTS + 1, 1024)
        os.execvp(words[0], words)
    finally:
        os._exit(127)
