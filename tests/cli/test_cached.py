"""A second check of unchanged pages runs nothing, says so, and changes nothing at the tracker."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from docverify.model import SandboxReport
from docverify.registry import members
from tests.cli.conftest import Command

PAGE = """# Tea

```python
temperature = {"green": 80}
print(temperature["green"])
```

```
80
```

```python
temperature["black"]
```

```json
{"green": 80}
```
"""
MENDED = PAGE.replace('temperature["black"]', 'temperature.get("black")')
CHANCE = """```python
import os

assert os.urandom(1)[0] < 128
```
"""


class Counted:
    """The wall, with how often it was probed and opened."""

    def __init__(self) -> None:
        self.tier = members("sandbox")["bwrap"]
        self.name, self.probed, self.opened = self.tier.name, 0, 0

    def recipe(self) -> tuple[str, ...]:
        return self.tier.recipe()

    def probe(self, state: Path):  # noqa: ARG002  the wall is real, and known to hold
        self.probed += 1
        return SandboxReport("bwrap", "bubblewrap", 1, 1), []

    def open(self, state: Path, slot: int):
        self.opened += 1
        return self.tier.open(state, slot)

    def used(self) -> tuple[int, int]:
        """Since it was asked last."""
        seen, self.probed, self.opened = (self.probed, self.opened), 0, 0
        return seen


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Counted:
    counted = Counted()
    monkeypatch.setitem(members("sandbox").loaded, "bwrap", counted)
    return counted


@pytest.fixture
def check(docverify: Command) -> Callable[..., dict]:
    def result(*words: str) -> dict:
        return json.loads(docverify("check", "tea.md", "--jobs", "1", "--format", "json", *words).out)

    return result


def without_run(result: dict) -> list[dict]:
    return [{**row, "cached": None} for row in result["examples"]]


def cached(result: dict) -> set[bool]:
    return {row["cached"] for row in result["examples"]}


def test_the_second_run_runs_nothing_and_says_the_same(check, docverify, write, wall):
    write("tea.md", PAGE)
    first = check()
    assert wall.used() == (1, 1)
    second = check()
    assert wall.used() == (0, 0)
    assert (cached(first), cached(second)) == ({False}, {True})
    assert without_run(first) == without_run(second)
    assert (first["coverage"], first["summary"]) == (second["coverage"], second["summary"])
    assert second["sandbox"] == {"tier": "bwrap", "description": second["sandbox"]["description"]} | dict.fromkeys(
        ("probes", "held"), 0
    ) | {"hint": "", "surroundings": None}
    assert "not probed" in second["sandbox"]["description"]
    said = docverify("check", "tea.md")
    assert said.code == 1
    assert "3 of 3 examples from the cache" in said.out


def test_only_the_page_that_changed_runs(docverify, write):
    write("tea.md", PAGE)
    write("water.md", "```python\nprint(1)\n```\n")
    docverify("check", "tea.md", "water.md")
    write("water.md", "```python\nprint(2)\n```\n")
    result = json.loads(docverify("check", "tea.md", "water.md", "--format", "json").out)
    assert {row["page"]: row["cached"] for row in result["examples"]} == {"tea.md": True, "water.md": False}


@pytest.mark.parametrize("words", [("--fresh",), ("-k", "python"), ("--timeout", "9"), ("--audit", "100")])
def test_it_runs_again_for_whom_wants_to_see_it_or_limits_it_otherwise(check, write, wall, words):
    write("tea.md", PAGE)
    check()
    again = check(*words)
    assert cached(again) == {False}
    assert wall.used() == (2, 2)
    assert again["problems"] == []


def test_what_ran_without_a_wall_is_not_kept_and_not_taken_from_behind_one(check, write):
    write("tea.md", PAGE)
    assert cached(check("--sandbox", "none")) == {False}
    assert cached(check("--sandbox", "none")) == {False}
    assert cached(check()) == {False}
    assert cached(check()) == {True}
    assert cached(check("--sandbox", "none")) == {False}


def test_an_audit_tells_what_an_earlier_run_says_otherwise(check, write, wall):
    write("tea.md", CHANCE)
    check()
    assert wall.used() == (1, 1)
    for _ in range(40):
        problems = check("--audit", "100")["problems"]
        if problems:
            break
    assert [problem["fatal"] for problem in problems] == [False]
    assert "the cache says" in problems[0]["what"]


def test_no_issue_opens_twice_or_closes_on_what_did_not_run(check, docverify, write):
    write("tea.md", PAGE)
    check()
    check()
    assert docverify("issues", "--apply").out.count("opened ") == 1
    write("tea.md", MENDED)
    first = check()
    assert [one["state"] for one in first["findings"]] == ["fixed"]
    assert "a second run must confirm it" in docverify("issues", "--apply").out
    assert cached(check()) == {False}, "what is mended is seen in a second run"
    assert cached(check()) == {True}
    assert docverify("issues", "--apply").out.count("closed ") == 1


def test_a_cached_pass_never_makes_a_second_one(check, docverify, write):
    write("tea.md", MENDED)
    check()
    write("tea.md", PAGE)
    check()
    docverify("issues", "--apply")
    write("tea.md", MENDED)
    assert cached(check()) == {False}, "an old answer does not mend a failure"
    assert "a second run must confirm it" in docverify("issues", "--apply").out


def test_a_new_failure_is_confirmed_though_it_is_known_from_the_cache(check, write):
    write("tea.md", PAGE)
    check()
    again = check("--confirm")
    assert cached(again) == {False}


def test_a_damaged_cache_costs_time_and_nothing_else(check, write, folder):
    write("tea.md", PAGE)
    first = check()
    (folder / ".docverify" / "answers.db").write_bytes(b"no database")
    second = check()
    assert cached(second) == {False}
    assert [row["verdict"] for row in first["examples"]] == [row["verdict"] for row in second["examples"]]
    assert cached(check()) == {True}


@pytest.mark.parametrize("percent", ["-1", "101", "many", "nan"])
def test_a_percentage_is_one(docverify, write, percent):
    write("tea.md", PAGE)
    said = docverify("check", "tea.md", "--audit", percent)
    assert said.code == 2
    assert "--audit" in said.err
