"""Verdicts seen against history."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from docverify.model import WRONG, Finding, History, Row, TrackerConfig
from docverify.triage.cause import causes
from docverify.triage.moved import shown


def findings(
    rows: Sequence[Row],
    before: Mapping[str, History],
    gone: Iterable[History],
    kinds: Collection[str] = TrackerConfig().drift,
) -> list[Finding]:
    """What is new, still wrong, fixed, flaky or gone: rows in page order, then what went, by id.

    `before` are the histories before this run, under its ids; `gone` those after it of examples that it did not see;
    `kinds` are those of drift that have a cause.
    """
    noted = [(row, state) for row in rows if (state := _state(row, before.get(row.id)))]
    keys = {example: cause.key for cause in causes((row for row, _ in noted), kinds) for example in cause.examples}
    seen = [
        Finding(row.id, row.page, row.line, state, row.verdict, row.detail, keys.get(row.id, ""))
        for row, state in noted
    ]
    return [*seen, *_gone(before, gone)]


def _state(row: Row, past: History | None) -> str:
    was_wrong = past is not None and past.failures > 0
    if row.verdict in WRONG:
        return "still" if was_wrong else "new"
    if row.verdict == "flaky":
        return "flaky"
    return "fixed" if was_wrong and row.verdict == "pass" and not row.cached else ""


def _gone(before: Mapping[str, History], gone: Iterable[History]) -> Iterator[Finding]:
    """Wrong examples in the first complete run that did not see them."""
    for history in sorted(gone, key=lambda history: history.example):
        example = history.example
        if history.failures and history.absent == 1 and before[example].absent == 0:
            page = example.rpartition("#")[0]
            yield Finding(shown(example), page, 0, "gone", history.verdict, "it is not on its page any more")
