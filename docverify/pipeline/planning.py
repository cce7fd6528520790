"""`plan`: what one page would run, and how, without running or installing anything."""

from collections.abc import Container, Mapping, Sequence
from typing import Any

from msgspec import Struct

from docverify import plan
from docverify.model import Config, EnvironmentConfig, Example, Plan, Session
from docverify.pipeline.pages import ReadPage
from docverify.ports import Checked, Installed, Supplying
from docverify.sandbox.wall.toolchains import find_missing


class Planned(Struct, frozen=True):
    """One page, as `docverify plan --format json` prints it."""

    page: str
    blocks: int
    not_run: dict[str, int]
    """How many blocks do not run, by reason; `skip` for what a marker says, `parsed` for what is only read."""
    sessions: tuple[Session, ...]
    plan: Plan | None
    """The first reading, with all tasks; None where nothing runs. What is configured to be installed is in
    `environments`, and resolved when a check begins."""
    readings: tuple[str, ...]
    """All that may be tried, the first one for every example, the others for what does not hold in it."""
    expects: dict[str, str]
    """By example id, the kind of what the page says happens, where it says anything."""
    environments: dict[str, EnvironmentConfig]
    """By family of languages of the page: what its examples may import."""
    missing: dict[str, str]
    """By language of the page: a program that it needs and this machine does not have."""


def make_plan(read: ReadPage, config: Config, languages: Mapping[str, Any], select: str = "") -> Planned:
    whole = plan.plan(read.running, languages, {}, config.limits)
    named = {one.id for one in read.examples if one.name and select.lower() in one.name.lower()}
    whole = whole and plan.until(whole, select, named)
    run = {task.example for task in whole.tasks} if whole else set()
    running = [example for example in read.running if example.id in run]
    chosen = [example for example in running if not example.declared]
    used = {example.language: languages[example.language] for example in chosen}
    return Planned(
        read.page.path,
        len(read.examples),
        count_not_run(read.examples),
        tuple(plan.sessions(chosen)),
        whole,
        readings(whole, running, languages, config.environments) if whole else (),
        {one.id: one.expectation.kind for one in chosen if one.expectation.kind != "nothing"},
        {one.family: config.environments[one.family] for one in used.values() if one.family in config.environments},
        {
            name: lacks
            for name, one in used.items()
            if isinstance(one, Installed) and (lacks := find_missing(one.programs))
        },
    )


def count_not_run(examples: Sequence[Example]) -> dict[str, int]:
    """By reason, in the order in which they stand on the page."""
    counts: dict[str, int] = {}
    for example in examples:
        if not plan.runnable(example):
            refusal = example.refusal
            word = refusal and {"skip": "skip", "pass": "parsed"}.get(
                refusal.verdict, refusal.reason or refusal.verdict
            )
            counts[word or "not-executable"] = counts.get(word or "not-executable", 0) + 1
    return counts


def readings(
    whole: Plan, examples: Sequence[Example], languages: Mapping[str, Any], installed: Container[str]
) -> tuple[str, ...]:
    """In the order in which they are tried; `installed` are the families of languages that have packages."""
    used = [languages[example.language] for example in examples]
    tried = {
        whole.reading: True,
        "alone": True,
        "together": plan.together(whole) is not None,
        "tabs": any(plan.stands_on_tabs(one, examples) for one in examples),
        "supplied": any(isinstance(one, Supplying) for one in used),
        "without setup": any(one.declared for one in examples),
        "checked": any(_is_checked(one) and (one.asks_all or one.family in installed) for one in used),
    }
    return tuple(name for name, may_be in tried.items() if may_be)


def _is_checked(language: Any) -> bool:
    return isinstance(language, Checked) and language.is_checked
