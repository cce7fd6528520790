"""Progress shows a sign of life on a terminal, and nothing anywhere else."""

import io
import threading

from hypothesis import given
from hypothesis import strategies as st

from docverify.cli.live import ERASE, Live
from docverify.cli.progress import Silence, progress
from docverify.columns import width
from tests.results import row


class Terminal(io.StringIO):
    """A terminal that counts what is written and says so."""

    encoding = "utf-8"

    def __init__(self, enough: int = 3) -> None:
        super().__init__()
        self.enough = enough
        self.drawn = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.enough -= 1
        if self.enough <= 0:
            self.drawn.set()
        return super().write(text)


class Clock:
    """A clock that stands still until it is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def live(columns: int = 80) -> tuple[Live, Clock]:
    clock = Clock()
    return Live(Terminal(), clock, columns), clock


def test_the_line_says_what_runs_and_how_far_it_is() -> None:
    shown, clock = live()
    shown.phase("checking", total=12)
    shown.started("docs/tea.md#steep:python:1")
    shown.finished(row(verdict="fail", id="docs/tea.md#steep:python:1"))
    shown.started("docs/tea.md#steep:python:2")
    clock.now = 1.6
    assert shown.line() == "⠋ checking 1/12 · 1 wrong · 2 s · docs/tea.md#steep:python:2"


def test_a_phase_without_a_total_counts_what_is_done() -> None:
    shown, _ = live()
    shown.phase("checking")
    assert shown.line() == "⠋ checking · 0 s"
    shown.finished(row())
    assert shown.line() == "⠋ checking 1 · 0 s"


def test_what_is_done_is_not_forgotten_when_the_wall_is_probed_in_between() -> None:
    shown, _ = live()
    shown.phase("checking")
    shown.finished(row())
    shown.phase("probing the sandbox")
    shown.phase("checking")
    assert shown.line() == "⠋ checking 1 · 0 s"


def test_an_example_that_takes_long_says_for_how_long() -> None:
    shown, clock = live()
    shown.started("tea.md#a:python:1")
    clock.now = 3.0
    assert shown.line() == "⠋ starting · 3 s · tea.md#a:python:1 (3 s)"


def test_the_newest_of_several_is_shown_and_then_those_before_it() -> None:
    shown, _ = live()
    for name in ("a", "b", "a"):
        shown.started(name)
    assert shown.line().endswith("· a")
    shown.finished(row(id="a"))
    assert shown.line().endswith("· b")


def test_a_page_cannot_paint_on_the_terminal() -> None:
    shown, _ = live()
    shown.started("a.md#\x1b[2J\nforged:python:1")
    assert shown.line() == "⠋ starting · 0 s · a.md#\\x1b[2J forged:python:1"


@given(st.text(max_size=80), st.integers(1, 100))
def test_the_line_never_reaches_the_last_column(name: str, columns: int) -> None:
    shown, _ = live(columns)
    shown.phase("checking", total=9999)
    shown.started("docs/茶.md#" + name)
    assert width(shown.line()) < columns


def test_it_ticks_while_nothing_is_reported() -> None:
    terminal = Terminal(enough=3)
    with progress(terminal, {"TERM": "xterm"}):
        assert terminal.drawn.wait(timeout=10)


def test_nothing_is_left_of_it_at_the_end() -> None:
    terminal = Terminal(enough=1)
    with progress(terminal, {"TERM": "xterm"}) as shown:
        shown.phase("checking")
        assert terminal.drawn.wait(timeout=10)
    assert terminal.getvalue().endswith(ERASE)
    assert "\n" not in terminal.getvalue()


def test_a_terminal_that_goes_away_stops_nothing() -> None:
    terminal = Terminal(enough=1)
    with progress(terminal, {"TERM": "xterm"}) as shown:
        assert terminal.drawn.wait(timeout=10)
        terminal.close()
        shown.finished(row())


def test_a_terminal_without_the_signs_gets_plain_ones() -> None:
    terminal = Terminal()
    terminal.encoding = "ascii"
    shown = Live(terminal, Clock(), 80)
    shown.started("茶.md#a:python:1")
    assert shown.line() == "| starting - 0 s - ?.md#a:python:1"


def test_a_pipe_and_a_dumb_terminal_get_nothing() -> None:
    pipe, terminal = io.StringIO(), Terminal()
    with progress(pipe, {"TERM": "xterm"}) as shown:
        assert isinstance(shown, Silence)
    with progress(terminal, {"TERM": "dumb"}) as shown:
        shown.phase("checking")
        shown.started("a")
        shown.finished(row())
    assert (pipe.getvalue(), terminal.getvalue()) == ("", "")
