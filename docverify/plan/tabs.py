"""The reading of who takes one tab of each set, and goes on below it with what that one made."""

from collections.abc import Collection, Iterable, Sequence

from msgspec.structs import replace

from docverify.model import Example, Plan, Task, WrittenFile
from docverify.order import above


def through_tabs(whole: Plan, page: Sequence[Example], lost: Collection[str] = (), label: str = "") -> Plan | None:
    """The reading in which the tabs that are taken share their state with what stands in none; None without tabs.

    `lost` are the ids of examples that do not come to their end: a tab without them is taken before one that has some.
    A tab with the `label` is taken before any other.
    """
    known = {one.id: one for one in page if one.block.tab}
    if not any(task.example in known for task in whole.tasks):
        return None
    taken = _taken(known.values(), lost, label)
    tasks: dict[tuple[str, str], Task] = {}
    waiting: tuple[WrittenFile, ...] = ()
    for task in whole.tasks:
        waiting += task.files
        one = known.get(task.example)
        if one is None or one.block.tab in taken:
            session = _below(task, one) if one else task.session
            tasks.setdefault((task.example, session), replace(task, session=session, files=waiting))
            waiting = ()
    return replace(whole, reading="tabs", tasks=tuple(tasks.values()), preload=())


def stands_on_tabs(example: Example, page: Sequence[Example]) -> bool:
    """True when it needs what tabs of another set make above it, or in a tab what stands in none, and nothing else
    does."""
    others = [one for one in above(example, page) if one.language == example.language]
    here = _set(example.block.tab)
    made = {name for one in others if _set(one.block.tab) != here for name in one.defines}
    own = {name for one in others if one.block.tab == example.block.tab for name in one.defines}
    return not example.needs.isdisjoint(made - own)


def _taken(examples: Iterable[Example], lost: Collection[str], label: str) -> frozenset[str]:
    """One tab of each set, and of each language where tabs have several: the one that has the label, or the first that
    comes to its end, of a label that was taken before where there is such a one."""
    sets: dict[tuple[str, str], list[str]] = {}
    for one in examples:
        sets.setdefault((_set(one.block.tab), one.language), []).append(one.block.tab)
    broken = {one.block.tab for one in examples if one.id in lost}
    taken: list[str] = []
    for tabs in sets.values():
        whole = [tab for tab in dict.fromkeys(tabs) if tab not in broken] or tabs
        labels = {label_of(tab) for tab in taken}
        usual = next((tab for tab in whole if label_of(tab) in labels), whole[0])
        taken.append(next((tab for tab in tabs if label_of(tab) == label), usual))
    return frozenset(taken)


def _below(task: Task, example: Example) -> str:
    """The session of what stands in no tab."""
    label = label_of(example.block.tab).replace("[", "(").replace("]", ")")
    return task.session.replace(f":{task.language}:{label}", f":{task.language}", 1)


def _set(tab: str) -> str:
    return tab.partition("/")[0]


def label_of(tab: str) -> str:
    """Empty for what stands in no tab."""
    return tab.partition("/")[2]
