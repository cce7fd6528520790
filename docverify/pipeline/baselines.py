"""Examples that print something else than before, run again in other surroundings to tell what of it is stable."""

import time
from collections.abc import Callable, Mapping, Sequence

from docverify import plan
from docverify.drift.baseline import compare, suspects
from docverify.model import Example, History, Plan, Verdict

NOON = 12


def weigh(
    found: Mapping[str, Verdict],
    examples: Sequence[Example],
    whole: Plan,
    before: Mapping[str, History],
    run: Callable[[Plan], Mapping[str, Verdict]],
) -> dict[str, Verdict]:
    """The verdicts by example id; `run` says what the examples of a plan come to."""
    named = {one.id for one in suspects(found, examples, before)}
    other = plan.elsewhere(whole, named, another_zone())
    if other is None:
        return dict(found)
    again = run(other)
    return {**found, **{name: compare(found[name], again.get(name), before[name]) for name in named}}


def another_zone() -> str:
    """One in which it is another day now."""
    return "Etc/GMT+12" if time.gmtime().tm_hour < NOON else "Etc/GMT-14"
