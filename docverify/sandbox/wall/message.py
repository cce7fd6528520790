"""What the warden says, held to what an honest one can say: an example may have taken its place."""

from typing import Annotated

import msgspec

from docverify.model import Plan, Run, Shown, Sought, StepRun, Task

LONGEST = 1 << 24
"""Bytes of one message."""
LONGEST_WARNING = 300
DAY = 86_400.0
HIGHEST = 1 << 24
"""Neither a line of a page nor an exit status is greater."""


class Broken(Exception):
    """The session said something that no honest warden says, or nothing at all."""


class Message(msgspec.Struct, gc=False):
    """That an example begins, what became of it, or that the warden is done, lost, or could not start."""

    begin: int | None = None
    run: int | None = None
    done: bool = False
    lost: int | None = None
    problem: str = ""
    ended: str = ""
    steps: list[StepRun] = []
    exception: Shown | None = None
    exit_code: Annotated[int, msgspec.Meta(ge=-HIGHEST, le=HIGHEST)] | None = None
    signal: str = ""
    limit: str = ""
    seconds: Annotated[float, msgspec.Meta(ge=0, le=DAY)] = 0.0
    truncated: bool = False
    astray: bool = False
    sought: Annotated[list[Sought], msgspec.Meta(max_length=20)] = []
    warned: Annotated[list[Annotated[str, msgspec.Meta(max_length=LONGEST_WARNING)]], msgspec.Meta(max_length=20)] = []


DECODER = msgspec.json.Decoder(Message)


def take_message(buffer: bytearray) -> Message | None:
    """The first one of the buffer, which is then without it; None when it is not whole yet."""
    if len(buffer) < 4:
        return None
    length = int.from_bytes(buffer[:4], "big")
    if length > LONGEST:
        raise Broken
    if len(buffer) < 4 + length:
        return None
    body = bytes(buffer[4 : 4 + length])
    del buffer[: 4 + length]
    try:
        return DECODER.decode(body)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Broken from error


def run_of(message: Message, task: Task, plan: Plan, hosts: tuple[str, ...], moment: float = 0.0) -> Run:
    """What became of the task; what is said of more steps than it has, or of numbers that nothing has, is a lie."""
    numbers = [message.exception.line if message.exception else 0, *(one.exit_code or 0 for one in message.steps)]
    if len(message.steps) > max(1, len(task.steps)) or any(abs(one) > HIGHEST for one in numbers):
        raise Broken
    return Run(
        example=task.example,
        reading=plan.reading,
        ended=message.ended,
        steps=tuple(message.steps),
        exception=message.exception,
        exit_code=message.exit_code,
        signal=message.signal,
        limit=message.limit,
        seconds=message.seconds,
        hosts=hosts,
        truncated=message.truncated,
        moment=moment,
        astray=message.astray,
        sought=tuple(message.sought),
        warned=tuple(message.warned),
    )
