"""What the compiler of TypeScript says of an example, and what of that is certain.

Pages show parts of programs: what a missing name, a missing type or another setting explains says nothing.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from docverify.languages.javascript_code.intents import leaves_out, means_error
from docverify.languages.javascript_code.prompts import is_transcript
from docverify.languages.javascript_code.tokens import comments
from docverify.model import Example, Step
from docverify.ports import Opinion

_CERTAIN = frozenset(
    (
        2305,  # the module has no such export
        2345,  # the argument is of another type
        2551,  # no such property, and one that is spelled nearly so
        2554,  # so many arguments were expected
        2555,
        2561,  # the same, of an object that is written out
        2614,  # the module has no such export, and one that is its default
        2724,  # the module has no such export, and one that is spelled nearly so
    )
)
"""Numbers of the errors that nothing but the page explains, once all types are known.

A property that is missing and has no near namesake is not among them: readers add their own to the types of packages.
"""
_OPEN = re.compile(
    r"type '(?:\{\}|never|unknown|object|undefined|null|any(?:\[\])?|void|typeof globalThis|Window\b[^']*"
    r"|(?:HTML|SVG)?Element|EventTarget|Node|Document|Error|ProcessEnv|Navigator|ImportMeta|NodeModule|Global)'"
)
"""Types that a page's surroundings give more to, or that a page never wrote down."""
_SPEAKS = re.compile(
    r"\berrors?\b|❌|✗|✘|🚫|⛔|❗|\bTS ?\d{3,5}\b|@ts-|not assignable|\bnot? (?:exist|valid|allowed|work|ok|compile)"
    r"|\b(?:fails?|invalid|wrong|complains?|rejects?|bad|typo|illegal|forbidden|can't|cannot|won't|doesn't"
    r"|type[- ]?(?:safe|check(?:s|ed|ing)?))\b|\^\^",
    re.IGNORECASE,
)
"""Words by which a page announces an error, in a comment, the paragraph above the block or its heading."""
_ANNOUNCED = frozenset(("raises", "may-raise", "no-build", "build", "error-code"))


class Complaint(Struct, frozen=True, array_like=True):
    """One error of the compiler."""

    number: int
    line: int
    """1-based, on the page."""
    text: str


class Said(Struct, frozen=True):
    """What the program inside the sandbox tells of one example."""

    drawn: tuple[str, ...]
    """The names that it takes from examples above."""
    readings: dict[str, tuple[Complaint, ...]]
    """By reading: in page order or alone, with strict rules or loose ones. After one that holds no other is tried."""
    vague: bool
    """True when the reading that held stands on something above whose types are not known."""


def question(example: Example) -> Step | None:
    """The whole block, whose comments the compiler reads too; a transcript is none."""
    block = example.block
    return None if is_transcript(block.code) else Step(block.code, block.line, example.language)


def opinion(example: Example, said: str, page: Sequence[Example]) -> Opinion | None:
    found = msgspec.json.decode(said, type=Said)
    if any(not complaints for complaints in found.readings.values()):
        return None if found.vague else Opinion()
    certain = _certain(found, page, example)
    if not certain or _is_announced(example, certain):
        return None
    told = "\n".join(f"line {one.line}: TS{one.number}: {one.text}" for one in certain)
    first = certain[0]
    return Opinion(f"TS{first.number}: {first.text.split(chr(10))[0]}", first.line, told)


def _certain(said: Said, page: Sequence[Example], example: Example) -> list[Complaint]:
    """What every reading complains of, where no reading lacks anything else."""
    kinds = ["page-order"] if _is_plain(said, page, example) else ["page-order", "alone"]
    strict, loose = ([said.readings.get(f"{kind} {mode}", ()) for kind in kinds] for mode in ("strict", "loose"))
    if not all(map(_is_certain, (one for complaints in loose for one in complaints))):
        return []
    others = [{(one.number, one.line) for one in complaints} for complaints in (*strict, *loose)]
    return [one for one in strict[0] if all((one.number, one.line) in other for other in others)]


def _is_certain(complaint: Complaint) -> bool:
    return complaint.number in _CERTAIN and not _OPEN.search(complaint.text)


def _is_plain(said: Said, page: Sequence[Example], example: Example) -> bool:
    """True when each name that it takes from above is declared by one typed example alone: none is mistaken."""
    return all(_is_made_once(name, page, example) for name in said.drawn)


def _is_made_once(name: str, page: Sequence[Example], example: Example) -> bool:
    makers = [one for one in page if name in one.defines and one.id != example.id]
    return len(makers) == 1 and makers[0].language in ("typescript", "tsx")


def _is_announced(example: Example, complaints: Iterable[Complaint]) -> bool:
    """True when the page says that something is wrong there, or leaves something out."""
    block = example.block
    if leaves_out(block.code) or any(marker.kind in _ANNOUNCED for marker in block.markers):
        return True
    spoken = [one.text for one in comments(block.code)]
    if any(map(_SPEAKS.search, (*spoken, block.lead, *block.heading))):
        return True
    return any(means_error(example, one.line, f"TS{one.number}") for one in complaints)
