"""What is said of examples that need a package which is not installed: whose lack it is, and what to do about it."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from docverify.judge import REGISTRY
from docverify.mentions import Mention
from docverify.mentions.imports import brings, read_imports
from docverify.mentions.mention import is_stand_in
from docverify.mentions.proposals import propose
from docverify.model import Example, Problem, Verdict

MISSING = "missing-package"
OURS = "error"
UNTOLD = ("fail", "drift", "flaky")
"""Verdicts that say nothing of the page when the example imports what could not be had."""

_NEEDED = re.compile(r"needs the (?:package|crate|module) `([^`]+)`")
"""How languages name a whole package that is missing, and not a part of one."""


class Lacking(Struct, frozen=True):
    """A package that a page names and that could not be had."""

    mention: Mention
    verdict: str
    """What an example comes to that needs it: `error`, or a reason of `unverified`."""
    why: str

    def problem(self) -> Problem:
        what = f"names the package {self.mention.requirement}, which its examples do not get: {self.why}"
        hint = f"if they need it, name one that can be had in `install` under `[environments.{self.mention.language}]`"
        return Problem(self.mention.page, what, hint, self.mention.line)


def explain(verdict: Verdict, example: Example, family: str, lacking: Iterable[Lacking]) -> Verdict:
    """The verdict with what it owes to packages that are not installed; the same when that is nothing."""
    missing = _missing(verdict)
    needed = [missing] if missing else sorted(read_imports([example], family)) if verdict.verdict in UNTOLD else []
    known = [one for one in lacking if one.mention.language == family]
    found = next((one for one in known for name in needed if brings(one.mention, name)), None)
    if found:
        return _lacked(verdict, found)
    if missing and is_stand_in(missing):
        return replace(
            verdict, reason="fragment", detail=f"needs `{missing}`, which stands for something of the reader's"
        )
    proposal = propose(family, missing) if missing else ""
    return replace(verdict, detail=f"{verdict.detail}: {proposal}") if proposal else verdict


def _missing(verdict: Verdict) -> str:
    """What the verdict says is missing, as the language calls it."""
    match = _NEEDED.match(verdict.detail) if verdict.reason == MISSING else None
    return match[1] if match else ""


def _lacked(verdict: Verdict, lacking: Lacking) -> Verdict:
    detail = f"needs the package {lacking.mention.requirement}, which could not be installed: {lacking.why}"
    if lacking.verdict == OURS:
        return Verdict(verdict.example, OURS, "parsed", detail=detail, seconds=verdict.seconds, blame=REGISTRY)
    level = verdict.level if verdict.verdict == "unverified" else "parsed"
    reason, line = lacking.verdict, verdict.line
    return Verdict(
        verdict.example, "unverified", level, reason=reason, detail=detail, line=line, seconds=verdict.seconds
    )


def explain_all(
    verdicts: dict[str, Verdict], examples: Sequence[Example], families: dict[str, str], lacking: Sequence[Lacking]
) -> dict[str, Verdict]:
    """By example id; `families` is the family of each language."""
    known = {one.id: one for one in examples}
    return {
        name: explain(verdict, known[name], families[known[name].language], lacking)
        for name, verdict in verdicts.items()
    }
