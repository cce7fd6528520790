"""What a session says is believed only as far as an honest one could say it."""

from typing import Any

import msgspec
import pytest

from docverify.model import Limits, Plan, Run, Shown, Step, StepRun, Task
from docverify.sandbox.wall.message import LONGEST, Broken, Message, run_of, take_message

TASK = Task(example="e0", driver="python", session="python", steps=(Step("x = 1", 1), Step("x", 2)))
PLAN = Plan("docs/page.md", "page-order", (TASK,), {}, Limits())


def sent(text: str) -> bytearray:
    return bytearray(len(text).to_bytes(4, "big") + text.encode())


def said(**fields: Any) -> Message:
    return Message(run=0, ended="end", **fields)


def test_what_an_honest_one_says_is_the_run_of_its_example() -> None:
    message = take_message(
        sent('{"run": 0, "steps": [{"stdout": "a"}], "ended": "exit", "exit_code": 3, "seconds": 2}')
    )
    assert message is not None
    expected = Run("e0", "page-order", "exit", (StepRun("a"),), exit_code=3, seconds=2.0, hosts=("a.example",))
    assert run_of(message, TASK, PLAN, ("a.example",)) == expected


def test_a_message_is_taken_when_it_is_whole_and_only_that() -> None:
    buffer = sent('{"begin": 0}') + sent('{"done": true}')[:6]
    assert take_message(buffer) == Message(begin=0)
    assert take_message(buffer) is None
    assert len(buffer) == 6


@pytest.mark.parametrize(
    "text",
    [
        '{"run": 0, "exit_code": 1000000000000000000000000000000}',
        '{"run": 0, "seconds": 1e300}',
        '{"run": 0, "seconds": -1}',
        '{"run": 0, "seconds": NaN}',
        '{"run": 0, "steps": [{"stdout": 5}]}',
        "[" * 100_000,
        "\ufeff{}",
    ],
)
def test_numbers_that_nothing_has_and_what_is_no_message_break_the_session(text: str) -> None:
    with pytest.raises(Broken):
        take_message(sent(text))


def test_one_that_is_too_long_is_not_waited_for() -> None:
    with pytest.raises(Broken):
        take_message(bytearray((LONGEST + 1).to_bytes(4, "big")))


@pytest.mark.parametrize(
    "message",
    [
        said(steps=[StepRun()] * 3),
        said(steps=[StepRun(exit_code=10**30)]),
        said(exception=Shown("E", line=10**30)),
        said(exception=Shown("E", line=-(10**30))),
    ],
)
def test_more_steps_than_there_are_and_lines_that_no_page_has_are_a_lie(message: Message) -> None:
    with pytest.raises(Broken):
        run_of(message, TASK, PLAN, ())
    assert msgspec.json.encode(message)
