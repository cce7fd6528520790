"""A script as as few steps as possible: one, unless comments say what its statements print or are worth."""

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from docverify.languages.javascript_code.claims import Claim, claims
from docverify.languages.javascript_code.tokens import Statement, statements
from docverify.model import Step


class _Script(Struct, frozen=True):
    code: str
    lines: Sequence[str]
    begins: Sequence[int]
    """Index of the first line of each statement."""
    line: int
    """The page's line of the first one."""


def steps(code: str, line: int) -> tuple[Step, ...]:
    """`line` is the page's line of its first line."""
    script = _Script(code, code.split("\n"), [one.line for one in statements(code)], line)
    made: list[Step] = []
    begun = 0  # index of the first line that no step has taken
    for claim in claims(code):
        first = claim.statement.line
        made += _between(script, begun, first)
        made.append(_claimed(script, claim))
        begun = claim.end_line + 1
    rest = _between(script, begun, len(script.lines))
    return (*made, *(rest if made else (Step(code, line),)))


def _between(script: _Script, first: int, end: int) -> tuple[Step, ...]:
    """What stands between two claims, when that is more than comments."""
    place = bisect_left(script.begins, first)
    if place == len(script.begins) or script.begins[place] >= end:
        return ()
    return (Step("\n".join(script.lines[first:end]).rstrip(), script.line + first),)


def _claimed(script: _Script, claim: Claim) -> Step:
    flags = claim.flags or (("NUMBER",) if "." in claim.text else ())
    flags = (*flags, "PRINTED") if claim.printed else flags
    place = script.line + claim.statement.line
    return Step(_source(script.code, claim.statement), place, claim.mode, claim.text, flags)


def _source(code: str, statement: Statement) -> str:
    """Without the comment behind it."""
    return code[statement.tokens[0].start : statement.tokens[-1].end]
