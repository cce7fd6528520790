"""From a block of SQL to the steps of an example."""

import re

from msgspec.structs import replace

from docverify.languages.sql_code import prompts
from docverify.languages.sql_code.notation import BARE, is_sqlite, names
from docverify.languages.sql_code.tables import rows
from docverify.model import Example, Expectation, Refusal, Step

_PLACEHOLDER = re.compile(
    r"\{\{|\{%|<[a-z]\w*(?:[ _-]\w+)*>|\bYOUR_\w+|(?<=\s)%_?\w+|(?<!\w)[%$]\{?\(?\w+\)?[}s]", re.IGNORECASE
)
_OTHER = re.compile(r"^\s*(?:\\\w|DELIMITER\b|GO\s*$)", re.MULTILINE)
_VARIES = re.compile(r"random|now\b|CURRENT_|datetime\(|date\(|changes\(|version|last_insert", re.IGNORECASE)


def read_block(example: Example) -> Example:
    code = example.block.code
    if prompts.is_transcript(code):
        return _claimed(prompts.transcript(example), code)
    code, command = prompts.without_display(code)
    odd = _odd(code, command)
    if odd:
        return replace(example, refusal=Refusal("unverified", *odd))
    return _claimed(_with_output(replace(example, steps=(Step(code, example.block.line),), refusal=None)), code)


def _odd(code: str, command: str) -> tuple[str, str] | None:
    bare = BARE.sub("''", code)
    if not re.sub(r"--[^\n]*|/\*.*?\*/|[\s;]", "", code, flags=re.DOTALL):
        return "not-executable", "holds no statement"
    if command:
        return "missing-toolchain", f"needs SQLite's own shell for `{command}`"
    other = _OTHER.search(bare)
    if other:
        return "unsupported-by-backend", f"is for the console of another database: `{other[0].strip()}`"
    match = _PLACEHOLDER.search(bare)
    return ("placeholder", f"holds the placeholder `{match[0]}`") if match else None


def _with_output(example: Example) -> Example:
    """The table below the block as what its last statement shows; of another database's, only a match counts."""
    whole, step = example.expectation, example.steps[0]
    if whole.kind != "output":
        return example
    shown_so = "|" in whole.text or "," not in whole.text
    certain = is_sqlite(example) and whole.certain and shown_so and not _VARIES.search(step.code)
    flags = ("TAIL", *prompts.order(step.code), *(() if certain else ("UNCERTAIN",)))
    shown = replace(step, expected=rows(whole.text), flags=flags)
    return replace(example, steps=(shown,), expectation=Expectation("steps", line=whole.line))


def _claimed(example: Example, code: str) -> Example:
    defines, needs = names(code)
    steps = tuple(
        replace(step, flags=(*step.flags, "UNCERTAIN")) if step.expected and _VARIES.search(step.code) else step
        for step in example.steps
    )
    first = next((step for step in steps if step.expected is not None), None)
    whole = Expectation("steps", line=first.line) if first and example.expectation.kind == "nothing" else None
    return replace(example, steps=steps, defines=defines, needs=needs, expectation=whole or example.expectation)
