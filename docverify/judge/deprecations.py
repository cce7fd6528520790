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
    r"|\bwarning: (?P<warned>.*\bdeprecated\b.*)"
    r"|^(?P<perl>.*\bis deprecated\b.*?),? at \S+ line \d+\.?\s*$",
    re.MULTILINE,
)
"""As Python, node, PHP, Ruby, compilers and Perl say it."""
_PRINTED = re.compile(r"^Deprecated: .+ in \S+ on line \d+\s*$", re.MULTILINE)
"""What PHP prints among the output."""


def deprecations(run: Run) -> tuple[str, ...]:
    """Each once, on one line, without what changes from run to run."""
    texts = (text for step in run.steps for text in (step.stderr, "\n".join(_PRINTED.findall(step.stdout))))
    said = (one for text in texts for one in _of_text(text))
    found = dict.fromkeys(mask(one[:LONGEST]) for one in (*run.warned, *said))
    return tuple(found)[:MOST]


def _of_text(text: str) -> Iterator[str]:
    if "eprecat" not in text and "FutureWarning" not in text:
        return
    for match in _SAID.finditer(text):
        kind = match["kind"] or match["php"] or "deprecated"
        yield f"{kind}: {(match['text'] or match['told'] or match['warned'] or match['perl']).strip()}"
