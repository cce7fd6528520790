"""The shell examples of a page: one bash an example, and what the warden reports of it."""

from __future__ import annotations

import os
import time

from docverify.sandbox.inside import captures, endings, page_files, shell_session

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any

    from docverify.sandbox.inside.warden import Warden


class ShellRuns:
    """The shell examples of a page; their state is a file."""

    def __init__(self, warden: Warden) -> None:
        self.warden = warden

    def run(self, first: int, last: int) -> None:
        for index in range(first, last + 1):
            self.run_one(index)

    def run_one(self, index: int) -> None:
        task = self.warden.tasks[index]
        page_files.write_files(self.warden.place["page"], self.warden.tasks[index]["files"])
        state = f"{list(dict.fromkeys(one['session'] for one in self.warden.tasks)).index(task['session'])}.state"
        nonce = os.urandom(8).hex()
        console = any(step["mode"] == "command" for step in task["steps"])
        self.warden.begin(index)
        began = time.monotonic()
        text = shell_session.script(task, nonce)
        pid = shell_session.start(text, self.warden.place, index, state, merged=console)
        status = endings.wait_until(pid, began + self.warden.limits["seconds"])
        done = shell_session.ended(self.warden.place["capture"], index, state)
        outcome = {"seconds": time.monotonic() - began, **endings.shell_outcome(status, done=done)}
        if outcome["ended"] != "end":
            endings.end(pid, reaped=True)
            self.warden.end_strays(pid)
        self.report(index, outcome, nonce if console else "")

    def report(self, index: int, outcome: dict[str, Any], nonce: str) -> None:
        out, err, about = self.warden.captured(index)
        if not nonce:
            step = {"stdout": captures.text(out), "stderr": captures.text(err), "exit_code": outcome.get("exit_code")}
            self.warden.send(index, outcome, [step], about)
            return
        commands, rest = shell_session.split(out, nonce)
        codes = [step["code"] for step in self.warden.tasks[index]["steps"]]
        steps = [
            {"stdout": captures.text(shell_session.untraced(part, typed, nonce)), "exit_code": code}
            for (part, code), typed in zip(commands, codes, strict=False)
        ]
        if len(steps) < len(self.warden.tasks[index]["steps"]):
            steps.append({"stdout": captures.text(rest), "exit_code": outcome.get("exit_code")})
        self.warden.send(index, outcome, steps, about)
