"""A transcript as one step a command."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from docverify.instructions import Instruction, read_flags
from docverify.languages.shell_code.placeholders import fill_in
from docverify.languages.shell_code.prompts import OTHER_PROMPT, WINDOWS_PROMPT, Command, commands
from docverify.model import Example, Expectation, Refusal, Step

_VARIES = re.compile(
    r"^\s*(?:sudo )?(?:ls|ll|pwd|whoami|id|hostname|uname|date|uptime|ps|df|du|free|which|top|env|printenv|tree|find"
    r"|stat|time|lsb_release|nproc|ip|ifconfig|netstat|ss|docker|kubectl|systemctl|journalctl)\b(?!=)"
    r"|\s(?:--version|-V)\b|\bpip3? (?:list|freeze|show|install)\b"
    r"|\bgit (?:log|status|show|branch|rev-parse|diff|clone|commit|push|pull|init)\b"
)
"""Commands whose output is that of the page's machine, and not the reader's."""

LEFT_OUT = frozenset({"skip", "unsupported"})
"""Kinds of flags because of which a command is not run."""


def transcript(example: Example, *, root: bool) -> Example:
    """The example with its commands as steps, each with the output that the page shows under it."""
    code, first = example.block.code, example.block.line
    found = commands(code, root=root)
    odd = _refusal(code, "\n".join(command.code for command in found))
    if odd:
        return replace(example, refusal=Refusal("unverified", *odd))
    asked = [list(read_flags(one.code)) for one in found]
    left_out = next((text for flags in asked for text, flag in flags if flag.kind in LEFT_OUT), "")
    steps = tuple(
        _step(one, first + one.line - 1, flags)
        for one, flags in zip(found, asked, strict=True)
        if LEFT_OUT.isdisjoint(flag.kind for _, flag in flags)
    )
    if not steps:
        return replace(example, refusal=Refusal("skip", f"# {left_out}", "", "parsed"))
    claimed = next((step for step in steps if step.expected is not None), None)
    if claimed and example.expectation.kind == "nothing":
        return replace(example, steps=steps, expectation=Expectation("steps", line=claimed.line))
    return replace(example, steps=steps)


def _step(command: Command, line: int, asked: Sequence[tuple[str, Instruction]]) -> Step:
    shown = None if any(one.kind == "ignore-output" for _, one in asked) else command.shown()
    flags = tuple(one.value for _, one in asked if one.kind == "compare")
    flags += ("UNCERTAIN",) if shown is not None and _VARIES.search(command.code) else ()
    return Step(command.code, line, "command", shown, flags)


def _refusal(code: str, typed: str) -> tuple[str, str] | None:
    if WINDOWS_PROMPT.search(code):
        return "missing-toolchain", "needs a shell of Windows"
    if OTHER_PROMPT.search(code):
        return "needs-input", "goes on at the prompt of another program"
    if not typed:
        return "not-executable", "shows no prompt, so what is command and what is output cannot be told"
    return fill_in(typed)
