"""A script as as few steps as possible: one, unless comments say what its statements print or are worth."""

from docverify.languages.javascript_code.claims import Claim, claims
from docverify.languages.javascript_code.tokens import Statement, statements
from docverify.model import Step


def steps(code: str, line: int) -> tuple[Step, ...]:
    """`line` is the page's line of its first line."""
    lines = code.split("\n")
    made: list[Step] = []
    begun = 0  # index of the first line that no step has taken
    for claim in claims(code):
        first = claim.statement.line
        made += _between(code, begun, first, line)
        made.append(_claimed(code, claim, line))
        begun = claim.end_line + 1
    rest = _between(code, begun, len(lines), line)
    return (*made, *(rest if made else (Step(code, line),)))


def _between(code: str, first: int, end: int, line: int) -> tuple[Step, ...]:
    """What stands between two claims, when that is more than comments."""
    if not any(first <= one.line < end for one in statements(code)):
        return ()
    return (Step("\n".join(code.split("\n")[first:end]).rstrip(), line + first),)


def _claimed(code: str, claim: Claim, line: int) -> Step:
    number = ("NUMBER",) if claim.certain and "." in claim.text else ()
    flags = number if claim.certain else ("UNCERTAIN",)
    return Step(_source(code, claim.statement), line + claim.statement.line, "value", claim.text, flags)


def _source(code: str, statement: Statement) -> str:
    """Without the comment behind it."""
    return code[statement.tokens[0].start : statement.tokens[-1].end]
