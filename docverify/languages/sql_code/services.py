"""Consoles of databases that run as servers: known, and run where a backend is one."""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from docverify.model import Example, Expectation, Refusal, Run, Step


def without_server(example: Example, name: str) -> Example:
    detail = f"needs a {name} server, and no backend is one"
    return replace(example, refusal=Refusal("unverified", "needs-network", detail))


_LOST = ("ConnectionRefusedError", "ConnectionResetError", "BrokenPipeError", "EOFError", "TimeoutError")


class Console(Struct, frozen=True):
    """How a console takes what is typed."""

    prompt: re.Pattern[str]
    more: re.Pattern[str] | None = None
    """The prompt of a line that goes on with the one before; None where each line is a command."""
    comment: str = "#"
    """What lines begin with that say nothing to the server."""


def typed(example: Example, console: Console, name: str) -> Example:
    """The commands of a block as steps, each with what the page shows under it; without a server of this name refused.

    Without prompts each line is a command, or the whole block where commands go over several lines.
    """
    code, first = example.block.code, example.block.line
    lines = code.split("\n")
    if any(console.prompt.match(line) for line in lines):
        steps = tuple(_prompted(lines, first, console))
    elif console.more:
        steps = (Step(code, first, "command"),)
    else:
        steps = tuple(_plain(lines, first, console.comment))
    if not any(step.code.strip() for step in steps):
        return replace(example, refusal=Refusal("unverified", "not-executable", "holds no command", "parsed"))
    claimed = next((step for step in steps if step.expected is not None), None)
    told = Expectation("steps", line=claimed.line) if claimed else example.expectation
    return without_server(replace(example, steps=steps, expectation=told), name)


def lost(run: Run, name: str) -> tuple[str, str] | None:
    """What is said where the server was not there; None where it was."""
    if run.exception and run.exception.type in _LOST:
        return "unsupported-by-backend", f"the {name} server went away: {run.exception.message}"
    return None


def _prompted(lines: list[str], first: int, console: Console) -> Iterator[Step]:
    """What stands above the first prompt is no command."""
    number = 0
    while number < len(lines):
        match = console.prompt.match(lines[number])
        if match is None:
            number += 1
            continue
        begun, command = number, [lines[number][match.end() :]]
        number += 1
        while console.more and number < len(lines) and (more := console.more.match(lines[number])):
            command.append(lines[number][more.end() :])
            number += 1
        end = next((at for at in range(number, len(lines)) if console.prompt.match(lines[at])), len(lines))
        shown = "\n".join(lines[number:end]).strip("\n")
        if "".join(command).strip():
            yield Step("\n".join(command), first + begun, "command", shown if shown.strip() else None)
        number = end


def _plain(lines: list[str], first: int, comment: str) -> Iterator[Step]:
    for number, line in enumerate(lines):
        if line.strip() and not line.lstrip().startswith(comment):
            yield Step(line, first + number, "command")
