"""The Python examples of a page: what the warden asks of their session processes, and what it reports of each."""

from __future__ import annotations

import _socket
import marshal
import os
import time

from docverify.sandbox.inside import (
    captures,
    endings,
    page_files,
    processes,
    python_link,
    python_session,
    template,
    watching,
)

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
            self.pythons[session] = self.start(session)
        python = self.pythons[session]
        for index in range(first, last + 1):
            page_files.write_files(self.warden.place["page"], self.warden.tasks[index]["files"])
        if not self.warden.careful:
            python.command(first, last)
        for index in range(first, last + 1):
            if self.warden.careful:
                python.command(index, index)
            self.watch(python, index)

    def start(self, name: str) -> python_link.Python:
        commands, command = os.pipe()
        theirs, ours = _socket.socketpair(_socket.AF_UNIX, _socket.SOCK_DGRAM)
        place = self.warden.place
        session = {
            "steps": self.steps,
            "files": self.files,
            "page": place["page"],
            "layer": self.warden.layers.get("python", ""),
            "forget": place["forget"],
            "nonce": os.urandom(16),
            "walled": place["walled"],
            "watched": self.warden.watched,
            "sole": sum(task["session"] == name for task in self.warden.tasks) == 1,
        }
        process = self.forked(session, commands, theirs.fileno()) or self.fork(session, commands, theirs.fileno())
        os.close(commands)
        theirs.close()
        return python_link.Python(process, (command, ours.detach()), session["nonce"], sole=session["sole"])

    def forked(self, session: dict[str, Any], commands: int, reports: int) -> python_link.Forked | None:
        """A session process of the template; None when there is none."""
        if self.warden.place["template"] < 0:
            return None
        told = template.ask(self.warden.place["template"], session, commands, reports, self.warden.place["capture"])
        return python_link.Forked(told) if told else None

    def fork(self, session: dict[str, Any], commands: int, reports: int) -> python_link.Own:
        pid = os.fork()
        if pid == 0:
            try:
                capture = self.warden.place["capture"]
                watching.forget()
                template.close_all_but(commands, reports, capture)
                python_session.serve({**session, "capture": capture, "unhide": template.unhide}, commands, reports)
            finally:
                os._exit(1)
        return python_link.Own(pid)

    def watch(self, python: python_link.Python, index: int) -> None:
        """Follows one example to its end and reports it."""
        run = Running(index)
        deadline = time.monotonic() + self.warden.limits["seconds"] + python_link.GRACE
        try:
            while True:
                message = python.next_message(deadline, run.handle)
                if message is python_link.TIMED_OUT and run.pid:
                    endings.end(run.pid)
                    self.report(run, {"ended": "timeout", "seconds": self.warden.limits["seconds"]})
                    self.leave(python, run)
                    return
                if message is None and python.sole and run.pid:
                    message = python.saw_death(index)
                if message is None or message is python_link.TIMED_OUT:  # who never began has not run out of time
                    self.report(run, {"ended": "lost"})
                    raise endings.Lost(index)
                if about(message) != index:
                    continue
                if "begin" in message:
                    run.begin(message, watched=not python.sole)
                    deadline = time.monotonic() + self.warden.limits["seconds"]
                    self.warden.begin(index)
                elif "step" in message:
                    run.seen.append(message)
                else:
                    self.ended(python, run, message)
                    return
        finally:
            if run.handle >= 0:
                os.close(run.handle)
            processes.reap()

    def ended(self, python: python_link.Python, run: Running, message: dict[str, Any]) -> None:
        outcome: dict[str, Any] = endings.outcome_of(message)
        outcome |= {name: message[name] for name in ("warned", "sought") if name in message}
        if "end" in message:
            run.seen.append(message)
        if "exception" in outcome:
            shown = outcome["exception"]
            shown["traceback"] = shown["traceback"].replace(f'File "{self.warden.place["src"]}/', 'File "')
        self.report(run, outcome)
        if "exit" in message or "exception" in message:
            self.leave(python, run)
        elif "died" in message and python.sole:
            self.end_strays(run)

    def leave(self, python: python_link.Python, run: Running) -> None:
        """An example did not end well: what follows goes on from the state before it, if there is one."""
        if not run.forked or not python.saw_death(run.index):
            raise endings.Lost(run.index)
        if python.sole:
            self.end_strays(run)

    def end_strays(self, run: Running) -> None:
        """What a session process does for its examples, for an example that was one."""
        endings.end(run.pid, reaped=True)
        self.warden.end_strays(run.pid)

    def report(self, run: Running, outcome: dict[str, Any]) -> None:
        """One example: its output cut at the ends of its steps."""
        out, err, about = self.warden.captured(run.index)
        steps = captures.cut(run.seen, out, err)
        if outcome["ended"] == "end" or len(steps) > len(self.warden.tasks[run.index]["steps"]):
            steps.pop()
        self.warden.send(run.index, outcome, steps, about)


class Running:
    """An example that runs: what its session said of it so far."""

    def __init__(self, index: int) -> None:
        self.index = index
        self.pid = 0
        self.forked = True
        """False when it runs in the process of examples before it: their state ends with it."""
        self.handle = -1
        self.seen: list[Any] = []

    def begin(self, message: dict[str, Any], *, watched: bool) -> None:
        self.pid, self.forked = message["pid"], message["forked"]
        self.handle = endings.watched(self.pid) if watched else -1


def about(message: dict[str, Any]) -> int:
    """The example that a report is about."""
    kinds = ("begin", "step", "end", "exit", "exception", "died", "refused")
    return next((message[kind] for kind in kinds if kind in message), -1)
