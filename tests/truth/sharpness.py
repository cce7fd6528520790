"""Whether the comparison sees one wrong character: each output that matched is rotted in one place and judged again.

Pure: the same run, the same reading of it, and a page of which one meaningful character is another.
"""

import re
from collections.abc import Iterator, Sequence
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from docverify import judge
from docverify.judge.case import Case
from docverify.judge.steps import claiming, step_difference
from docverify.model import Example, Run
from docverify.ports import Language

SEED = 20
WHOLE = -1
"""In place of a step's index: the block of output below the example."""
DIGITS, SMALL, CAPITALS = "0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OPERATORS = "+-*/%=<>!&|^~"
_OPEN = re.compile(
    r"\[\.\.\]|\.{3,}|…|<BLANKLINE>|\bat 0x[0-9A-Fa-f]+|__main__\."
    r"|^\s*(?:\+ Exception Group )?Traceback \((?:most recent call last|innermost last)\):[^\n]*(?:\n[ \t]+[^\n]*)*",
    re.MULTILINE,
)
"""What a page may leave open: elisions, addresses, where a traceback passes through."""


class Judged(Struct, frozen=True):
    """An example that passed at `matched`, with all that was judged."""

    example: Example
    run: Run
    page: Sequence[Example]
    language: Language


class Rotted(Struct, frozen=True):
    """One output with one wrong character, and what is said of it."""

    id: str
    language: str
    before: str
    """The line as the page has it."""
    after: str
    said: str
    """Verdict and level, and why."""
    seen: bool
    """True when the page is called wrong."""


def rotted(judged: Judged, seed: int = SEED) -> Iterator[Rotted]:
    """Each of its outputs that matched, once; one without a meaningful character has nothing to rot."""
    for index in matched(judged):
        text = shown(judged.example, index)
        random = Random(f"{seed} {judged.example.id} {index} {text}")
        place = choose(text, random)
        if place is None:
            continue
        worse = text[:place] + another(text[place], random) + text[place + 1 :]
        verdict = judge.reading(rewritten(judged.example, index, worse), judged.run, judged.page, judged.language)
        number = text.count("\n", 0, place)
        yield Rotted(
            judged.example.id,
            judged.language.name,
            text.split("\n")[number],
            worse.split("\n")[number],
            f"{verdict.verdict} at {verdict.level}: {verdict.detail}",
            verdict.verdict in ("fail", "drift"),
        )


def matched(judged: Judged) -> list[int]:
    """Which of its outputs were compared and held."""
    case = Case(judged.example, judged.run, judged.page, judged.language, judged.example.expectation.flags)
    ended = len(judged.run.steps) - (judged.run.exception is not None)
    steps = [index for index in claiming(case) if index >= ended or step_difference(case, index) is None]
    whole = judged.example.expectation
    return steps + [WHOLE] * (whole.kind in ("output", "exception") and bool(whole.text))


def shown(example: Example, index: int) -> str:
    return example.expectation.text if index == WHOLE else example.steps[index].expected or ""


def rewritten(example: Example, index: int, text: str) -> Example:
    """The example with this in place of what the page shows there."""
    if index == WHOLE:
        return replace(example, expectation=replace(example.expectation, text=text))
    steps = [replace(step, expected=text) if n == index else step for n, step in enumerate(example.steps)]
    return replace(example, steps=tuple(steps))


def choose(text: str, random: Random) -> int | None:
    """The place of a meaningful character."""
    left = {place for match in _OPEN.finditer(text) for place in range(*match.span())}
    places = [place for place, char in enumerate(text) if place not in left and _kind(char)]
    return random.choice(places) if places else None


def another(char: str, random: Random) -> str:
    """One of its kind."""
    return random.choice([one for one in _kind(char) if one != char])


def _kind(char: str) -> str:
    return next((kind for kind in (DIGITS, SMALL, CAPITALS, OPERATORS) if char in kind), "")
