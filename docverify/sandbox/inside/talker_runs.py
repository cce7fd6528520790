"""The examples that interpreters run one after the other, and what the warden reports of each."""

from __future__ import annotations

import os
import time

from docverify.sandbox.inside import captures, endings, page_files, talkers, words

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any

    from docverify.sandbox.inside.warden import Warden


class TalkerRuns:
    """The sessions of the interpreters of a page, each started with its first example."""

    def __init__(self, warden: Warden) -> None:
        self.warden = warden
        self.sessions: dict[str, talkers.Talker] = {}

    def run(self, first: int, last: int) -> None:
        for index in range(first, last + 1):
            self.run_one(index)

    def run_one(self, index: int) -> None:
        """Follows one example to its end and reports it."""
        warden, task = self.warden, self.warden.tasks[index]
        page_files.write_files(warden.place["page"], task["files"])
        talker = self.session(task)
        captures.empty(warden.place["capture"], talker.name)
        file = os.path.join(warden.place["src"], task["file"].rpartition("/")[2] or "page")
        steps = [
            {name: step[name] for name in ("code", "line", "mode", "said") if name in step} for step in task["steps"]
        ]
        warden.begin(index)
        began = time.monotonic()
        seconds = words.BUILD_SECONDS if task["driver"] in words.CHECKERS else warden.limits["seconds"]
        talker.tell({"run": index, "file": file, "steps": steps, "parser": task["parser"]})
        marks: list[Any] = []
        while True:
            report = talker.next_report(began + seconds)
            if report == {}:
                self.lost(talker, index, {"ended": "timeout", "seconds": seconds}, marks)
            if report is None:
                self.lost(talker, index, died(talker.status()), marks)
            elif report.get("step") == index:
                marks.append({**captures.sizes(warden.place["capture"], talker.name), **report})
            elif outcome := outcome_of(report, index):
                outcome["seconds"] = time.monotonic() - began
                outcome["warned"] = report.get("warned", [])
                marks += [report] if outcome["ended"] == "end" else []
                if outcome["ended"] == "exit" or report.get("lost"):
                    self.lost(talker, index, outcome, marks)
                self.report(talker, index, outcome, marks)
                return

    def session(self, task: dict[str, Any]) -> talkers.Talker:
        name = task["session"]
        if name not in self.sessions:
            layer = self.warden.layers.get(task["language"], "")
            number = f"talker{len(self.sessions)}"
            self.sessions[name] = talkers.start(task["driver"], self.warden.place, number, layer)
        return self.sessions[name]

    def lost(self, talker: talkers.Talker, index: int, outcome: dict[str, Any], marks: list[Any]) -> None:
        """The example took its session with it."""
        talker.end()
        self.report(talker, index, outcome, marks)
        raise endings.Lost(index)

    def report(self, talker: talkers.Talker, index: int, outcome: dict[str, Any], marks: list[Any]) -> None:
        most = self.warden.limits["output"] * 1024
        out, err, about = captures.take(self.warden.place["capture"], talker.name, most, keep=True)
        steps = captures.cut(marks, out, err)
        if outcome["ended"] == "end" or len(steps) > len(self.warden.tasks[index]["steps"]):
            steps.pop()
        self.warden.send(index, outcome, steps, about)


def outcome_of(report: dict[str, Any], index: int) -> dict[str, Any]:
    """How the example ended; empty for a report that does not say that of it."""
    if report.get("end") == index:
        return {"ended": "end", "exit_code": report.get("code")}
    if report.get("exit") == index:
        return {"ended": "exit", "exit_code": report.get("code")}
    if report.get("exception") == index and isinstance(report.get("shown"), dict):
        return {"ended": "exception", "exception": report["shown"]}
    return {}


def died(status: int) -> dict[str, Any]:
    if os.WIFSIGNALED(status):
        return endings.death(0, os.WTERMSIG(status))
    return {"ended": "exit", "exit_code": os.waitstatus_to_exitcode(status)}
