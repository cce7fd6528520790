"""Markers in comments, without the delimiters of Markdown, MDX, MyST, reStructuredText or AsciiDoc."""

import re

from docverify.instructions.comments import others, pytest, sybil
from docverify.instructions.convention import LONGEST, Instruction, Table

COMMENTS = Table((*sybil.CONVENTIONS, *pytest.CONVENTIONS, *others.CONVENTIONS))

_FENCE = re.compile(r"```|~~~")


def read_comment(text: str) -> tuple[Instruction, ...]:
    """The instructions in a comment; none when it is a comment like any other.

    Code that a comment hides is no part of the marker above it. A dash that is left of `<!---` is Knit's.
    """
    line = " ".join(_FENCE.split(text[: 4 * LONGEST], 1)[0].split())[:LONGEST].rstrip("- ")
    return COMMENTS.read(line) or (COMMENTS.read(line.lstrip("- ")) if line.startswith("-") else ())
