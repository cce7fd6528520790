"""The plan of a page in page order: tasks with the files that they read, builds, and what is there before they run."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from msgspec.structs import replace

from docverify.model import Environment, Example, Limits, Merged, Plan, Program, Session, Task, WrittenFile
from docverify.plan.files import told, written
from docverify.ports import Compiled, Importing, Installed, Language

LAYER = "{layer}"
"""Stands in the commands of a build for the folder of what is installed for its language."""


def sessions(examples: Sequence[Example]) -> list[Session]:
    """The examples that share state, each group in page order, in the order of their first example."""
    groups: dict[str, list[Example]] = {}
    for example in examples:
        if runnable(example):
            for session in (example.session, *example.also):
                groups.setdefault(session, []).append(example)
    return [
        Session(id=name, page=group[0].block.page, language=group[0].language, examples=tuple(one.id for one in group))
        for name, group in groups.items()
    ]


def runnable(example: Example) -> bool:
    return example.refusal is None and bool(example.steps)


def plan(
    examples: Sequence[Example],
    languages: Mapping[str, Language],
    environments: Mapping[str, Environment],
    limits: Limits,
) -> Plan | None:
    """All sessions of one page, to be run in one sandbox over one working folder; None when nothing is to be run."""
    layers = {name: LAYER for name, one in environments.items() if one.path}
    tasks: list[Task] = []
    waiting: list[WrittenFile] = []
    ordered = sorted(examples, key=_turn)
    shown = told(ordered, [one for one in ordered if runnable(one)])
    for number, example in enumerate(ordered):
        waiting += shown.get(example.id, ())
        if runnable(example):
            language, setup = languages[example.language], _turn(example) < 0
            layer = layers.get(language.family, "")
            program = _as_marked(language.program(example, layer), example) if isinstance(language, Compiled) else None
            for session in (example.session, *example.also):
                given = (session, example.steps, language.family, tuple(waiting), example.block.file, setup, program)
                tasks.append(Task(example.id, language.driver, *given))
                waiting = []
        file = written(example, filter(runnable, islice(ordered, number + 1, None)))
        if file:
            waiting.append(file)
    if not tasks:
        return None
    merged = tuple(_merged(ordered, languages, layers))
    used = [languages[name] for name in dict.fromkeys(one.language for one in ordered if runnable(one))]
    programs = tuple(program for one in used if isinstance(one, Installed) for program in one.programs)
    preload = _imports(tasks, ordered, languages)
    page = examples[0].block.page
    return Plan(page, "page-order", tuple(tasks), dict(environments), limits, merged, programs, preload)


def completed(whole: Plan, examples: Sequence[Example], languages: Mapping[str, Language]) -> Plan | None:
    """The reading in which these examples, which borrow code, are built and run behind the wall of the whole page."""
    made = plan(examples, languages, whole.environments, whole.limits)
    if made is None:
        return None
    return replace(whole, reading="supplied", tasks=made.tasks, merged=made.merged, preload=())


def _imports(tasks: Sequence[Task], examples: Sequence[Example], languages: Mapping[str, Language]) -> tuple[str, ...]:
    """What the page begins with, when nothing runs before it and no other session of its language would see it."""
    first = next(filter(runnable, examples))
    language = languages[first.language]
    sessions_of = {task.session for task in tasks if task.driver == language.driver}
    if tasks[0].files or len(sessions_of) > 1 or not isinstance(language, Importing):
        return ()
    return language.imports(first)


def _merged(
    examples: Sequence[Example], languages: Mapping[str, Language], layers: Mapping[str, str]
) -> Iterator[Merged]:
    """A build for all examples of each compiled language that has several."""
    groups: dict[str, list[Example]] = {}
    for example in filter(runnable, examples):
        if "no-build" not in _kinds(example):
            groups.setdefault(example.language, []).append(example)
    for name, group in groups.items():
        language = languages[name]
        if isinstance(language, Compiled) and len(group) > 1:
            found = language.merged(group, layers.get(language.family, ""))
            by_id = {example.id: example for example in group}
            if found:
                marked = {name: _as_marked(one, by_id[name]) for name, one in found.programs.items()}
                yield replace(found, programs=marked)


def _as_marked(program: Program, example: Example) -> Program:
    """Without a command that runs it, when a marker says that it is only built."""
    return replace(program, run=()) if {"build", "no-build"} & _kinds(example) else program


def _turn(example: Example) -> int:
    """Setups come first and teardowns last, each in the order of the page."""
    kinds = _kinds(example)
    return -1 if "setup" in kinds else 1 if "teardown" in kinds else 0


def _kinds(example: Example) -> set[str]:
    return {marker.kind for marker in example.block.markers}
