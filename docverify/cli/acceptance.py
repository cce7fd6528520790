"""What the last check found to be not as it was, shown and asked about: what is agreed to counts from then on."""

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from docverify import scope
from docverify.cli import workplace
from docverify.drift.acceptance import accept
from docverify.model import REMEMBERED_KINDS, History, Row, SourceConfig
from docverify.pipeline.request import LAST_RESULT
from docverify.reports.tables.writing import Paint
from docverify.reports.text import known

QUESTION = "take it as it is now?"


def find(state: Path, root: Path, sources: Sequence[SourceConfig], select: str) -> list[Row]:
    """Of the last check, as far as it is about these sources and was not taken since; nothing runs again."""
    if not (state / LAST_RESULT).exists():
        return []
    rows = workplace.last_result(state).result.examples
    aged = {row.id: row for row in rows if row.verdict == "drift" and row.kind in REMEMBERED_KINDS}
    select = select.lower()
    inside = scope.within(aged, sources, str(root), "")
    asked = [row for row in inside.values() if select in row.id.lower() or select in row.name.lower()]
    before = _histories(state) if asked else {}
    return [row for row in asked if row.id in before and accept(row, before[row.id]) != before[row.id]]


def settle(aged: Sequence[Row], state: Path, asked: Callable[[str], bool]) -> bool:
    """True when nothing is left that is not as it was."""
    paint = Paint(workplace.colour())
    agreed = []
    for row in aged:
        workplace.write("\n".join(known(row, paint)))
        if asked(QUESTION):
            agreed.append(row)
    if aged:
        keep(agreed, state)
        sys.stdout.write(f"{len(aged)} not as before; {len(agreed)} taken as they are now\n")
    return len(agreed) == len(aged)


def keep(agreed: Sequence[Row], state: Path) -> None:
    before = _histories(state)
    with closing(workplace.open_store(state)) as store:
        store.keep([accept(row, before[row.id]) for row in agreed])


def _histories(state: Path) -> dict[str, History]:
    with closing(workplace.open_store(state)) as store:
        return store.histories()
