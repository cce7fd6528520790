"""Examples that print something else than before, run again in other surroundings to tell what of it is stable."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from docverify import plan
from docverify.drift.baseline import compare, suspects
from docverify.model import Example, History, Plan, Verdict
from docverify.pipeline.moment import another_zone

RUNS = 2
"""Of what seems to be drift: what varies may be the same in two runs by chance."""


def weigh(
    found: Mapping[str, Verdict],
    examples: Sequence[Example],
    whole: Plan,
    before: Mapping[str, History],
    run: Callable[[Plan], Mapping[str, Verdict]],
) -> dict[str, Verdict]:
    """The verdicts by example id; `run` says what the examples of a plan come to."""
    verdicts, again = dict(found), defaultdict[str, list[Verdict | None]](list)
    left = {one.id for one in suspects(found, examples, before)}
    for _ in range(RUNS):
        other = plan.elsewhere(whole, left, another_zone())
        if other is None:
            break
        shown = run(other)
        for name in left:
            again[name].append(shown.get(name))
            verdicts[name] = compare(found[name], again[name], before[name])
        left = {name for name in left if verdicts[name].verdict == "drift"}
    return verdicts
