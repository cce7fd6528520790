"""A transcript as one step a command."""

from msgspec.structs import replace

from docverify.languages.shell_code.placeholders import fill_in
from docverify.languages.shell_code.prompts import OTHER_PROMPT, commands
from docverify.model import Example, Expectation, Refusal, Step


def transcript(example: Example, *, root: bool) -> Example:
    """The example with its commands as steps, each with the output that the page shows under it."""
    code, first = example.block.code, example.block.line
    found = commands(code, root=root)
    odd = _refusal(code, "\n".join(command.code for command in found))
    if odd:
        return replace(example, refusal=Refusal("unverified", *odd))
    steps = tuple(Step(one.code, first + one.line - 1, "command", one.shown()) for one in found)
    claimed = next((step for step in steps if step.expected is not None), None)
    if claimed and example.expectation.kind == "nothing":
        return replace(example, steps=steps, expectation=Expectation("steps", line=claimed.line))
    return replace(example, steps=steps)


def _refusal(code: str, typed: str) -> tuple[str, str] | None:
    if OTHER_PROMPT.search(code):
        return "needs-input", "goes on at the prompt of another program"
    if not typed:
        return "not-executable", "shows no prompt, so what is command and what is output cannot be told"
    return fill_in(typed)
