"""Holds the tasks of one page, starts what runs them in page order, and reports on each separately.

It runs with the rights of the examples, behind the same filter, and is hidden from them; what it says counts for its
own page only.
A session that cannot go on after an example is `lost`: docverify then replays the page without that example.
"""

from __future__ import annotations

from docverify.sandbox.inside import (
    astray,
    captures,
    endings,
    page_files,
    processes,
    program_runs,
    python_runs,
    shell_runs,
    talker_runs,
    wire,
)

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any

RUNS: dict[str, Any] = {
    "python": python_runs.PythonRuns,
    "shell": shell_runs.ShellRuns,
    "program": program_runs.ProgramRuns,
}
"""By driver; any other is the name of a talker."""


def serve(channel: int, place: dict[str, Any]) -> None:
    """Reads the page's tasks from the channel, runs them, and reports through it."""
    page = wire.read(channel)
    if page["elsewhere"]:
        place = {**place, "page": page_files.another_folder(place["page"])}
        processes.use_up_ids()
    Warden(channel, place, page).run()


class Warden:
    """One page: `tasks` in page order, `layers` by language, `merged` builds."""

    def __init__(self, channel: int, place: dict[str, Any], page: dict[str, Any]) -> None:
        self.channel = channel
        self.place = place
        self.tasks = page["tasks"]
        self.merged = page["merged"]
        self.limits = page["limits"]
        self.layers = page["layers"]
        self.watched = page["watched"]
        """True when it is told what examples look for around them."""
        self.careful = page["careful"]
        """True when each example waits until the one before it is reported."""
        self.runs: dict[str, Any] = {}
        self.astray = astray.Astray() if place["walled"] else None
        """A network of its own: what an example tries to reach there bears on the verdict."""

    def run(self) -> None:
        for first, last in page_files.ranges(self.tasks):
            try:
                self.runs_of(self.tasks[first]["driver"]).run(first, last)
            except endings.Lost as lost:
                wire.write(self.channel, {"lost": lost.args[0]})
                return
        wire.write(self.channel, {"done": True})

    def runs_of(self, driver: str) -> Any:
        if driver not in self.runs:
            self.runs[driver] = RUNS.get(driver, talker_runs.TalkerRuns)(self)
        return self.runs[driver]

    def begin(self, index: int) -> None:
        wire.write(self.channel, {"begin": index})

    def end_strays(self, pid: int) -> None:
        """Ends what the process of an example that did not end well left running."""
        if self.place["walled"]:
            processes.end_younger(pid)

    def send(self, index: int, outcome: dict[str, Any], steps: list[Any], about: dict[str, Any]) -> None:
        strayed = self.astray is not None and self.astray.has_grown()
        wire.write(self.channel, {"run": index, "steps": steps, "astray": strayed, **outcome, **about})

    def captured(self, index: int) -> tuple[bytes, bytes, dict[str, Any]]:
        """What an example printed to files of its own."""
        return captures.take(self.place["capture"], str(index), self.limits["output"] * 1024)
