"""Reads transcripts of SQLite's shell: statements at prompts, and the rows that they show."""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from docverify.languages.sql_code.tables import rows
from docverify.model import Example, Refusal, Step

_PROMPT = re.compile(r"^[ \t]*(?:sqlite3?> ?(?P<typed>.*)|(?:\.{3}|(?<=   ))> ?(?P<more>.*))$")
_DISPLAY = re.compile(r"\s*\.(?:header|mode|width|nullvalue|timer|echo|bail|separator|changes|prompt|open|q|exit)")
"""Commands of the shell that change how it shows things, and nothing else."""
_COMMAND = re.compile(r"\s*(\.\w+)")
_ERROR = re.compile(r"^(?:Error|Parse error|Runtime error|SQL error|SQLite error)\b.*", re.MULTILINE)


class Piece(Struct, gc=False):
    code: str
    line: int
    """Index of its first line."""
    under: list[str]


def is_transcript(code: str) -> bool:
    return any(re.match(r"[ \t]*sqlite3?> ", line) for line in code.split("\n"))


def transcript(example: Example) -> Example:
    """One step a statement; what the shell itself is told is no SQL."""
    found = [piece for piece in _pieces(example.block.code) if piece.code.strip()]
    other = _other_command(found)
    if other:
        needs = Refusal("unverified", "missing-toolchain", f"needs SQLite's own shell for `{other}`", "parsed")
        return replace(example, refusal=needs)
    steps = tuple(_step(piece, example.block.line) for piece in found if not _DISPLAY.match(piece.code))
    if not steps:
        return replace(example, refusal=Refusal("unverified", "not-executable", "holds no statement", "parsed"))
    return replace(example, steps=steps)


def without_display(code: str) -> tuple[str, str]:
    """A script without what only changes how the shell shows things, and a command that does more, if there is one."""
    lines = ["" if _DISPLAY.match(line) else line for line in code.split("\n")]
    other = next((match[1] for line in lines if (match := _COMMAND.match(line))), "")
    return "\n".join(lines), other


def _other_command(found: Sequence[Piece]) -> str:
    commands = (_COMMAND.match(piece.code) for piece in found if not _DISPLAY.match(piece.code))
    return next((match[1] for match in commands if match), "")


def _pieces(code: str) -> list[Piece]:
    """The statements at prompts; what stands above the first one is a script."""
    found: list[Piece] = []
    above: list[str] = []
    for number, line in enumerate(code.split("\n")):
        prompt = _PROMPT.match(line)
        if prompt and prompt["more"] is not None and found:
            found[-1].code += "\n" + prompt["more"]
        elif prompt:
            found.append(Piece(prompt["typed"] or "", number, []))
        elif found:
            found[-1].under.append(line)
        else:
            above.append(line)
    return [Piece("\n".join(above), 0, []), *found]


def _step(piece: Piece, first: int) -> Step:
    line, shown = first + piece.line, "\n".join(piece.under).strip("\n")
    error = _ERROR.search(shown)
    if error:
        kind = "IntegrityError" if "constraint failed" in error[0] else "OperationalError"
        told = f"Traceback (most recent call last):\n{kind}: {error[0].partition(': ')[2] or error[0]}"
        return Step(piece.code, line, "raises", told, ("IGNORE_EXCEPTION_DETAIL",))
    if not shown.strip():
        return Step(piece.code, line, "single")
    return Step(piece.code, line, "single", rows(shown), order(piece.code))


def order(code: str) -> tuple[str, ...]:
    """Without an order that the query asks for, rows come as they like."""
    return () if re.search(r"\bORDER\s+BY\b", code, re.IGNORECASE) else ("UNORDERED",)
