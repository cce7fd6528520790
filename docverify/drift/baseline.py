"""Drift of kind `baseline`: the page shows no output, and what an example prints is not what it printed before."""

import re
from collections.abc import Mapping, Sequence
from functools import reduce

from msgspec.structs import replace

from docverify.judge import varying
from docverify.judge.case import LONGEST_EVIDENCE, fingerprint
from docverify.judge.difference import in_words
from docverify.judge.markers import kinds
from docverify.judge.noise import is_noise
from docverify.judge.varying import elide, holds, is_telling, masked, spread
from docverify.masks import mask
from docverify.model import Example, History, Verdict
from docverify.triage.moved import is_text_of

BEFORE = "its last good run"
_FRAME = re.compile(r"^[ \t]+at [^\n]+:\d+(?::\d+)?\)?[ \t]*$\n?", re.MULTILINE)
"""A line of a printed stack, which changes with each release of what runs the code."""


def silent(example: Example, verdict: Verdict) -> bool:
    """True for one that ran well, and of which the page shows no output."""
    is_told = example.expectation.kind != "nothing" or any(step.expected is not None for step in example.steps)
    is_ignored = "ignore-output" in kinds(example)
    return verdict.verdict == "pass" and verdict.level == "ran" and not is_told and not is_ignored


def suspects(found: Mapping[str, Verdict], page: Sequence[Example], before: Mapping[str, History]) -> list[Example]:
    """The examples that print something else than when they passed last, though nothing above them was edited.

    What the clock, chance or the machine decides is left out where the code says so.
    """
    return [
        example
        for number, example in enumerate(page)
        if example.id in found
        and silent(example, found[example.id])
        and _is_known(example, before)
        and all(_is_same(one, found, before) for one in page[:number] if one.session == example.session)
        and not _holds(example, found[example.id].actual, before[example.id], page)
    ]


def compare(verdict: Verdict, again: Sequence[Verdict | None], past: History) -> Verdict:
    """The verdict on a suspect that was also run in other surroundings, which shows what of its output is stable.

    What was learnt to vary before varies still, though these runs may happen to agree in it.
    """
    others = [one.actual for one in again if one is not None and one.verdict == "pass"]
    if not others or len(others) < len(again):
        return verdict
    stable = spread(masked(reduce(elide, others, verdict.actual), past.stable))
    if holds(stable, past.last_output) or (stable != verdict.actual and not is_telling(stable)):
        return offer(verdict, stable) if stable != verdict.actual else verdict
    detail = in_words(past.last_output, verdict.actual, BEFORE)
    found = replace(verdict, verdict="drift", kind="baseline", reason="baseline", detail=detail)
    found = replace(found, expected=past.last_output, stable=stable if stable != verdict.actual else "")
    return replace(found, fingerprint=fingerprint(found))


def offer(verdict: Verdict, stable: str) -> Verdict:
    """The verdict, with how a page can show what changes from run to run."""
    detail = f"its output changes from run to run; {varying.in_words(stable)}"
    return replace(verdict, detail=verdict.detail or detail, stable=stable)


def _is_known(example: Example, before: Mapping[str, History]) -> bool:
    past = before.get(example.id)
    return past is not None and bool(past.passes or past.last_output) and is_text_of(past.text, example.block.code)


def _is_same(example: Example, found: Mapping[str, Verdict], before: Mapping[str, History]) -> bool:
    """True when what it leaves to those below it is what it left before: who does not pass leaves nothing."""
    verdict = found.get(example.id)
    return verdict is None or verdict.verdict != "pass" or _is_known(example, before)


def _holds(example: Example, actual: str, past: History, page: Sequence[Example]) -> bool:
    if max(len(actual), len(past.last_output)) >= LONGEST_EVIDENCE:  # cut, and nobody knows where it would have gone on
        return True
    if holds(past.stable or past.last_output, actual) or holds(_plain(past.last_output), _plain(actual)):
        return True
    return is_noise(example, -1, (past.last_output, actual), page)


def _plain(text: str) -> str:
    """Without what changes from run to run, and from release to release."""
    return mask(_FRAME.sub("", text))
