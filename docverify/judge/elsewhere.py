"""Prose and headings by which a page says that what follows is shown in surroundings which it does not give."""

import re

from msgspec.structs import replace

from docverify.model import Block, Example, Verdict

_OTHER = re.compile(
    r"\b(?:in|under|with|on|from) (?:an?other|(?:an?|some|any) (?:different|other)|different|other)"
    r" (?:context|environment|session|setting|state|surrounding|machine|computer|system|platform|directory|terminal"
    r"|time ?zone|locale|interpreter)s?\b"
    r"|\bon my (?:own )?(?:machine|computer|laptop|system)\b"
    r"|\b(?:in|under|with) my (?:own |local )?(?:time ?zone|locale)\b",
    re.IGNORECASE,
)
_SYSTEM = r"(?:(?:Microsoft |MS )?Windows(?: \d+| NT| XP)?|[Ww]in32|mac ?OS(?: X)?|Mac OS(?: X)?|OS ?X)"
_HEADED = re.compile(
    rf"\W*(?:[Oo]n |[Ff]or |[Uu]nder )?{_SYSTEM}"
    r"(?:[ -](?:paths?|users?|support|specifics?|notes?|only|caveats?|limitations?|platforms?))?\W*"
    rf"|.*\b(?:on|for|under) {_SYSTEM}\W*"
)
"""A section about a system that the sandbox is not: `Windows` in another sense is seldom all that a heading says."""
_SYSTEM_SAID = re.compile(rf"\b[Oo]n {_SYSTEM}(?!\w)")
_SYSTEMS = re.compile(r"\b(?:Linux|Unix|UNIX|POSIX|any|all|every|both)\b")
"""What follows holds here too."""


def forgive_surroundings(verdict: Verdict, example: Example) -> Verdict:
    """The verdict, where no output is held against the page that it shows in another context, or on another machine.

    An error counts all the same: no surroundings make a name or a call another one.
    """
    if (verdict.verdict, verdict.kind) != ("drift", "output"):
        return verdict
    said = _OTHER.search(example.block.lead)
    where = said[0] if said else _system(example.block)
    if not where:
        return verdict
    detail = f"is shown {where}, as the page says: {verdict.detail}"
    return replace(verdict, verdict="unverified", kind="", reason="incomplete", detail=detail)


def _system(block: Block) -> str:
    """The other system that its prose or a heading above it names, in words; empty where none does."""
    said = _SYSTEM_SAID.search(block.lead)
    if said and not _SYSTEMS.search(block.lead):
        return said[0]
    headed = next((one for one in block.heading if _HEADED.fullmatch(one)), "")
    return f"below the heading {headed!r}" if headed else ""
