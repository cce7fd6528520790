"""`docverify explain` tells of one example what was tried, what came of it, and what to run next."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Command

PAGE = """\
# Tea

```python
cups = 3
```

```python
print(cups)
```

```text
4
```

```python
brew(leaves)
```

```json
{"cups": 3}
```
"""


@pytest.fixture
def page(write: Callable[[str, str], Path]) -> Path:
    return write("docs/a.md", PAGE)


def test_every_reading_is_told_with_its_evidence(docverify: Command, page: Path) -> None:
    docverify("check", str(page))
    said = docverify("explain", "docs/a.md#tea:python:2")
    assert said.code == 0
    assert said.out.startswith("docs/a.md#tea:python:2\ndrift docs/a.md:8 printed `3`, the page shows `4`\n")
    readings = [line.split(maxsplit=2) for line in said.out.partition("\nreadings\n")[2].split("\n")[:2]]
    assert [one[:2] for one in readings] == [["page-order", "drift"], ["alone", "unverified"]]
    assert readings[1][2].startswith("fragment: needs `cups`")
    assert "\n  -4\n  +3\n" in said.out
    assert "after 1 other example of its session; needs cups" in said.out
    assert "wrong in 1 run in a row, since " in said.out
    assert said.out.endswith("again\n  docverify check docs/a.md -k 'tea:python:2'\n")


def test_a_part_of_the_id_is_enough_and_json_holds_all_of_it(docverify: Command, page: Path) -> None:
    docverify("check", "docs")
    told = json.loads(docverify("explain", "tea:python:1", "--format", "json").out)
    assert told["example"]["verdict"] == "pass"
    assert [(one["reading"], one["held"]) for one in told["readings"]] == [("page-order", True)]
    assert told["why_no_further"] == "the page shows no output to compare"
    assert told["history"]["passes"] == 1
    assert page.read_text() == PAGE


def test_what_is_not_run_says_why(docverify: Command, page: Path) -> None:
    said = docverify("explain", "docs/a.md#tea:json:1")
    assert "pass docs/a.md:20 valid JSON; nothing runs" in said.out
    assert "readings" not in said.out
    assert "no check has judged it" in said.out
    assert page.exists()


def test_an_unknown_id_names_the_nearest(docverify: Command, page: Path) -> None:
    assert page.exists()
    said = docverify("explain", "docs/a.md#tea:pyton:3")
    assert said.code == 2
    assert "there is no example 'docs/a.md#tea:pyton:3'" in said.err
    assert "docverify explain 'docs/a.md#tea:python:3'" in said.err
    several = docverify("explain", "docs/a.md#tea:python")
    assert several.code == 2
    assert "3 examples have" in several.err


def test_explaining_changes_no_history(docverify: Command, page: Path) -> None:
    docverify("check", "docs")
    before = docverify("report", "--format", "json").out
    docverify("explain", "tea:python:2")
    docverify("explain", "tea:python:2")
    assert "wrong in 1 run in a row" in docverify("explain", "tea:python:2").out
    assert docverify("report", "--format", "json").out == before
    assert page.exists()
