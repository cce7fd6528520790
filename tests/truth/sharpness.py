"""Whether the comparison sees one wrong character: each output that matched is rotted in one place and judged again.

Pure: the same run, the same reading of it, and a page of which one meaningful character is another.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from docverify import judge
from docverify.judge.case import Case
from docverify.judge.errors import raised_at_prompt
from docverify.judge.noise import is_alike
from docverify.judge.steps import claiming, step_difference
from docverify.masks import RULES
from docverify.model import Example, Run
from docverify.ports import Language
from docverify.tracebacks import last_part

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
_REMARK = re.compile(r"^[ \t]*# .*$|(?<=\S)[ \t]{2,}# .*$", re.MULTILINE)
"""A comment below a prompt or behind its output, which speaks to the reader."""


class Judged(Struct, frozen=True):
    """An example that passed at `matched`, with all that was judged."""

    example: Example
    run: Run
    page: Sequence[Example]
    language: Language
    project: str = ""


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


def by_language(outputs: Sequence[Rotted]) -> dict[str, tuple[int, int]]:
    """How many of the rotted outputs there are of each language, and how many were seen; of all of them at last."""
    names = [name for name, _ in Counter(one.language for one in outputs).most_common()]
    groups = [(name, [one for one in outputs if one.language == name]) for name in names]
    return {name: (len(group), sum(one.seen for one in group)) for name, group in [*groups, ("all", outputs)]}


def rotted(judged: Judged, seed: int = SEED) -> Iterator[Rotted]:
    """Each of its outputs that matched, once; one without a meaningful character has nothing to rot."""
    example = judged.example
    for index in matched(judged):
        text = shown(example, index)
        random = Random(f"{seed} {example.id} {index} {text}")
        places = meaningful(text, left_open(judged, index))
        if places:
            place = random.choice(places)
            worse = text[:place] + another(text[place], random) + text[place + 1 :]
            verdict = judge.reading(rewritten(example, index, worse), judged.run, judged.page, judged.language)
            line = text.count("\n", 0, place)
            before, after = (one.split("\n")[line].strip() for one in (text, worse))
            said = " ".join(word for word in (verdict.verdict, f"at {verdict.level}:", verdict.detail) if word)
            name = "/".join(word for word in (judged.project, example.id) if word)
            yield Rotted(name, judged.language.name, before, after, said, verdict.verdict in ("fail", "drift"))


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


def left_open(judged: Judged, index: int) -> set[int]:
    """The places of what the page does not promise: elisions, remarks, and what its own flags leave out."""
    text = shown(judged.example, index)
    spans = [match.span() for match in _OPEN.finditer(text)]
    spans += volatile(text) if is_alike(judged.example, index, (text, printed(judged, index)), judged.page) else []
    if index != WHOLE:
        step, done = judged.example.steps[index], judged.run.steps[index]
        remarks = [match for match in _REMARK.finditer(text) if match[0].strip() not in printed(judged, index)]
        spans += [match.span() for match in remarks]
        raised = raised_at_prompt(done) if "IGNORE_EXCEPTION_DETAIL" in step.flags else None
        spans += around_the_type(text, raised.type) if raised else []
    return {place for first, end in spans for place in range(first, end)}


def printed(judged: Judged, index: int) -> str:
    steps = judged.run.steps if index == WHOLE else judged.run.steps[index : index + 1]
    return "".join(done.stdout or done.value or "" for done in steps)


def volatile(text: str) -> list[tuple[int, int]]:
    """Where times, durations, ids and temporary paths stand: those of another run are as good."""
    return [match.span() for pattern, _ in RULES for match in re.finditer(pattern, text)]


def around_the_type(text: str, name: str) -> list[tuple[int, int]]:
    """Where an error is shown: its module and its message, of which doctest's flag says that they do not matter."""
    own = last_part(name)
    found = re.search(rf"^[ \t]*(?:\w+\.)*(?={own}\b)", text, re.MULTILINE)
    return [found.span(), (found.end() + len(own), len(text))] if found else []


def meaningful(text: str, left: Container[int]) -> list[int]:
    """The places of letters, digits and operators."""
    return [place for place, char in enumerate(text) if place not in left and _kind(char)]


def another(char: str, random: Random) -> str:
    """One of its kind."""
    return random.choice([one for one in _kind(char) if one != char])


def _kind(char: str) -> str:
    return next((kind for kind in (DIGITS, SMALL, CAPITALS, OPERATORS) if char in kind), "")
