"""From verdicts to the published result: rows, counts, and whether the run may close anything."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from docverify.model import LEVELS, WRONG, Coverage, Example, Problem, Row, Summary, Verdict

ABSENT = "absent"
"""The tier of a run that had no wall."""
OURS = ("error",)
WRONG_DRIFT = ("output", "response", "version")
"""Kinds of drift that count as findings without being asked for."""


def row(example: Example, verdict: Verdict, environment: str = "") -> Row:
    """`environment` is the key of what the example could import."""
    from docverify import judge  # counting needs nothing of what judging does

    block = example.block
    verdict = judge.forgive_surroundings(judge.forgive_releases(verdict, example), example)
    verdict = judge.settle(judge.compare_published(verdict, example))
    wrong = verdict.verdict in WRONG
    return Row(
        id=example.id,
        page=block.page,
        line=block.line,
        end_line=block.end_line,
        language=example.language,
        code=block.code,
        guessed=block.guessed,
        origin=block.origin,
        fidelity=block.fidelity,
        heading=block.heading,
        tab=block.tab,
        session=example.session if example.steps else "",
        expectation=example.expectation,
        verdict=verdict.verdict,
        level=verdict.level,
        kind=verdict.kind,
        reason=verdict.reason,
        detail=verdict.detail,
        reading=verdict.reading,
        expected=verdict.expected,
        actual=verdict.actual,
        diff=judge.diff(verdict.expected, verdict.actual) if wrong else "",
        requests=verdict.requests,
        seconds=round(verdict.seconds, 6),
        fingerprint=verdict.fingerprint,
        confirmed=verdict.confirmed,
        expected_by=example.expected_by,
        file=block.file,
        anchor=block.anchor,
        name=example.name,
        environment=environment,
        stable=verdict.stable,
        deprecations=verdict.deprecations,
        blame=verdict.blame,
    )


class Traits(NamedTuple):
    """What rows are counted by."""

    verdict: str
    level: str
    reason: str
    language: str
    asked: bool
    """True when it sent a request."""


def tally(rows: Iterable[Row]) -> Counter[Traits]:
    """How many there are with the same traits; all counts follow from it, so that the rows are read once."""
    return Counter(Traits(one.verdict, one.level, one.reason, one.language, bool(one.requests)) for one in rows)


def summary(traits: Counter[Traits]) -> Summary:
    verdicts, levels, reasons, languages = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for one, number in traits.items():
        verdicts[one.verdict] += number
        levels[one.level] += number
        languages[one.language or "none given"] += number
        if one.verdict == "unverified":
            reasons[one.reason] += number
    return Summary(*map(_in_order, (verdicts, levels, reasons, languages)))


def is_run(language: str, languages: Mapping[str, Any]) -> bool:
    """True for a language that docverify runs."""
    return language in languages and bool(languages[language].driver)


def coverage(traits: Counter[Traits], run: Collection[str]) -> Coverage:
    """Counts of blocks; `run` names the languages that docverify runs."""

    def count(holds: Callable[[Traits], bool]) -> int:
        return sum(number for one, number in traits.items() if holds(one))

    return Coverage(
        blocks=traits.total(),
        runnable=count(lambda one: one.language in run),
        ran=count(lambda one: LEVELS.index(one.level) >= LEVELS.index("ran")),
        reached=count(lambda one: one.level in ("reached", "matched") and one.asked),
        matched=count(lambda one: one.level == "matched"),
    )


def had_problems(problems: Iterable[Problem]) -> bool:
    """True when a page that has to be there is not, or not all of it."""
    return any(problem.fatal for problem in problems)


def exit_code(rows: Iterable[Row], fail_on: Sequence[str], *, problems: bool, walled: bool) -> int:
    """0 clean, 1 findings, 2 could not check, 3 no sandbox; the highest wins."""
    code = 0
    for one in rows:
        if one.verdict == "fail" or (one.verdict == "drift" and one.kind in (*WRONG_DRIFT, *fail_on)):
            code = max(code, 1)
        elif one.verdict in OURS:
            code = max(code, 2)
    if problems:
        code = max(code, 2)
    return code if walled else 3


def _in_order(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
