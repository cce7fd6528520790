"""The Python examples of a page: what the warden asks of their session processes, and what it reports of each."""

from __future__ import annotations

import _socket
import marshal
import os
import time

from docverify.sandbox.inside import captures, endings, page_files, python_link, python_session

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any

    from docverify.sandbox.inside.warden import Warden


class PythonRuns:
    """The Python sessions of a page, each started with its first example."""

    def __init__(self, warden: Warden) -> None:
        self.warden = warden
        # As bytes: what a process holds is what each of its forks costs.
        self.steps = [marshal.dumps(task["steps"], 2) for task in warden.tasks]
        self.files = page_files.write_sources(warden.place["src"], warden.tasks)
        self.pythons: dict[str, Any] = {}

    def run(self, first: int, last: int) -> None:
        session = self.warden.tasks[first]["session"]
        if session not in self.pythons:
            self.pythons[session] = self.start()
        python = self.pythons[session]
        for index in range(first, last + 1):
            page_files.write_files(self.warden.place["page"], self.warden.tasks[index]["files"])
        if not self.warden.careful:
            python.command(first, last)
        for index in range(first, last + 1):
            if self.warden.careful:
                python.command(index, index)
            self.watch(python, index)

    def start(self) -> python_link.Python:
        commands, command = os.pipe()
        theirs, ours = _socket.socketpair(_socket.AF_UNIX, _socket.SOCK_DGRAM)
        nonce = os.urandom(16)
        session = {
            "steps": self.steps,
            "files": self.files,
            "page": self.warden.place["page"],
            "layer": self.warden.layers.get("python", ""),
            "capture": self.warden.place["capture"],
            "forget": self.warden.place["forget"],
            "nonce": nonce,
            "walled": self.warden.place["walled"],
            "unhide": lambda: self.warden.hide(hidden=False),
        }
        pid = os.fork()
        if pid == 0:
            os.close(command)
            os.close(self.warden.channel)
            ours.close()
            python_session.serve(session, commands, theirs.detach())
        os.close(commands)
        theirs.close()
        return python_link.Python(command, ours.detach(), nonce)

    def watch(self, python: python_link.Python, index: int) -> None:
        """Follows one example to its end and reports it."""
        seen: list[Any] = []
        deadline = time.monotonic() + self.warden.limits["seconds"] + python_link.GRACE
        pid, handle, forked = 0, -1, True
        try:
            while True:
                message = python.next_message(deadline, handle)
                if message is python_link.TIMED_OUT and pid:
                    endings.end(pid)
                    self.report(index, {"ended": "timeout", "seconds": self.warden.limits["seconds"]}, seen)
                    if not forked or not python.saw_death(index):
                        raise endings.Lost(index)
                    return
                if message is None or message is python_link.TIMED_OUT:  # who never began has not run out of time
                    self.report(index, {"ended": "lost"}, seen)
                    raise endings.Lost(index)
                if about(message) != index:
                    continue
                if "begin" in message:
                    pid, forked = message["pid"], message["forked"]
                    handle = endings.watched(pid)
                    deadline = time.monotonic() + self.warden.limits["seconds"]
                    self.warden.begin(index)
                elif "step" in message:
                    seen.append(message)
                elif self.ended(python, index, message, seen, forked=forked):
                    return
        finally:
            if handle >= 0:
                os.close(handle)
            endings.reap()

    def ended(
        self, python: python_link.Python, index: int, message: dict[str, Any], seen: list[Any], *, forked: bool
    ) -> bool:
        outcome = endings.outcome_of(message)
        if message.get("end") == index:
            seen.append(message)
        if "exception" in outcome:
            shown = outcome["exception"]
            shown["traceback"] = shown["traceback"].replace(f'File "{self.warden.place["src"]}/', 'File "')
        self.report(index, outcome, seen)
        if (
            outcome["ended"] in ("exception", "exit")
            and "died" not in message
            and (not forked or not python.saw_death(index))
        ):
            raise endings.Lost(index)
        return True

    def report(self, index: int, outcome: dict[str, Any], seen: list[Any]) -> None:
        """One example: its output cut at the ends of its steps."""
        out, err, about = self.warden.captured(index)
        steps = captures.cut(seen, out, err)
        if outcome["ended"] == "end" or len(steps) > len(self.warden.tasks[index]["steps"]):
            steps.pop()
        self.warden.send(index, outcome, steps, about)


def about(message: dict[str, Any]) -> int:
    """The example that a report is about."""
    kinds = ("begin", "step", "end", "exit", "exception", "died", "refused")
    return next((message[kind] for kind in kinds if kind in message), -1)
