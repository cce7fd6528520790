"""A transcript as one step a command."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from docverify.instructions import Instruction, read_flags
from docverify.languages.shell_code.others import other_shell
from docverify.languages.shell_code.placeholders import fill_in
from docverify.languages.shell_code.prompts import OTHER_PROMPT, WINDOWS_PROMPT, Command, commands
from docverify.model import Example, Expectation, Refusal, Step

_VARIES = re.compile(
    r"^\s*(?:sudo )?(?:ls|ll|pwd|whoami|id|hostname|uname|date|uptime|ps|df|du|free|which|top|env|printenv|tree|find"
    r"|stat|time|lsb_release|nproc|ip|ifconfig|netstat|ss|docker|kubectl|systemctl|journalctl)\b(?!=)"
    r"|\s(?:--version|-V)\b|\bpip3? (?:list|freeze|show|install)\b"
    r"|\bpython[\d.]* -m (?:ensurepip|platform|site|sysconfig|timeit)\b"
    r"|^\s*(?:sudo )?(?:cat|head|less|more|tail|wc)\b[^\n]*\*"
    r"|\bgit (?:log|status|show|branch|rev-parse|diff|clone|commit|push|pull|init)\b"
)
"""Commands whose output is that of the page's machine, and not the reader's."""

_WRITES = re.compile(r"(?<![0-9&>])>>?[ \t]*([\w./-]+)[ \t]*$", re.MULTILINE)
_SHOWS = re.compile(r"^\s*(?:cat|head|less|more|tail)\b")
"""Commands that show what another one has written."""

_PROMPTED = re.compile(r"^[ \t]+\$ ", re.MULTILINE)
"""A prompt within output: of the examples in a program's help, or of a page that is indented as it comes."""

LEFT_OUT = frozenset({"skip", "unsupported"})
"""Kinds of flags because of which a command is not run."""


def transcript(example: Example, *, root: bool) -> Example:
    """The example with its commands as steps, each with the output that the page shows under it."""
    code, first = example.block.code, example.block.line
    found = commands(code, root=root)
    odd = _refusal(code, "\n".join(command.code for command in found))
    if odd:
        return replace(example, refusal=Refusal("unverified", *odd))
    varying = frozenset(file for one in found if _VARIES.search(one.code) for file in _WRITES.findall(one.code))
    asked = [list(read_flags(one.code)) for one in found]
    left_out = next((text for flags in asked for text, flag in flags if flag.kind in LEFT_OUT), "")
    steps = tuple(
        _step(one, first + one.line - 1, flags, varying)
        for one, flags in zip(found, asked, strict=True)
        if LEFT_OUT.isdisjoint(flag.kind for _, flag in flags)
    )
    if not steps:
        return replace(example, refusal=Refusal("skip", f"# {left_out}", "", "parsed"))
    claimed = next((step for step in steps if step.expected is not None), None)
    if claimed and example.expectation.kind == "nothing":
        return replace(example, steps=steps, expectation=Expectation("steps", line=claimed.line))
    return replace(example, steps=steps)


def _step(command: Command, line: int, asked: Sequence[tuple[str, Instruction]], varying: frozenset[str]) -> Step:
    """`varying` are the files that hold what differs from machine to machine."""
    shown = None if any(one.kind == "ignore-output" for _, one in asked) else command.shown()
    flags = tuple(one.value for _, one in asked if one.kind == "compare")
    prompted = shown is not None and _PROMPTED.search(shown)
    if shown is not None and command.is_apart:
        flags += ("UNCERTAIN", "APART", "TAIL")
    elif shown is not None and (prompted or _VARIES.search(command.code) or _shows_any(command.code, varying)):
        flags += ("UNCERTAIN",)
    return Step(command.code, line, "command", shown, flags)


def _shows_any(code: str, files: frozenset[str]) -> bool:
    return bool(_SHOWS.match(code)) and not files.isdisjoint(code.split())


def _refusal(code: str, typed: str) -> tuple[str, str] | None:
    if WINDOWS_PROMPT.search(code):
        return "missing-toolchain", "needs a shell of Windows"
    if OTHER_PROMPT.search(code):
        return "needs-input", "goes on at the prompt of another program"
    if not typed:
        return "not-executable", "shows no prompt, so what is command and what is output cannot be told"
    return fill_in(typed) or other_shell(typed)
