"""Examples that speak in the place of their session, or take it from those that follow."""

import pytest

FIND = """
import os, sys
frame = sys._getframe()
while "runner" not in dir():
    found = frame.f_locals.get("self")
    if hasattr(found, "steps_of"):
        runner = found
    frame = frame.f_back
"""
LIES = [
    '[runner.report({"step": 1, "out": -5, "err": 10 ** 30}) for _ in range(99)]',
    'runner.report({"end": 1, "seconds": float("inf"), "code": 10 ** 30})',
    'runner.report({"exception": 1, "seconds": 0.1, "shown": {"type": "E", "line": 10 ** 30, "traceback": ""}})',
    'runner.report({"exception": 1, "seconds": "x", "shown": 5})',
    'runner.report({"end": 1, "seconds": 0.1, "code": 0, "sought": [["file", 5]] * 99})',
    'runner.report({"end": 2, "seconds": 0.1, "code": 0}); runner.report({"end": 0, "seconds": 0.1, "code": 0})',
    'runner.report({"begin": 1, "pid": -1, "forked": True})',
    'os.write(runner.reports, runner.nonce + b"[" * 90_000)',
]
THEFTS = [
    "type(runner).advance = lambda self, index: None",
    "type(runner).report = lambda self, message: None",
    "import ctypes; ctypes.CDLL(None).prctl(1, 9)",  # it ends with the process that it was forked from
]


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_about_its_own_example_at_most_and_no_run_that_cannot_be(python, lie):
    before, lied, after = python("print(1)", FIND + lie, "print(2)")
    assert (before.ended, before.steps[0].stdout) == ("end", "1\n")
    assert (after.ended, after.steps[0].stdout) == ("end", "2\n")
    assert len(lied.steps) <= 1
    assert 0 <= lied.seconds < 60
    assert abs(lied.exit_code or 0) < 1 << 31
    assert lied.exception is None or 0 <= lied.exception.line < 1 << 31


@pytest.mark.parametrize("theft", THEFTS)
def test_whom_a_session_never_began_is_lost_and_has_not_run_out_of_time(python, theft):
    """What is lost is tried alone; what ran into its limit is not."""
    before, _, after = python("print(1)", FIND + theft, "print(2)", seconds=1.0)
    assert before.ended == "end"
    assert after.ended in ("end", "lost")
