"""Warnings of what will be gone in a later release, as a run showed them or as the sandbox saw them."""

import re
from collections.abc import Iterator

from docverify.masks import mask
from docverify.model import Run

MOST = 20
LONGEST = 300
_SAID = re.compile(
    r"\b(?P<kind>(?:Pending)?DeprecationWarning|FutureWarning): (?P<text>.+)"
    r"|^(?:PHP )?(?P<php>Deprecated): +(?P<told>.+?) in \S+ on line \d+\s*$"
    r"|\bwarning: (?P<warned>.*\bdeprecated\b.*)",
    re.MULTILINE,
)
"""As Python, node, PHP, Ruby and compilers say it."""


def deprecations(run: Run) -> tuple[str, ...]:
    """Each once, on one line, without what changes from run to run."""
    said = (one for step in run.steps for one in _of_text(step.stderr))
    found = dict.fromkeys(mask(one[:LONGEST]) for one in (*run.warned, *said))
    return tuple(found)[:MOST]


def _of_text(text: str) -> Iterator[str]:
    if "eprecat" not in text and "FutureWarning" not in text:
        return
    for match in _SAID.finditer(text):
        kind = match["kind"] or match["php"] or "deprecated"
        yield f"{kind}: {(match['text'] or match['told'] or match['warned']).strip()}"
