"""From a block to the steps of an example."""

from msgspec.structs import replace

from docverify.languages.javascript_code.literals import leading
from docverify.languages.javascript_code.names import names
from docverify.languages.javascript_code.prompts import is_transcript, transcript
from docverify.languages.javascript_code.scripts import steps
from docverify.languages.javascript_code.tokens import bare, statements
from docverify.model import Example, Expectation, Refusal, Step


def read(example: Example) -> Example:
    code = example.block.code
    if is_transcript(code):
        return _with_steps(example, transcript(code, example.block.line))
    if is_output(bare(code)):
        return replace(example, refusal=Refusal("unverified", "not-executable", "output, not code", "parsed"))
    if not statements(code):
        return replace(example, refusal=Refusal("unverified", "not-executable", "holds no statement", "parsed"))
    return _with_steps(example, steps(code, example.block.line))


def is_output(code: str) -> bool:
    """True for arrays and objects, each on lines of its own and nothing else: a console printed them."""
    found, rest = 0, code.strip()
    while rest:
        value, rest = leading(rest)
        if value is None or value.kind not in ("[", "{") or (rest and not rest.lstrip(" \t").startswith("\n")):
            return False
        found += 1
    return found > 1


def _with_steps(example: Example, made: tuple[Step, ...]) -> Example:
    if not made:
        return replace(example, refusal=Refusal("unverified", "not-executable", "holds no statement", "parsed"))
    defines, needs = names("\n".join(step.code for step in made))
    expectation = example.expectation
    claimed = next((step for step in made if step.expected is not None), None)
    if claimed and expectation.kind == "nothing":
        expectation = Expectation("steps", line=claimed.line)
    return replace(example, steps=made, expectation=expectation, defines=defines, needs=needs, refusal=None)
