"""From the examples of a page to what one run needs: tasks in page order, their sessions, the files they read."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

import msgspec

from docverify.model import (
    HASH_SEED,
    Environment,
    Example,
    Limits,
    Merged,
    Plan,
    Program,
    Session,
    Step,
    Task,
    WrittenFile,
)
from docverify.ports import Compiled, Importing, Installed, Language

LAYER = "{layer}"
"""Stands in the commands of a build for the folder of what is installed for its language."""
TITLE_KEYS = ("title", "filename", "file")
MOST_MAKERS = 4
_GROUP = re.compile(r"\[[^\[\]]*\]\Z")
"""What `docverify.extract.sessions` puts behind the name of a group's session."""
FILE_NAME = re.compile(r"[\w.@+ -]+(?:/[\w.@+ -]+)*\.\w{1,12}|(?:[\w.-]+/)*(?:Makefile|Dockerfile)")


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
    for number, example in enumerate(ordered):
        if runnable(example):
            language, setup = languages[example.language], _turn(example) < 0
            layer = layers.get(language.family, "")
            program = _as_marked(language.program(example, layer), example) if isinstance(language, Compiled) else None
            for session in (example.session, *example.also):
                given = (session, example.steps, language.family, tuple(waiting), example.block.file, setup, program)
                tasks.append(Task(example.id, language.driver, *given))
                waiting = []
        file = _written(example, ordered[number + 1 :])
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
                yield msgspec.structs.replace(found, programs=marked)


def _as_marked(program: Program, example: Example) -> Program:
    """Without a command that runs it, when a marker says that it is only built."""
    return msgspec.structs.replace(program, run=()) if {"build", "no-build"} & _kinds(example) else program


def alone(whole: Plan, example: str) -> Plan:
    """The reading in which a reader runs this example only, after its setups, with the files that stand above it.

    Its task is the last one.
    """
    return _only(whole, _place(whole, example), ())


def from_makers(whole: Plan, example: Example, page: Sequence[Example]) -> list[Plan]:
    """Readings in which, of the examples above, only those run that make what the example needs.

    Where several make it, the first has the nearest, the others those further up. None leaves nothing out.
    """
    place = _place(whole, example.id)
    known = {one.id: one for one in page}
    session = whole.tasks[place].session
    above = [
        (number, known[task.example])
        for number, task in enumerate(whole.tasks[:place])
        if task.session == session and task.example in known and not task.setup
    ]
    chosen = [(_makers(example, above, skipped), skipped) for skipped in range(MOST_MAKERS)]
    different = {one: skipped for one, skipped in reversed(chosen) if 0 < len(one) < len(above)}
    return [
        msgspec.structs.replace(_only(whole, place, one), reading="other makers" if skipped else "makers")
        for one, skipped in sorted(different.items(), key=lambda item: item[1])
    ]


def _makers(example: Example, above: Sequence[tuple[int, Example]], skipped: int) -> tuple[int, ...]:
    """The numbers of those that the example stands on, without as many as are `skipped` of the nearest."""
    needed, chosen = set(example.needs), []
    for number, one in (each for each in reversed(above) if not needed.isdisjoint(each[1].defines)):
        if skipped and not example.needs.isdisjoint(one.defines):
            skipped -= 1
            continue
        chosen.append(number)
        needed = (needed - one.defines) | one.needs
    return tuple(reversed(chosen))


def _place(whole: Plan, example: str) -> int:
    return next(number for number, task in enumerate(whole.tasks) if task.example == example)


def _only(whole: Plan, place: int, others: Sequence[int]) -> Plan:
    """The task at the place, after its setups and the others."""
    files = tuple(file for task in whole.tasks[: place + 1] for file in task.files)
    before = [*_setups(whole, place), *(whole.tasks[number] for number in others)]
    tasks = [msgspec.structs.replace(task, files=()) for task in (*before, whole.tasks[place])]
    tasks[0] = msgspec.structs.replace(tasks[0], files=files)
    return msgspec.structs.replace(whole, reading="alone", tasks=tuple(tasks), merged=(), preload=())


def _setups(whole: Plan, place: int) -> list[Task]:
    """What runs before the task in its own session because a marker says so."""
    session = whole.tasks[place].session
    return [task for task in whole.tasks[:place] if task.setup and task.session == session]


def together(whole: Plan) -> Plan | None:
    """The reading in which groups share their state too, as for a reader from top to bottom; None without groups."""
    tasks: dict[str, Task] = {}
    for task in whole.tasks:
        base = _GROUP.sub("", task.session)
        tasks.setdefault(task.example, msgspec.structs.replace(task, session=base))
    if len(tasks) == len(whole.tasks) and all(tasks[task.example] == task for task in whole.tasks):
        return None
    return msgspec.structs.replace(whole, reading="together", tasks=tuple(tasks.values()), preload=())


def up_to(whole: Plan, named: Collection[str]) -> Plan | None:
    """The plan up to the last of the examples, since what stands below bears on none of them; None without one."""
    last = max((number for number, task in enumerate(whole.tasks) if task.example in named), default=-1)
    return msgspec.structs.replace(whole, tasks=whole.tasks[: last + 1]) if last >= 0 else None


def rehashed(whole: Plan, named: Collection[str]) -> Plan | None:
    """The plan up to the last of the examples, with hashes that begin elsewhere; None when they do already."""
    part = up_to(whole, named)
    if part is None or whole.hash_seed != HASH_SEED:
        return None
    return msgspec.structs.replace(part, hash_seed=HASH_SEED + 1, preload=())


def elsewhere(whole: Plan, named: Collection[str], zone: str) -> Plan | None:
    """The plan up to the last of the examples, with other surroundings; None without one."""
    other = rehashed(whole, named)
    return msgspec.structs.replace(other, zone=zone, elsewhere=True) if other else None


def supplied(whole: Plan, steps: Mapping[str, tuple[Step, ...]]) -> Plan:
    """The reading in which each session begins with what its page leaves to the reader; `steps` are by session."""
    tasks: list[Task] = []
    begun: set[str] = set()
    for task in whole.tasks:
        if task.session in steps and task.session not in begun:
            given = msgspec.structs.replace(task, example=supply_of(task.session), files=(), file="", setup=True)
            tasks.append(msgspec.structs.replace(given, steps=steps[task.session]))
        begun.add(task.session)
        tasks.append(task)
    return msgspec.structs.replace(whole, reading="supplied", tasks=tuple(tasks), preload=())


def supply_of(session: str) -> str:
    """What stands for an example's id where a session is supplied."""
    return f"{session} supplied"


def until(whole: Plan, select: str, named: Collection[str] = ()) -> Plan | None:
    """The plan up to the last example whose id contains the text, or is among `named`; None without one.

    Nothing below it bears on those.
    """
    chosen = [select.lower() in task.example.lower() or task.example in named for task in whole.tasks]
    count = len(chosen) - chosen[::-1].index(True) if True in chosen else 0
    return msgspec.structs.replace(whole, tasks=whole.tasks[:count]) if count else None


def is_first(whole: Plan, example: str) -> bool:
    """True when nothing but its setups ran before it, so that page order and alone are one reading."""
    place = _place(whole, example)
    return len(_setups(whole, place)) == place


def _turn(example: Example) -> int:
    """Setups come first and teardowns last, each in the order of the page."""
    kinds = _kinds(example)
    return -1 if "setup" in kinds else 1 if "teardown" in kinds else 0


def _kinds(example: Example) -> set[str]:
    return {marker.kind for marker in example.block.markers}


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
