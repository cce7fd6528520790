"""The examples of compiled languages on a page, each built and run, and what the warden reports of it."""

from __future__ import annotations

import time

from docverify.sandbox.inside import captures, endings, page_files, programs

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from docverify.sandbox.inside.warden import Warden


class ProgramRuns:
    """The programs of a page; each runs as a process of its own, in the page's working folder."""

    def __init__(self, warden: Warden) -> None:
        self.warden = warden
        self.builder = programs.Builder(warden.place, (warden.tasks, list(warden.merged)), warden.layers)

    def run(self, first: int, last: int) -> None:
        for index in range(first, last + 1):
            self.run_one(index)

    def run_one(self, index: int) -> None:
        warden, task = self.warden, self.warden.tasks[index]
        page_files.write_files(warden.place["page"], task["files"])
        warden.begin(index)
        try:
            built = self.builder.ready(index)
        except programs.Failed as failed:
            outcome = {"ended": "exception", "exception": programs.shown(failed, task["program"])}
            warden.send(index, outcome, [], {})
            return
        if not built.words:
            self.builder.release(index)
            warden.send(index, {"ended": "built", "warned": built.warned}, [], {})
            return
        began = time.monotonic()
        pid = programs.begin(built, warden.place, index)
        outcome = programs.await_end(pid, built, warden.place, index, began + warden.limits["seconds"])
        if outcome["ended"] != "end":
            endings.end(pid, reaped=True)
            warden.end_strays(pid)
        self.builder.release(index)
        out, err, about = warden.captured(index)
        step = {"stdout": captures.text(out), "stderr": captures.text(err), "exit_code": outcome.get("exit_code")}
        warden.send(index, {"seconds": time.monotonic() - began, "warned": built.warned, **outcome}, [step], about)
