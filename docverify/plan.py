"""From the examples of a page to what one run needs: tasks in page order, their sessions, the files they read."""

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

import msgspec

from docverify.model import Environment, Example, Limits, Plan, Session, Task, WrittenFile
from docverify.ports import Language

TITLE_KEYS = ("title", "filename", "file")
FILE_NAME = re.compile(r"[\w.@+ -]+(?:/[\w.@+ -]+)*\.\w{1,12}|(?:[\w.-]+/)*(?:Makefile|Dockerfile)")


def sessions(examples: Sequence[Example]) -> list[Session]:
    """The examples that share state, each group in page order, in the order of their first example."""
    groups: dict[str, list[Example]] = {}
    for example in examples:
        if runnable(example):
            groups.setdefault(example.session, []).append(example)
    return [
        Session(id=name, page=group[0].block.page, language=group[0].language, examples=tuple(one.id for one in group))
        for name, group in groups.items()
    ]


def runnable(example: Example) -> bool:
    return example.refusal is None and bool(example.steps)


def plan(
    examples: Sequence[Example], languages: Mapping[str, Language], environment: Environment, limits: Limits
) -> Plan | None:
    """All sessions of one page, to be run in one sandbox over one working folder; None when nothing is to be run."""
    tasks: list[Task] = []
    waiting: list[WrittenFile] = []
    for number, example in enumerate(examples):
        if runnable(example):
            driver = languages[example.language].driver
            tasks.append(Task(example.id, driver, example.session, example.steps, tuple(waiting)))
            waiting = []
        file = _written(example, examples[number + 1 :])
        if file:
            waiting.append(file)
    if not tasks:
        return None
    return Plan(examples[0].block.page, "page-order", tuple(tasks), environment, limits)


def alone(whole: Plan, example: str) -> Plan:
    """The reading in which a reader runs this example only, with the files that the page shows above it."""
    place = next(number for number, task in enumerate(whole.tasks) if task.example == example)
    files = tuple(file for task in whole.tasks[: place + 1] for file in task.files)
    task = msgspec.structs.replace(whole.tasks[place], files=files)
    return msgspec.structs.replace(whole, reading="alone", tasks=(task,))


def until(whole: Plan, select: str) -> Plan | None:
    """The plan up to the last example whose id contains the text: nothing below it bears on those; None without one."""
    places = [number for number, task in enumerate(whole.tasks, 1) if select.lower() in task.example.lower()]
    return msgspec.structs.replace(whole, tasks=whole.tasks[: places[-1]]) if places else None


def is_first(whole: Plan, example: str) -> bool:
    """True when nothing ran before it, so that page order and alone are one reading."""
    return whole.tasks[0].example == example


def _written(example: Example, following: Sequence[Example]) -> WrittenFile | None:
    """The file that the block's title names, when a later example uses it."""
    title = next((example.block.attributes[key] for key in TITLE_KEYS if key in example.block.attributes), "")
    path = PurePosixPath(title)
    if not FILE_NAME.fullmatch(title) or path.is_absolute() or ".." in path.parts:
        return None
    names = (title, path.name, path.stem) if path.suffix == ".py" else (title, path.name)
    used = re.compile("|".join(rf"(?<![\w]){re.escape(name)}(?![\w])" for name in names))
    if not any(used.search(other.block.code) for other in following if runnable(other)):
        return None
    return WrittenFile(path=str(path), text=example.block.code + "\n")
