"""The line in which a program that failed says why: others follow it, which tell where, or how it is used."""

import re

_HEADLINES = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"panicked at [^\n]*:\d+:\d+:\n([^\n]+)",
        r"panicked at '([^\n]+)', ",
        r"^((?:panic|fatal error): [^\n]+)",
        r"^Exception in thread \"[^\"\n]*\" ([^\n]+)",
        r"^(terminate called [^\n]+)",
        r"(Assertion [^\n]+ failed)",
    )
)


_USAGE = re.compile(r"usage: ", re.IGNORECASE)
_ADVICE = re.compile(
    r"(?:[\w./-]{1,40}: )?(?:(?:try|see|run|use|type)\b.{0,80}\b(?:help|usage|manual|man)\b|for (?:more|help)\b)",
    re.IGNORECASE,
)
"""Where a reader learns more."""


def headline(stderr: str, output: str) -> str:
    """Of a run that ended with an exit code, with all that it printed; empty when that is nothing."""
    found = (pattern.search(stderr) for pattern in _HEADLINES)
    said = next((match[1].strip() for match in found if match), "")
    return said or _last_telling(stderr) or _last_telling(output)


def _last_telling(text: str) -> str:
    """The last line that is no advice; what stands above an explanation of how a command is used is its reason."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    above = next((number for number, line in enumerate(lines) if _USAGE.match(line)), len(lines))
    own = [line for line in lines[:above] or lines if not _ADVICE.match(line)]
    return (own or lines or [""])[-1]
