"""The line in which a program that crashed says why: others follow it, which tell where."""

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


def headline(spoken: str) -> str:
    """Of what was said on stderr; empty when no runtime that is known speaks there."""
    found = (pattern.search(spoken) for pattern in _HEADLINES)
    return next((match[1].strip() for match in found if match), "")
