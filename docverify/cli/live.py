"""What is going on, in one line that a terminal redraws and that is gone at the end."""

import threading
import time
from collections.abc import Callable
from shutil import get_terminal_size
from typing import TextIO

from docverify.columns import cut, cut_start, width
from docverify.escape import terminal
from docverify.model import Row

TICK = 0.1
"""Seconds between two drawings: at most ten a second, and a sign of life long before two seconds are over."""
PATIENCE = 2.0
"""Seconds after which the line says for how long the example at hand has been running."""
SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
PLAIN_SPINNER = "|/-\\"
WRONG = ("fail", "drift", "error")
ERASE = "\r\x1b[2K"


class Live:
    """The line and the thread that redraws it; the thread ticks even when nothing is reported."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic, columns: int = 0) -> None:
        self.stream = stream
        self.clock = clock
        self.columns = columns
        """Width of the terminal; 0 to ask it each time, since its user may resize it."""
        self.spinner = SPINNER if can_write(stream, SPINNER) else PLAIN_SPINNER
        self.began = clock()
        self.ticks = 0
        self.text, self.total, self.done, self.wrong = "starting", 0, 0, 0
        self.crawl = ""
        """What is known of the site at hand."""
        self.blocks = 0
        self.running: dict[str, float] = {}
        """Examples that have begun, with the time, the newest last."""
        self.lock = threading.Lock()
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._tick, name="progress", daemon=True)

    def phase(self, text: str, total: int = 0) -> None:
        """What is done stays done: the wall may be probed in the middle of a check."""
        with self.lock:
            self.text, self.total = text, total
            self.running.clear()

    def started(self, example: str) -> None:
        with self.lock:
            self.running.pop(example, None)
            self.running[example] = self.clock()

    def finished(self, row: Row) -> None:
        with self.lock:
            self.running.pop(row.id, None)
            self.done += 1
            self.wrong += row.verdict in WRONG

    def crawled(self, pages: int, queued: int, rate: float) -> None:
        with self.lock:
            self.crawl = f"{pages} pages, {queued} queued, {rate:.0f} a second"

    def found(self, blocks: int) -> None:
        with self.lock:
            self.blocks += blocks

    def start(self) -> None:
        self.thread.start()

    def stop(self) -> None:
        """Ends the thread and erases the line."""
        self.stopped.set()
        self.thread.join()
        self._write(ERASE)

    def line(self) -> str:
        """What the terminal shows now, one column short of its width, so that it never wraps."""
        with self.lock:
            now = self.clock()
            room = (self.columns or get_terminal_size().columns) - 1
            head = f"{self.spinner[self.ticks % len(self.spinner)]} {self._counts()} · {now - self.began:.0f} s"
            shown = cut(head + self._current(now, room - width(head)), room)
        if self.spinner is SPINNER:
            return shown
        return shown.replace("·", "-").encode("ascii", "replace").decode("ascii")

    def _counts(self) -> str:
        counts = f" {self.done}/{self.total}" if self.total else f" {self.done}" if self.done else ""
        crawl = f" · {self.crawl}, {self.blocks} blocks" if self.crawl else ""
        return terminal(self.text) + counts + crawl + (f" · {self.wrong} wrong" if self.wrong else "")

    def _current(self, now: float, room: int) -> str:
        """The newest example that runs; of a long name the end tells more."""
        if not self.running:
            return ""
        name, since = next(reversed(self.running.items()))
        waited = f" ({now - since:.0f} s)" if now - since >= PATIENCE else ""
        shown_name = cut_start(terminal(name.replace("\n", " ").replace("\t", " ")), room - 3 - len(waited))
        return f" · {shown_name}{waited}" if shown_name else ""

    def _tick(self) -> None:
        while not self.stopped.wait(TICK):
            self.ticks += 1
            self._write(ERASE + self.line())

    def _write(self, text: str) -> None:
        try:
            self.stream.write(text)
            self.stream.flush()
        except (OSError, ValueError):  # the terminal went away; the check goes on
            self.stopped.set()


def can_write(stream: TextIO, text: str) -> bool:
    try:
        text.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
