"""Verdicts seen against history."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from docverify.model import Finding, History, Row
from docverify.triage.cause import causes
from docverify.triage.history import WRONG
from docverify.triage.moved import shown


def findings(rows: Sequence[Row], before: Mapping[str, History], after: Mapping[str, History]) -> list[Finding]:
    """What is new, still wrong, fixed, flaky or gone: rows in page order, then what went, by id.

    `before` and `after` are the histories around this run, both under the ids of this run.
    """
    keys = {example: cause.key for cause in causes(rows) for example in cause.examples}
    seen = [
        Finding(row.id, row.page, row.line, state, row.verdict, row.detail, keys.get(row.id, ""))
        for row in rows
        if (state := _state(row, before.get(row.id)))
    ]
    return [*seen, *_gone({row.id for row in rows}, before, after.values())]


def _state(row: Row, past: History | None) -> str:
    was_wrong = past is not None and past.failures > 0
    if row.verdict in WRONG:
        return "still" if was_wrong else "new"
    if row.verdict == "flaky":
        return "flaky"
    return "fixed" if was_wrong and row.verdict == "pass" and not row.cached else ""


def _gone(present: set[str], before: Mapping[str, History], after: Iterable[History]) -> Iterator[Finding]:
    """Wrong examples in the first complete run that did not see them."""
    for history in sorted(after, key=lambda history: history.example):
        example = history.example
        if example not in present and history.failures and history.absent == 1 and before[example].absent == 0:
            page = example.rpartition("#")[0]
            yield Finding(shown(example), page, 0, "gone", history.verdict, "it is not on its page any more")
