"""How a block of a compiled language is read: one step, and what the page shows of its output."""

import re

from msgspec.structs import replace

from docverify.languages.built_code.claims import claimed
from docverify.languages.script_code.scripts import settled
from docverify.languages.script_code.text import Notation, read
from docverify.model import UNCLAIMED, Example, Refusal, Step

_SILENT = re.compile(r"\W*(?:none|nothing|no output|empty)\W*", re.IGNORECASE)
"""How a page says that nothing is printed."""
NOTHING = Refusal("unverified", "not-executable", "holds no statement", "parsed")


def read_block(example: Example, notation: Notation, varies: re.Pattern[str], speaks: re.Pattern[str]) -> Example:
    """`varies` are words of code whose output nobody can foretell, `speaks` those of code that prints."""
    code, first = example.block.code, example.block.line
    text = read(code, notation)
    if not any(line.strip() for line in text.bare):
        return replace(example, refusal=NOTHING)
    shown = example.expectation
    if _SILENT.fullmatch(shown.text):
        shown = UNCLAIMED
    if shown.kind == "nothing":
        shown = claimed(text, first, certain=bool(re.search(r"\bfunc Example\w*\(\)", code)))
    made = replace(example, steps=(Step(code, first),), expectation=shown, refusal=None)
    return settled(made, varies=varies, speaks=speaks)
