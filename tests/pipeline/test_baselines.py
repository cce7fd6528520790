"""What seems to be drift is run again more than once: chance may show the same twice."""

from collections.abc import Mapping

import pytest

from docverify import plan
from docverify.model import Block, Example, History, Limits, Plan, Step, Verdict
from docverify.pipeline import baselines
from docverify.registry import members

CODE = "print(tea.cups())"
EXAMPLE = Example("a", Block("a.md", "python", CODE, 1, 1), "python", session="s", steps=(Step(CODE, 1),))
BEFORE = {"a": History("a", "pass", passes=1, last_output="2 cups", text=CODE)}


def ran(actual: str) -> Verdict:
    return Verdict("a", "pass", "ran", actual=actual)


@pytest.mark.parametrize(
    ("now", "again", "verdict", "runs"),
    [
        ("2 cups", [], "pass", 0),
        ("1 cups", ["2 cups"], "pass", 1),
        ("1 cups", ["1 cups", "2 cups"], "pass", 2),
        ("1 cups", ["1 cups", "1 cups"], "drift", 2),
    ],
)
def test_only_what_no_run_explains_is_drift(now: str, again: list[str], verdict: str, runs: int) -> None:
    whole = plan.plan([EXAMPLE], members("languages"), {}, Limits())
    assert whole is not None
    ran_so: list[Plan] = []

    def run(other: Plan) -> Mapping[str, Verdict]:
        ran_so.append(other)
        return {"a": ran(again[len(ran_so) - 1])}

    found = baselines.weigh({"a": ran(now)}, [EXAMPLE], whole, BEFORE, run)
    assert found["a"].verdict == verdict
    assert [one.elsewhere for one in ran_so] == [True] * runs
