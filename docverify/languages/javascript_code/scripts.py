"""A script as as few steps as possible: one, unless comments say what its statements print or are worth."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from docverify.languages.javascript_code.claims import Claim, claims
from docverify.languages.javascript_code.literals import leading
from docverify.languages.javascript_code.tokens import Statement, statements, tokens
from docverify.model import Step

_TOLD = re.compile(r"(?:>>>|[=-]>|→|⇒)[ \t]+(?=\S)")
"""A sign that shows a value, and begins no line of code."""


class _Script(Struct, frozen=True):
    code: str
    lines: Sequence[str]
    begins: Sequence[int]
    """Index of the first line of each statement."""
    line: int
    """The page's line of the first one."""


def steps(code: str, line: int) -> tuple[Step, ...]:
    """`line` is the page's line of its first line."""
    code = _with_told_values(code)
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


def _with_told_values(code: str) -> str:
    """The code with the values that stand below it behind a sign, `=> 3`, in comments."""
    list_ = tokens(code) if _TOLD.search(code) else ()
    for token in reversed(list_[1:]):
        match = _TOLD.match(code, token.start) if token.first and not token.depth else None
        if match is None or code[token.start - 1] != "\n":
            continue
        value, rest = leading(code[match.end() :])
        end = len(code.rstrip()) - len(rest)
        if value and not rest.partition("\n")[0].strip():
            shown = code[match.end() : end].replace("\n", "\n// ")
            code = f"{code[: token.start]}// => {shown}{code[end:]}"
    return code


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
