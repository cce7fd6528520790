"""Builders for plans, and a wall that all tests of a module share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from docverify.model import Limits, Plan, Run, Step, Task
from docverify.ports import Sandbox
from docverify.sandbox import bwrap
from tests.machine import needs

Runner = Callable[..., list[Run]]


def task(number: int, code: str | list[str], mode: str = "exec", driver: str = "python") -> Task:
    codes = [code] if isinstance(code, str) else code
    steps = tuple(Step(code=text, line=10 * number + offset + 1, mode=mode) for offset, text in enumerate(codes))
    return Task(example=f"e{number}", driver=driver, session=driver, steps=steps)


def plan(*tasks: Task, seconds: float = 5.0, memory: int = 1024) -> Plan:
    limits = Limits(seconds=seconds, memory=memory)
    return Plan("docs/page.md", "page-order", tasks, {}, limits)


@pytest.fixture(scope="session")
def wall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    needs("bwrap")
    opened = bwrap.tier.open(tmp_path_factory.mktemp("state"), 7)
    yield opened
    opened.close()


@pytest.fixture
def python(wall: Sandbox) -> Runner:
    """Runs Python scripts as the examples of one page."""

    def run(*codes: str | list[str], mode: str = "exec", seconds: float = 5.0) -> list[Run]:
        return wall.run(plan(*(task(n, code, mode) for n, code in enumerate(codes)), seconds=seconds), lambda _: None)

    return run


@pytest.fixture
def shell(wall: Sandbox) -> Runner:
    """Runs shell scripts, or consoles, as the examples of one page."""

    def run(*codes: str | list[str], mode: str = "exec", seconds: float = 5.0) -> list[Run]:
        tasks = (task(n, code, mode, "shell") for n, code in enumerate(codes))
        return wall.run(plan(*tasks, seconds=seconds), lambda _: None)

    return run


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path
