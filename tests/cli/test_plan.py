"""`docverify plan` tells what a check would run, and runs nothing of it."""

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from docverify.pipeline.planning import Planned
from tests.cli.conftest import Command

PAGE = """\
# Tea

```python
open("ran", "w")
x = 1  # => 1
```

```python
print(x)
```

```text
1
```

```console
$ echo 1
1
```

<!-- skip: next -->

```python
nothing
```

```json
{}
```
"""


@pytest.fixture
def page(write: Callable[[str, str], Path]) -> Path:
    write("docverify.toml", '[environments.python]\ninstall = ["nowhere-to-be-found==1.0"]\n')
    return write("a.md", PAGE)


def test_what_would_run_is_shown_and_nothing_runs(docverify: Command, folder: Path, page: Path) -> None:
    said = docverify("plan", page.name)
    assert said.code == 0
    assert said.out == (
        "a.md: 2 sessions; not run: 1 not-executable, 1 skip, 1 parsed\n"
        "  a.md:4   python  2 steps, 1 compared\n"
        "  a.md:9   python  1 step, expects output\n"
        "  a.md:17  shell   1 step, 1 compared\n"
        "3 examples in 2 sessions on 1 page would run\n"
        "  not run: 1 not-executable, 1 skip, 1 parsed\n"
        "  readings: page-order; for what does not hold: alone, supplied, checked\n"
        "  python installs: nowhere-to-be-found==1.0\n"
    )
    assert not (folder / "ran").exists()


def test_json_is_the_plan_itself(docverify: Command, page: Path) -> None:
    (line,) = docverify("plan", page.name, "--format", "json").out.splitlines()
    planned = msgspec.json.decode(line, type=Planned)
    assert planned.plan is not None
    assert [task.example for task in planned.plan.tasks] == [
        *("a.md#tea:python:1", "a.md#tea:python:2", "a.md#tea:console:1")
    ]
    assert [session.examples for session in planned.sessions] == [
        ("a.md#tea:python:1", "a.md#tea:python:2"),
        ("a.md#tea:console:1",),
    ]
    assert json.loads(line)["environments"]["python"]["install"] == ["nowhere-to-be-found==1.0"]


def test_a_chosen_example_takes_what_stands_above_it_and_no_more(docverify: Command, page: Path) -> None:
    assert "2 examples in 1 session on 1 page" in docverify("plan", page.name, "-k", "tea:python:2").out
    assert docverify("plan", page.name, "-k", "coffee").code == 2


def test_a_source_that_is_not_there_is_an_error(docverify: Command) -> None:
    assert docverify("plan", "missing.md").code == 2
