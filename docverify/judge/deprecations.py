"""Warnings of what will be gone, as a run showed them, as the sandbox saw them, or as a backend sent them along."""

import re
from collections.abc import Iterator

from docverify.masks import mask
from docverify.model import Exchange, Run

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
_NOTHING = re.compile(r"(?!)")
_TELLS = {
    "deprecation": re.compile(r"\S"),
    "sunset": re.compile(r"\S"),
    "warning": re.compile(r"(?:^|,\s*)299\b"),
    "link": re.compile(r";\s*rel=\"?(?:[\w:/.-]+ )*(?:deprecation|sunset)\b", re.IGNORECASE),
}
"""Headers of RFC 9745, RFC 8594, RFC 7234 and RFC 8288, and what of them tells of an end."""
NEVER = ("false", "?0")
"""Values of `Deprecation` by which older servers say that there is none."""
_PRINTED = re.compile(r"^Deprecated: .+ in \S+ on line \d+\s*$", re.MULTILINE)
"""What PHP prints among the output."""


def deprecations(run: Run) -> tuple[str, ...]:
    """Each once, on one line, without what changes from run to run."""
    texts = (text for step in run.steps for text in (step.stderr, "\n".join(_PRINTED.findall(step.stdout))))
    said = (one for text in texts for one in _of_text(text))
    found = dict.fromkeys(mask(one[:LONGEST]) for one in (*run.warned, *said))
    found |= dict.fromkeys(one for exchange in run.exchanges for one in _of_reply(exchange))
    return tuple(found)[:MOST]


def _of_reply(exchange: Exchange) -> Iterator[str]:
    """What its headers say of what was asked; dates in them are the service's own, and stay."""
    request = exchange.request
    asked = mask(f"{request.method} {request.host}{request.path.partition('?')[0]}"[:LONGEST])
    for name, value in exchange.received.headers:
        told = " ".join(value.split())
        if told and told not in NEVER and _TELLS.get(name.lower(), _NOTHING).search(told):
            yield f"{asked} is answered with {name.title()}: {told[:LONGEST]}"


def _of_text(text: str) -> Iterator[str]:
    if "eprecat" not in text and "FutureWarning" not in text:
        return
    for match in _SAID.finditer(text):
        kind = match["kind"] or match["php"] or "deprecated"
        yield f"{kind}: {(match['text'] or match['told'] or match['warned'] or match['perl']).strip()}"
