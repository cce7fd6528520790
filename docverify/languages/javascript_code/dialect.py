"""JavaScript and its dialects: they share a session, and the driver tells them apart by what it can read."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from docverify.languages.javascript_code.names import names
from docverify.languages.javascript_code.prompts import is_transcript, transcript
from docverify.languages.javascript_code.scripts import steps
from docverify.languages.javascript_code.tokens import statements
from docverify.model import Example, Expectation, Refusal, Run, Step


class Dialect(Struct, frozen=True):
    """Reads blocks of one dialect, and knows which ends of a run say nothing against a page."""

    name: str
    aliases: tuple[str, ...]
    family: str = "javascript"
    driver: str = "javascript"
    programs: tuple[str, ...] = ("node",)
    install: str = "sudo apt-get install -y nodejs"

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's: a prompt may be that of a quotation)
        return False

    def read(self, example: Example) -> Example:
        code = example.block.code
        if is_transcript(code):
            return _with_steps(example, transcript(code, example.block.line))
        if not statements(code):
            return replace(example, refusal=Refusal("unverified", "not-executable", "holds no statement", "parsed"))
        return _with_steps(example, steps(code, example.block.line))

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
        from docverify.languages.javascript_code.endings import reason  # only what ran has an ending

        return reason(example, run, page)


def _with_steps(example: Example, made: tuple[Step, ...]) -> Example:
    if not made:
        return replace(example, refusal=Refusal("unverified", "not-executable", "holds no statement", "parsed"))
    defines, needs = names("\n".join(step.code for step in made))
    expectation = example.expectation
    claimed = next((step for step in made if step.expected is not None), None)
    if claimed and expectation.kind == "nothing":
        expectation = Expectation("steps", line=claimed.line)
    return replace(example, steps=made, expectation=expectation, defines=defines, needs=needs, refusal=None)
