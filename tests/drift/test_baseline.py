"""Where the page is silent, the last good output speaks: for its stable parts, and only where nothing was edited."""

from typing import Any

import pytest

from docverify.drift.baseline import compare, silent, suspects
from docverify.model import Block, Example, Expectation, History, Marker, Step, Verdict


def example(name: str = "a", code: str = "brew()", **fields: Any) -> Example:
    markers = fields.pop("markers", ())
    return Example(name, Block("a.md", "python", code, 1, 1, markers=markers), "python", session="s", **fields)


def ran(actual: str, name: str = "a", **fields: Any) -> Verdict:
    return Verdict(name, **{"verdict": "pass", "level": "ran", "actual": actual, **fields})


def past(output: str, name: str = "a", **fields: Any) -> History:
    return History(name, **{"verdict": "pass", "passes": 1, "last_output": output, "text": "brew()", **fields})


def suspected(actual: str, before: History, one: Example | None = None) -> bool:
    page = [one or example()]
    return bool(suspects({"a": ran(actual)}, page, {"a": before}))


def test_another_output_is_suspicious_and_the_same_is_not() -> None:
    assert suspected("green", past("black"))
    assert suspected("green", past(""))
    assert not suspected("green", past("green"))


def test_where_a_printed_error_came_from_is_of_no_interest() -> None:
    error = "Error: no lid\n    at pour (/a.md:3:1)\n"
    before = f"{error}    at run (file:///inside/running.mjs:49:13)\n"
    after = f"{error}    at begin (node:internal/run:7:1)\n    at /inside/running.mjs:50:13\n"
    assert not suspected(after, past(before))
    assert suspected(after.replace("no lid", "no pot"), past(before))
    assert suspected("at seven: two cups", past("at seven: one cup"))


def test_what_was_learnt_to_vary_is_masked() -> None:
    assert not suspected("pid 12: green", past("pid 7: green", stable="pid ...: green"))
    assert suspected("pid 12: black", past("pid 7: green", stable="pid ...: green"))


def test_times_and_what_the_code_takes_from_chance_are_not_looked_into() -> None:
    assert not suspected("at 2026-01-02 10:11:12", past("at 2025-12-31 09:08:07"))
    code = "print(random.random())"
    assert not suspected("0.3", past("0.2", text=code), example(code=code, steps=(Step(code, 1),)))


@pytest.mark.parametrize("before", [past("black", text="other()"), past("", passes=0), past("black", text="")])
def test_what_was_edited_or_never_passed_has_no_baseline(before: History) -> None:
    assert not suspected("green", before)


def test_what_stands_above_may_not_be_edited_either() -> None:
    page = [example("b", "leaves = 2"), example()]
    before = {"a": past("black"), "b": past("", "b", text="leaves = 1")}
    found = {"a": ran("green"), "b": ran("", "b")}
    assert suspects(found, page, before) == []
    assert suspects({**found, "b": ran("", "b", verdict="fail")}, page, before) == [page[1]]
    assert suspects(found, page, {**before, "b": past("", "b", text="leaves = 2")}) == [page[1]]


def test_only_silent_examples_have_a_baseline() -> None:
    assert silent(example(), ran("x"))
    assert not silent(example(expectation=Expectation("output", "x", 3)), ran("x"))
    assert not silent(example(markers=(Marker("ignore-output", "x", 1),)), ran("x"))
    assert not silent(example(), ran("x", level="matched"))


def test_a_stable_part_that_changed_is_drift() -> None:
    found = compare(ran("pid 1: green"), [ran("pid 2: green")], past("pid 3: black"))
    assert (found.verdict, found.kind, found.level) == ("drift", "baseline", "ran")
    assert (found.expected, found.actual, found.stable) == ("pid 3: black", "pid 1: green", "pid ...: green")
    assert found.detail == "printed `pid 1: green`, its last good run shows `pid 3: black`"


def test_a_part_that_changes_from_run_to_run_is_learnt_and_offered() -> None:
    found = compare(ran("pid 1: green"), [ran("pid 2: green")], past("pid 3: green"))
    assert (found.verdict, found.stable) == ("pass", "pid ...: green")
    assert found.detail.endswith("a page can show it as `pid ...: green`")


@pytest.mark.parametrize("again", [None, ran("x", verdict="fail"), ran("7")])
def test_what_cannot_be_repeated_is_not_held_against_anything(again: Verdict | None) -> None:
    assert compare(ran("5"), [again], past("3")).verdict == "pass"


def test_what_varied_before_varies_still_and_all_else_is_held_against_it() -> None:
    before = past("pid 3 of 1: green", stable="pid ... of 1: green")
    found = compare(ran("pid 4 of 1: green"), [ran("pid 4 of 2: green")], before)
    assert (found.verdict, found.stable) == ("pass", "pid ... of ...: green")
    assert compare(ran("pid 4 of 1: black"), [ran("pid 4 of 1: black")], before).stable == "pid ... of 1: black"
    assert compare(ran("pid 4 of 2: green"), [ran("pid 5 of 2: green")], before).verdict == "drift"


def test_chance_may_give_one_line_of_many_the_same_number_in_each_run() -> None:
    runs = ["poured 0\npoured 7\npoured -2", "poured 0\npoured 5\npoured -9", "poured 0\npoured 8\npoured -1"]
    found = compare(ran(runs[0]), [ran(runs[1]), ran(runs[2])], past("poured 4\npoured -7\npoured 6"))
    assert (found.verdict, found.stable) == ("pass", "poured ...\npoured ...\npoured ...")
    other = compare(ran(runs[0]), [ran(runs[1]), ran(runs[2])], past("poured 4\nheld -7\npoured 6"))
    assert other.verdict == "drift"
    same = compare(ran("poured 0"), [ran("poured 0")], past("poured 4"))
    assert same.verdict == "drift"
