"""A transcript as one step a command."""

import re

from msgspec.structs import replace

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


def transcript(example: Example, *, root: bool) -> Example:
    """The example with its commands as steps, each with the output that the page shows under it."""
    code, first = example.block.code, example.block.line
    found = commands(code, root=root)
    odd = _refusal(code, "\n".join(command.code for command in found))
    if odd:
        return replace(example, refusal=Refusal("unverified", *odd))
    steps = tuple(_step(one, first + one.line - 1) for one in found)
    claimed = next((step for step in steps if step.expected is not None), None)
    if claimed and example.expectation.kind == "nothing":
        return replace(example, steps=steps, expectation=Expectation("steps", line=claimed.line))
    return replace(example, steps=steps)


def _step(command: Command, line: int) -> Step:
    shown = command.shown()
    flags = ("UNCERTAIN",) if shown is not None and _VARIES.search(command.code) else ()
    return Step(command.code, line, "command", shown, flags)


def _refusal(code: str, typed: str) -> tuple[str, str] | None:
    if WINDOWS_PROMPT.search(code):
        return "missing-toolchain", "needs a shell of Windows"
    if OTHER_PROMPT.search(code):
        return "needs-input", "goes on at the prompt of another program"
    if not typed:
        return "not-executable", "shows no prompt, so what is command and what is output cannot be told"
    return fill_in(typed)
