"""The readings of a page, as other plans made from the one in page order."""

import re
from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from docverify.model import HASH_SEED, Example, Plan, Step, Task, WrittenFile

MOST_MAKERS = 4
_GROUP = re.compile(r"\[[^\[\]]*\]\Z")
"""What `docverify.extract.sessions` puts behind the name of a group's session."""


def alone(whole: Plan, example: str) -> Plan:
    """The reading in which a reader runs this example only, after its setups, with the files that stand above it.

    Its task is the last one.
    """
    return _only(whole, _place(whole, example), ())


def from_makers(whole: Plan, example: Example, page: Sequence[Example], lost: Collection[str] = ()) -> list[Plan]:
    """Readings in which, of the examples above, only those run that make what the example needs.

    Where several make it, the first has the nearest, the others those further up. None leaves nothing out.
    `lost` are the ids of those that do not come to their end: they make nothing that another one makes too.
    """
    place = _place(whole, example.id)
    known = {one.id: one for one in page}
    session = whole.tasks[place].session
    above = [
        (number, known[task.example])
        for number, task in enumerate(whole.tasks[:place])
        if task.session == session and task.example in known and not task.setup
    ]
    made = {name for _, one in above if one.id not in lost for name in one.defines}
    makers = [each for each in above if each[1].id not in lost or not each[1].defines <= made]
    chosen = [(_makers(example, makers, skipped), skipped) for skipped in range(MOST_MAKERS)]
    different = {one: skipped for one, skipped in reversed(chosen) if 0 < len(one) < len(above)}
    return [
        replace(_only(whole, place, one), reading="other makers" if skipped else "makers")
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


def together(whole: Plan) -> Plan | None:
    """The reading in which groups share their state too, as for a reader from top to bottom; None without groups."""
    tasks: dict[tuple[str, str], Task] = {}
    for task in whole.tasks:
        base = _GROUP.sub("", task.session)
        tasks.setdefault((task.example, base), replace(task, session=base))
    plain = tuple(tasks.values())
    return None if plain == whole.tasks else replace(whole, reading="together", tasks=plain, preload=())


def without(whole: Plan, setups: Collection[str], named: Collection[str]) -> Plan | None:
    """The reading in which nothing runs before the page, up to the last of the named examples; None without one.

    `setups` are those that the config declares.
    """
    sessions = {task.session for task in whole.tasks if task.example in setups}
    begun = {task.example for task in whole.tasks if task.session in sessions}
    part = up_to(whole, begun.intersection(named))
    if part is None:
        return None
    tasks = tuple(task for task in part.tasks if task.example not in setups)
    return replace(part, reading="without setup", tasks=tasks, preload=())


def beside(whole: Plan, sessions: Collection[str]) -> Plan | None:
    """The plan without these sessions; the files that stand above what is left are written all the same."""
    tasks: list[Task] = []
    waiting: tuple[WrittenFile, ...] = ()
    for task in whole.tasks:
        waiting += task.files
        if task.session not in sessions:
            tasks.append(replace(task, files=waiting))
            waiting = ()
    return replace(whole, tasks=tuple(tasks)) if tasks else None


def up_to(whole: Plan, named: Collection[str]) -> Plan | None:
    """The plan up to the last of the examples, since what stands below bears on none of them; None without one."""
    last = max((number for number, task in enumerate(whole.tasks) if task.example in named), default=-1)
    return replace(whole, tasks=whole.tasks[: last + 1]) if last >= 0 else None


def until(whole: Plan, select: str, named: Collection[str] = ()) -> Plan | None:
    """The plan up to the last example whose id contains the text, or is among `named`; None without one.

    Nothing below it bears on those.
    """
    chosen = [select.lower() in task.example.lower() or task.example in named for task in whole.tasks]
    count = len(chosen) - chosen[::-1].index(True) if True in chosen else 0
    return replace(whole, tasks=whole.tasks[:count]) if count else None


def elsewhere(whole: Plan, named: Collection[str], zone: str) -> Plan | None:
    """The plan up to the last of the examples, with other surroundings; None without one, and when it has them."""
    part = up_to(whole, named)
    if part is None or whole.elsewhere:
        return None
    return replace(part, hash_seed=HASH_SEED + 1, zone=zone, elsewhere=True, preload=())


def watched(whole: Plan, named: Collection[str]) -> Plan | None:
    """The plan up to the last of the examples, as a run that tells what they look for; None without one.

    Other surroundings are looked at for what they change alone.
    """
    part = up_to(whole, named)
    return None if part is None or part.elsewhere else replace(part, reading="watched", watched=True, preload=())


def supplied(whole: Plan, steps: Mapping[str, tuple[Step, ...]]) -> Plan:
    """The reading in which each session begins with what its page leaves to the reader; `steps` are by session."""
    tasks: list[Task] = []
    begun: set[str] = set()
    for task in whole.tasks:
        if task.session in steps and task.session not in begun:
            given = replace(task, example=supply_of(task.session), files=(), file="", setup=True)
            tasks.append(replace(given, steps=steps[task.session]))
        begun.add(task.session)
        tasks.append(task)
    return replace(whole, reading="supplied", tasks=tuple(tasks), preload=())


def supply_of(session: str) -> str:
    """What stands for an example's id where a session is supplied."""
    return f"{session} supplied"


def is_first(whole: Plan, example: str) -> bool:
    """True when nothing but its setups ran before it, so that page order and alone are one reading."""
    place = _place(whole, example)
    return len(_setups(whole, place)) == place


def _place(whole: Plan, example: str) -> int:
    return next(number for number, task in enumerate(whole.tasks) if task.example == example)


def _only(whole: Plan, place: int, others: Sequence[int]) -> Plan:
    """The task at the place, after its setups and the others."""
    files = tuple(file for task in whole.tasks[: place + 1] for file in task.files)
    before = [*_setups(whole, place), *(whole.tasks[number] for number in others)]
    tasks = [replace(task, files=()) for task in (*before, whole.tasks[place])]
    tasks[0] = replace(tasks[0], files=files)
    return replace(whole, reading="alone", tasks=tuple(tasks), merged=(), preload=())


def _setups(whole: Plan, place: int) -> list[Task]:
    """What runs before the task in its own session because a marker says so."""
    session = whole.tasks[place].session
    return [task for task in whole.tasks[:place] if task.setup and task.session == session]
