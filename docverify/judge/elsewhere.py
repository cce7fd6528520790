"""Prose by which a page says that what follows is shown in surroundings which it does not give."""

import re

from msgspec.structs import replace

from docverify.model import Example, Verdict

_OTHER = re.compile(
    r"\b(?:in|under|with|on|from) (?:an?other|(?:an?|some|any) (?:different|other)|different|other)"
    r" (?:context|environment|session|setting|state|surrounding|machine|computer|system|platform|directory|terminal"
    r"|time ?zone|locale|interpreter)s?\b"
    r"|\bon my (?:own )?(?:machine|computer|laptop|system)\b"
    r"|\b(?:in|under|with) my (?:own |local )?(?:time ?zone|locale)\b",
    re.IGNORECASE,
)


def forgive_surroundings(verdict: Verdict, example: Example) -> Verdict:
    """The verdict, where no output is held against the page that it shows in another context, or on another machine.

    An error counts all the same: no surroundings make a name or a call another one.
    """
    said = _OTHER.search(example.block.lead)
    if (verdict.verdict, verdict.kind) != ("drift", "output") or said is None:
        return verdict
    detail = f"is shown {said[0]}, as the page says: {verdict.detail}"
    return replace(verdict, verdict="unverified", kind="", reason="incomplete", detail=detail)
