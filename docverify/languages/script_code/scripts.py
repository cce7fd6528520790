"""What an example of a script language claims once its steps are known."""

import re

from msgspec.structs import replace

from docverify.model import UNCLAIMED, Example, Expectation, Step

_SYSTEM_PATH = re.compile(
    r"[\"'(](?:/(?:etc|home|usr|var|opt|bin|sbin|dev|proc|sys|root|lib|Users)\b|~/|~\w+/|[A-Za-z]:[\\/])"
)
"""What lies there differs from machine to machine."""


def settled(example: Example, *, varies: re.Pattern[str], speaks: re.Pattern[str]) -> Example:
    """The example with its expectation; what changes from run to run, or is not printed at all, is no claim.

    `varies` are words of code whose output nobody can foretell, `speaks` those of code that prints.
    """
    code = "\n".join(step.code for step in example.steps)
    changing = bool(varies.search(code) or _SYSTEM_PATH.search(code))
    made = tuple(_doubted(step) for step in example.steps) if changing else example.steps
    whole = example.expectation
    if whole.kind == "output" and (changing or _is_silent(example, speaks)):
        whole = replace(UNCLAIMED, text=whole.text)  # which may tell of the error that it ends in
    claimed = next((step for step in made if step.expected is not None), None)
    if claimed and whole.kind == "nothing":
        whole = Expectation("steps", line=claimed.line)
    return replace(example, steps=made, expectation=whole)


def _doubted(step: Step) -> Step:
    doubted = step.expected is not None and "UNCERTAIN" not in step.flags and step.mode != "raises"
    return replace(step, flags=(*step.flags, "UNCERTAIN")) if doubted else step


def _is_silent(example: Example, speaks: re.Pattern[str]) -> bool:
    """The block below shows what nothing here prints: a page, a file, or what the code is worth."""
    shows_value = any(step.mode == "single" for step in example.steps)
    return not shows_value and not any(speaks.search(step.code) for step in example.steps)
