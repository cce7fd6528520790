"""Streaks: what one run adds to what is remembered of an example.

Only a run that really judged an example moves its streaks.
`pass` counts up passes and ends a streak of failures; `fail` and `drift` do the reverse.
`skip`, `unverified`, `flaky`, `error` and every cached verdict prove nothing, so they move neither:
an issue closes on positive passes alone, and a time-out in between does not make an old failure look new.
A run that was not complete moves nothing at all.
"""

from collections.abc import Collection, Iterator, Mapping

from msgspec.structs import replace

from docverify.model import History, Result, Row
from docverify.triage.moved import FORGOTTEN, is_text_of, name, normal

WRONG = frozenset({"fail", "drift"})
FORGET_AFTER = FORGOTTEN


def advance(
    before: History | None, row: Row | None, complete: bool, now: str, packages: tuple[str, ...] = ()
) -> History:
    """The history of one example after a run; `row` is None when it is not on its page any more.

    `packages` are those that the example could import.

    Raises ValueError when there is neither a history nor a row.
    """
    past = before or _unseen(row)
    if not complete:
        return past
    if row is None:
        return replace(past, absent=past.absent + 1)
    if row.cached and past.verdict == row.verdict and not past.absent:
        return past
    seen = replace(past, verdict=row.verdict, absent=0)
    if row.cached or row.verdict not in {"pass", *WRONG}:
        return seen
    if row.verdict == "pass":
        return replace(
            seen,
            passes=seen.passes + 1,
            failures=0,
            first_failed="",
            last_output=row.actual,
            fingerprint=row.fingerprint,
            packages=packages,
            deprecations=row.deprecations,
            stable=row.stable or (past.stable if is_text_of(past.text, row.code) else ""),
        )
    return replace(
        seen,
        passes=0,
        failures=seen.failures + 1,
        first_failed=seen.first_failed or now,
        fingerprint=row.fingerprint,
    )


def follow(before: Mapping[str, History], result: Result) -> Iterator[History]:
    """Every history after the run: of the rows that were ever judged, and of examples that went.

    `before` is what was carried over to the ids of this run. A run that was not complete leaves all as it was.
    """
    if not result.complete:
        return
    absent, taken = dict(before), {past.name for past in before.values()}
    for row in result.examples:
        absent.pop(row.id, None)
        if row.id in before or row.verdict in {"pass", *WRONG}:
            installed = result.environments.get(row.environment)
            packages = installed.packages if installed else ()
            now = advance(before.get(row.id), row, result.complete, result.started, packages)
            now = known_by(now, row, taken)
            taken.add(now.name)
            yield now
    for past in absent.values():
        if past.absent < FORGET_AFTER:
            yield advance(past, None, result.complete, result.started)


def known_by(history: History, row: Row, taken: Collection[str]) -> History:
    """The history with what its example is known by from now on."""
    if history.name and is_text_of(history.text, row.code):
        return history
    text = normal(row.code)
    return replace(history, name=history.name or name(row.id, text, taken), text=text)


def _unseen(row: Row | None) -> History:
    if row is None:
        raise ValueError("an example needs a history or a row")
    return History(example=row.id)
