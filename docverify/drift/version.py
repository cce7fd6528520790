"""Drift of kind `version`: right with an earlier release of a package, wrong with the one that is checked."""

from msgspec.structs import replace

from docverify.drift.bisection import Answer, Flip
from docverify.judge.case import fingerprint
from docverify.model import LEVELS, WRONG, Verdict

MOST_NAMED = 3
"""Releases of one kind that are told by name."""


def answer(checked: Verdict, earlier: Verdict | None) -> Answer:
    """What a release says of an example; `checked` is what it comes to with the one that is checked.

    Where the output is what went wrong, it is right only where the output was compared.
    """
    if earlier is None:
        return "untold"
    if earlier.verdict in WRONG:
        return "wrong"
    least = "matched" if checked.verdict == "drift" else "ran"
    is_right = earlier.verdict == "pass" and LEVELS.index(earlier.level) >= LEVELS.index(least)
    return "right" if is_right else "untold"


def name_version(verdict: Verdict, package: str, flip: Flip) -> Verdict:
    """The verdict as drift, with the first release that is wrong."""
    first = f"wrong since {package} {flip.first_wrong}, right with {flip.last_right}"
    found = replace(verdict, verdict="drift", kind="version", detail=f"{first}{_doubts(flip)}: {verdict.detail}")
    return replace(found, fingerprint=fingerprint(found))


def _doubts(flip: Flip) -> str:
    told = [f"{_named(flip.untold)} could not be judged"] if flip.untold else []
    told += [f"wrong also with {_named(flip.wrong_before)}"] if flip.wrong_before else []
    return f" ({'; '.join(told)})" if told else ""


def _named(releases: tuple[str, ...]) -> str:
    more = f" and {len(releases) - MOST_NAMED} more" if len(releases) > MOST_NAMED else ""
    return ", ".join(releases[:MOST_NAMED]) + more
