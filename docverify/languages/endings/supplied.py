"""What a page leaves to its reader: the names that a session lacks, and what the step told that supplied it."""

from collections.abc import Collection, Sequence

import msgspec

from docverify.model import Example, Run
from docverify.ports import Supplied


def missing_names(session: Sequence[Example], lacking: Collection[str]) -> list[str]:
    """What the examples `lacking` need and the others of their session do not bring, in order of its first use."""
    bound: set[str] = set()
    missing: dict[str, None] = {}
    for example in session:
        if example.id in lacking:
            missing.update(dict.fromkeys(sorted(example.needs - example.defines - bound)))
        else:
            bound |= example.defines
    return list(missing)


def supplied(run: Run) -> Supplied:
    """From the last line that it printed. It ran before any example, and yet is data from where examples run."""
    lines = run.steps[0].stdout.strip().splitlines() if run.steps else []
    try:
        return msgspec.json.decode(lines[-1], type=Supplied) if lines else Supplied()
    except (msgspec.DecodeError, UnicodeError):
        return Supplied()
