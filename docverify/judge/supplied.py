"""What was supplied to an example: whether it decides, and what comes of it."""

import re
from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from docverify.judge.conclusion import ENDLESS, conclude
from docverify.model import WRONG, Example, Verdict
from docverify.order import above
from docverify.ports import Supplied
from docverify.tracebacks import MISUSES, last_part

_LOOKS = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*;?")
"""A statement that shows something, or a part of it."""
LEAST_VOUCHING = 3
"""Examples that show what their page says with names of what is documented, from which on those are meant."""
_FURTHER = (*ENDLESS, "incomplete", "missing-file", "needs-input", "needs-network")
"""Reasons for which an example may end after it had all that it requires."""
_OUTSIDE = ("missing-package", "needs-credentials", "needs-display", "needs-input", "needs-network")
"""Reasons that tell what an example lacks besides the names that were supplied."""


def conclude_supplied(before: Verdict, supplied: Verdict, *, sure: bool) -> Verdict:
    """The verdict on an example that was also run with what its page leaves to the reader.

    `sure` is False when an object that was supplied may not be the one that is meant: then it can only pass.
    Of a fragment that then ends for want of something outside of its page, that is the reason.
    """
    if supplied.verdict == "pass":
        return supplied
    if before.verdict == "unverified":
        is_wrong = supplied.verdict in WRONG and not _is_refused(supplied)
        told = is_wrong or (before.reason == "fragment" and supplied.reason in _OUTSIDE)
        return supplied if sure and told else before
    return conclude([before, supplied]) if sure else before


def _is_refused(verdict: Verdict) -> bool:
    """True for what a library makes of an object that may have to be set up in a way that the page does not tell."""
    return verdict.verdict == "fail" and last_part(verdict.reason) not in MISUSES


def conclude_outside(before: Verdict, supplied: Verdict, *, sure: bool) -> Verdict:
    """The verdict on an example that takes the documented package from the folder above, as its developers do.

    Wrong where it got further with the package in that place: then it means no folder of the reader's.
    """
    further = supplied.verdict == "pass" or (supplied.verdict == "unverified" and supplied.reason in _FURTHER)
    if not further or not sure or before.reason != "missing-file" or supplied.detail == before.detail:
        return before
    detail = f"{before.actual}: only who develops the package has it there"
    return replace(before, verdict="fail", reason=before.actual.partition(":")[0], detail=detail)


def is_shown_so(supply: Supplied, session: Sequence[Example], verdicts: Mapping[str, Verdict]) -> bool:
    """True where several examples show with names of what is documented what their page says: its reader has those.

    `verdicts` are by example id.
    """
    held = [one for one in session if one.id in verdicts and _is_matched(verdicts[one.id])]
    return sum(not supply.documented.isdisjoint(one.needs) for one in held) >= LEAST_VOUCHING


def _is_matched(verdict: Verdict) -> bool:
    return (verdict.verdict, verdict.level) == ("pass", "matched")


def is_sure(
    example: Example,
    session: Sequence[Example],
    supply: Supplied,
    lost: Collection[str] = (),
    strayed: Collection[str] = (),
    *,
    meant: bool = False,
) -> bool:
    """True when no guessed name or made file bears on the example, and nothing that examples above make of one.

    With `meant`, the names of what is documented are no guesses.

    `lost` are the ids of examples that did not come to their end: what they were to bind is something else, or nothing,
    unless it was supplied. `strayed` are those that did not show what their page says: what the page made, and they
    use for more than to look at it, is no longer as the page has it.
    """
    doubtful, made = set(supply.guessed if meant else supply.guessed | supply.documented), set[str]()
    bound = supply.sure | supply.documented if meant else supply.sure
    for one in above(example, session):
        doubtful |= _used(one, one.needs & made) if one.id in strayed else set()
        made |= one.defines - bound
        if one.id in lost or _names(one, supply.files):
            doubtful |= one.defines - bound
        else:
            doubtful = doubtful | one.defines if one.needs & doubtful else doubtful - one.defines
    return not (example.needs & doubtful or _names(example, supply.files))


def _used(example: Example, names: Collection[str]) -> set[str]:
    """The names but for those of which the example only shows parts: that changes nothing."""
    codes = [step.code.strip() for step in example.steps]
    more = [code for code in codes if not _LOOKS.fullmatch(code)]
    return {name for name in names if any(name in code for code in more)}


def _names(example: Example, paths: Collection[str]) -> bool:
    return any(path in step.code for path in paths for step in example.steps)
