"""What runs under another name is shown under the one of the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.model import Body, Exchange, Limits, Network, Plan, Request, Run, Step, StepRun, Task
from docverify.pipeline.renaming import is_unmistakable, rename

PLAN = Plan(
    "a.md",
    "page-order",
    (Task("a.md#:python:1", "python", "a.md:python", (Step("use('shown')", 1),)),),
    {},
    Limits(),
    network=Network(environ={"APP": "shown"}, files={"/ca": b"\xff\x00"}),
)


def run(text: str) -> Run:
    asked = Exchange(0, "api", Request("GET", "h", f"/{text}"), Body(content=text.encode()), Body(content=b"\xff"))
    return Run("a.md#:python:1", "page-order", "end", (StepRun(stdout=text),), exchanges=(asked,))


def test_a_plan_runs_under_the_other_name() -> None:
    renamed = rename(PLAN, Plan, {"shown": "real"})
    assert (renamed.tasks[0].steps[0].code, renamed.network.environ) == ("use('real')", {"APP": "real"})
    assert renamed.network.files == PLAN.network.files
    assert rename(renamed, Plan, {"real": "shown"}) == PLAN


@given(st.text())
def test_what_was_shown_and_asked_has_the_name_of_the_page(text: str) -> None:
    assert rename([run("real" + text)], list[Run], {"real": "shown"}) == [run("shown" + text.replace("real", "shown"))]


def test_without_names_nothing_is_touched() -> None:
    assert rename(PLAN, Plan, {}) is PLAN


@pytest.mark.parametrize(
    ("value", "is_one"),
    [("71d48a4d2a9f", True), ("cup-1234", True), ("7", False), ("1234567", False), ("green-tea", False)],
)
def test_what_may_stand_on_a_page_by_chance_is_not_called_otherwise(value: str, is_one: bool) -> None:
    assert is_unmistakable(value) is is_one
