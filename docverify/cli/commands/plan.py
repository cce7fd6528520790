"""`docverify plan`: what a check would run, and how."""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from docverify.cli import workplace
from docverify.columns import pad, width
from docverify.errors import UsageError
from docverify.escape import terminal
from docverify.model import Problem, Task
from docverify.pipeline.planning import Planned, make_plan
from docverify.pipeline.rows import had_problems
from docverify.registry import members

WIDEST = 48
"""Columns up to which the places of examples are aligned."""


def run(arguments: argparse.Namespace) -> int:
    problems: list[Problem] = []
    config = workplace.find(arguments.state).config
    languages = members("languages")
    found = [make_plan(page, config, languages, arguments.select) for page in workplace.read(arguments, problems)]
    if arguments.select and not any(one.plan for one in found):
        raise UsageError(f"no example that runs has {arguments.select!r} in its id or name", "docverify examples")
    if arguments.format == "json":
        for one in found:
            workplace.write(msgspec.json.encode(one).decode())
    else:
        workplace.write("\n".join([*(line for one in found for line in page(one)), *said(found)]))
    workplace.write_problems(problems)
    return 2 if had_problems(problems) else 0


def page(one: Planned) -> Iterator[str]:
    """A line for the page, and under it one for each example in the order in which they run."""
    if one.plan is None:
        return
    left = ", ".join(f"{number} {terminal(reason)}" for reason, number in one.not_run.items())
    yield f"{terminal(one.page)}: {count(len(one.sessions), 'session')}" + (f"; not run: {left}" if left else "")
    places = [place(one, task) for task in one.plan.tasks]
    room = max((width(where) for where in places if width(where) <= WIDEST), default=0)
    drivers = max(len(task.driver) for task in one.plan.tasks)
    for where, task in zip(places, one.plan.tasks, strict=True):
        yield f"  {pad(where, room)}  {pad(terminal(task.driver), drivers)}  {steps(one, task)}{notes(task)}"
    for language, program in one.missing.items():
        yield f"  {terminal(language)} would not run: there is no `{terminal(program)}` on this machine"


def place(one: Planned, task: Task) -> str:
    return terminal(f"{task.file or one.page}:{task.steps[0].line if task.steps else 0}")


def steps(one: Planned, task: Task) -> str:
    """`3 steps, 2 compared`, or what is expected of the example as a whole."""
    compared = sum(step.expected is not None for step in task.steps)
    kind = one.expects.get(task.example, "")
    expected = f"{compared} compared" if compared else f"expects {kind}" if kind not in ("", "steps") else ""
    return count(len(task.steps), "step") + (f", {expected}" if expected else "")


def notes(task: Task) -> str:
    group = task.session[task.session.find("[") :] if task.session.endswith("]") else ""
    files = ", ".join(file.path for file in task.files)
    parts = [
        "first, as a setup" if task.setup else "",
        f"in {group}" if group else "",
        f"after writing {files}" if files else "",
    ]
    return "".join(f"; {terminal(part)}" for part in parts if part)


def said(found: Sequence[Planned]) -> Iterator[str]:
    """The sum, the readings, and what would be installed."""
    planned = [one for one in found if one.plan]
    tasks = sum(len(session.examples) for one in planned for session in one.sessions)
    sessions = sum(len(one.sessions) for one in planned)
    yield f"{count(tasks, 'example')} in {count(sessions, 'session')} on {count(len(planned), 'page')} would run"
    left = Counter({word: 0 for one in found for word in one.not_run})
    for one in found:
        left.update(one.not_run)
    if left:
        yield "  not run: " + ", ".join(f"{number} {terminal(reason)}" for reason, number in left.most_common())
    tried = list(dict.fromkeys(name for one in planned for name in one.readings))
    if tried:
        yield f"  readings: {tried[0]}; for what does not hold: {', '.join(tried[1:])}"
    installs = {name: environment for one in planned for name, environment in one.environments.items()}
    for name, environment in installs.items():
        packages = ", ".join(environment.install) or "nothing"
        yield terminal(f"  {name} installs: {packages}" + (", and what pages name" if environment.inferred else ""))


def count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
