"""Holds the tasks of one page, starts what runs them in page order, and reports on each separately.

It runs with the rights of the examples, behind the same filter, and is hidden from them; what it says counts for its
own page only.
A session that cannot go on after an example is `lost`: docverify then replays the page without that example.
"""

from __future__ import annotations

import _socket
import marshal
import os
import time

from docverify.sandbox.inside import endings, page_files, python_link, python_session, shell_session, wire

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any

FLOOD = 8 << 20
"""Bytes of output of one stream at which an example has run into the limit of output."""


def serve(channel: int, place: dict[str, Any], *, hide: Any) -> None:
    """Reads the page's tasks from the channel, runs them, and reports through it."""
    page = wire.read(channel)
    Warden(channel, place, page, hide).run()


class Warden:
    def __init__(self, channel: int, place: dict[str, Any], page: dict[str, Any], hide: Any) -> None:
        self.channel = channel
        self.place = place
        self.tasks = page["tasks"]
        # As bytes: what a process holds is what each of its forks costs.
        self.steps = [marshal.dumps(task["steps"], 2) for task in self.tasks]
        self.limits = page["limits"]
        self.layer = page["layer"]
        self.hide = hide
        self.pythons: dict[str, Any] = {}
        self.files = page_files.write_sources(place["src"], self.tasks)

    def run(self) -> None:
        for first, last in page_files.ranges(self.tasks):
            try:
                if self.tasks[first]["driver"] == "python":
                    self.run_python(first, last)
                else:
                    for index in range(first, last + 1):
                        self.run_shell(index)
            except python_link.Lost as lost:
                wire.write(self.channel, {"lost": lost.args[0]})
                return
        wire.write(self.channel, {"done": True})

    # -- Python -------------------------------------------------------------------------------------------------------

    def run_python(self, first: int, last: int) -> None:
        session = self.tasks[first]["session"]
        if session not in self.pythons:
            self.pythons[session] = self.start_python()
        python = self.pythons[session]
        for index in range(first, last + 1):
            page_files.write_files(self.place["page"], self.tasks[index]["files"])
        python.command(first, last)
        for index in range(first, last + 1):
            self.watch_python(python, index)

    def start_python(self) -> python_link.Python:
        commands, command = os.pipe()
        theirs, ours = _socket.socketpair(_socket.AF_UNIX, _socket.SOCK_DGRAM)
        nonce = os.urandom(16)
        session = {
            "steps": self.steps,
            "files": self.files,
            "page": self.place["page"],
            "layer": self.layer,
            "capture": self.place["capture"],
            "forget": self.place["forget"],
            "nonce": nonce,
            "unhide": lambda: self.hide(hidden=False),
        }
        pid = os.fork()
        if pid == 0:
            os.close(command)
            os.close(self.channel)
            ours.close()
            python_session.serve(session, commands, theirs.detach())
        os.close(commands)
        theirs.close()
        return python_link.Python(command, ours.detach(), nonce)

    def watch_python(self, python: python_link.Python, index: int) -> None:
        """Follows one example to its end and reports it."""
        seen: list[Any] = []
        deadline = time.monotonic() + self.limits["seconds"] + python_link.GRACE
        pid, handle, forked = 0, -1, True
        try:
            while True:
                message = python.next_message(deadline, handle)
                if message is python_link.TIMED_OUT:
                    endings.end(pid)
                    self.report(index, {"ended": "timeout", "seconds": self.limits["seconds"]}, seen)
                    if not forked or not python.saw_death(index):
                        raise python_link.Lost(index)
                    return
                if message is None:
                    self.report(index, {"ended": "lost"}, seen)
                    raise python_link.Lost(index)
                if about(message) != index:
                    continue
                if "begin" in message:
                    pid, forked = message["pid"], message["forked"]
                    handle = endings.watched(pid)
                    deadline = time.monotonic() + self.limits["seconds"]
                    wire.write(self.channel, {"begin": index})
                elif "step" in message:
                    seen.append(message)
                elif self.ended_python(python, index, message, seen, forked=forked):
                    return
        finally:
            if handle >= 0:
                os.close(handle)
            endings.reap()

    def ended_python(
        self, python: python_link.Python, index: int, message: dict[str, Any], seen: list[Any], *, forked: bool
    ) -> bool:
        outcome = endings.outcome_of(message)
        if message.get("end") == index:
            seen.append(message)
        if "exception" in outcome:
            shown = outcome["exception"]
            shown["traceback"] = shown["traceback"].replace(f'File "{self.place["src"]}/', 'File "')
        self.report(index, outcome, seen)
        if (
            outcome["ended"] in ("exception", "exit")
            and "died" not in message
            and (not forked or not python.saw_death(index))
        ):
            raise python_link.Lost(index)
        return True

    # -- shells -------------------------------------------------------------------------------------------------------

    def run_shell(self, index: int) -> None:
        task = self.tasks[index]
        page_files.write_files(self.place["page"], self.tasks[index]["files"])
        capture = self.place["capture"]
        done = f"{capture}/{index}.done"
        state = f"{capture}/{len(task['session'])}-{abs(hash(task['session']))}.state"
        nonce = os.urandom(8).hex()
        console = any(step["mode"] == "command" for step in task["steps"])
        wire.write(self.channel, {"begin": index})
        began = time.monotonic()
        text = shell_session.script(task, state, done, nonce)
        pid = shell_session.start(text, self.place, index, merged=console)
        status = endings.wait_until(pid, began + self.limits["seconds"])
        outcome = {"seconds": time.monotonic() - began, **endings.shell_outcome(status, done)}
        if outcome["ended"] != "end":
            endings.end(pid, reaped=True)
        self.report_shell(index, outcome, nonce if console else "")

    def report_shell(self, index: int, outcome: dict[str, Any], nonce: str) -> None:
        out, err, about = self.captured(index)
        if not nonce:
            step = {"stdout": text(out), "stderr": text(err), "exit_code": outcome.get("exit_code")}
            self.send(index, outcome, [step], about)
            return
        commands, rest = shell_session.split(out, nonce)
        codes = [step["code"] for step in self.tasks[index]["steps"]]
        steps = [
            {"stdout": text(shell_session.untraced(part, typed, nonce)), "exit_code": code}
            for (part, code), typed in zip(commands, codes, strict=False)
        ]
        if len(steps) < len(self.tasks[index]["steps"]):
            steps.append({"stdout": text(rest), "exit_code": outcome.get("exit_code")})
        self.send(index, outcome, steps, about)

    # -- reports ------------------------------------------------------------------------------------------------------

    def report(self, index: int, outcome: dict[str, Any], seen: list[Any]) -> None:
        """One Python example: its output cut at the ends of its steps."""
        out, err, about = self.captured(index)
        steps, out_at, err_at = [], 0, 0
        for mark in seen:
            out_to, err_to = mark.get("out", len(out)), mark.get("err", len(err))
            steps.append(
                {
                    "stdout": text(out[out_at:out_to]),
                    "stderr": text(err[err_at:err_to]),
                    "value": mark.get("value"),
                    "text": mark.get("text"),
                }
            )
            out_at, err_at = out_to, err_to
        if outcome["ended"] != "end" and len(steps) < len(self.tasks[index]["steps"]):
            steps.append({"stdout": text(out[out_at:]), "stderr": text(err[err_at:])})
        self.send(index, outcome, steps, about)

    def send(self, index: int, outcome: dict[str, Any], steps: list[Any], about: dict[str, Any]) -> None:
        wire.write(self.channel, {"run": index, "steps": steps, **outcome, **about})

    def captured(self, index: int) -> tuple[bytes, bytes, dict[str, Any]]:
        most = self.limits["output"] * 1024
        streams, cut, flooded = [], False, False
        for name in ("out", "err"):
            path = f"{self.place['capture']}/{index}.{name}"
            try:
                descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            except OSError:
                streams.append(b"")
                continue
            streams.append(os.pread(descriptor, most, 0))
            size = os.fstat(descriptor).st_size
            cut, flooded = cut or size > most, flooded or size >= FLOOD
            os.close(descriptor)
            os.unlink(path)
        return streams[0], streams[1], {"truncated": cut, **({"ended": "limit", "limit": "output"} if flooded else {})}


def about(message: dict[str, Any]) -> int:
    """The example that a report is about."""
    kinds = ("begin", "step", "end", "exit", "exception", "died", "refused")
    return next((message[kind] for kind in kinds if kind in message), -1)


def text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
