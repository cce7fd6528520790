"""Reads transcripts of PHP's own prompt: statements, and what they print below them."""

import re

from msgspec import Struct
from msgspec.structs import replace

from docverify.model import Example, Step

_PROMPT = re.compile(r"^[ \t]*php (?P<open>[>{(\[*'\"])(?: (?P<typed>.*)|$)")
_FAILED = re.compile(r"(?:Fatal|Parse) error|^(?:Warning|Notice|Uncaught)", re.MULTILINE)


class Piece(Struct, gc=False):
    code: str
    line: int
    """Index of its first line."""
    under: list[str]


def is_transcript(code: str) -> bool:
    first = next((line for line in code.split("\n") if line.strip()), "")
    return bool(_PROMPT.match(first))


def transcript(example: Example) -> Example:
    found: list[Piece] = []
    for number, line in enumerate(example.block.code.split("\n")):
        prompt = _PROMPT.match(line)
        if prompt and prompt["open"] != ">" and found and not found[-1].under:
            found[-1].code += "\n" + (prompt["typed"] or "")
        elif prompt:
            found.append(Piece(prompt["typed"] or "", number, []))
        elif found:
            found[-1].under.append(line)
    steps = tuple(_step(piece, example.block.line) for piece in found if piece.code.strip())
    return replace(example, steps=steps)


def _step(piece: Piece, first: int) -> Step:
    """What a prompt says of errors differs from release to release: it is no claim."""
    shown = "\n".join(piece.under).strip("\n")
    claimed = shown if shown.strip() and not _FAILED.search(shown) else None
    return Step(piece.code, first + piece.line, "exec", claimed)
