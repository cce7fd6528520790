"""Code that Node could not read, with what is known of it."""

import re

from msgspec import Struct

from docverify.languages.javascript_code.intents import NEAR
from docverify.languages.javascript_code.tokens import bare, comments
from docverify.model import Example, Shown

_ANNOUNCES = re.compile(r"\W*(?:[\w-]+ ){0,4}(?:outputs?|results?|prints|logs)\W*", re.IGNORECASE)
"""A comment that says of what follows that it comes of the code, and nothing else."""


class Text(Struct, frozen=True):
    """What could not be read."""

    code: str
    bare: str
    """Without comments and with empty strings."""
    spoken: list[str]
    """The lines of its comments."""
    beside: str
    """The comments near that line, and on the first one."""
    announced: bool
    """True where the last comment above that line, on a line of its own, says that output follows."""
    line: str
    """Where the interpreter stopped."""
    near: str
    """That line with the one above and the one below."""
    message: str
    part: str
    """What it can be read as: `expression`, `members`, `class body`, `function body`, `slip` (JavaScript but for one
    small correction) or `other`; empty where nobody asked."""
    language: str
    translator: str
    """What read its types; empty when nothing can."""


def text_of(example: Example, shown: Shown) -> Text:
    code = example.block.code
    lines, found = code.split("\n"), comments(code)
    place = min(max(shown.line - example.block.line, 0), len(lines) - 1)
    last = next((token for token in reversed(found) if token.line < place), None)
    return Text(
        code=code,
        bare=bare(code),
        spoken=[line.lstrip("/* ") for token in found for line in token.text.split("\n")],
        beside=" ".join(token.text for token in found if token.line == 0 or abs(token.line - place) <= NEAR),
        announced=last is not None and last.first and bool(_ANNOUNCES.fullmatch(last.text)),
        line=lines[place],
        near="\n".join(lines[max(place - 1, 0) : place + 2]),
        message=shown.message,
        part=shown.name,
        language=example.language,
        translator=next(iter(shown.frames), ""),
    )
