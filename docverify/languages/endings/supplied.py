"""What a page leaves to its reader: the names that a session lacks, and what the step told that supplied it."""

from collections.abc import Sequence

import msgspec

from docverify.model import Example, Run
from docverify.ports import Lack, Supplied


def missing_names(session: Sequence[Example], lack: Lack) -> list[str]:
    """What is lacking and no other example of the session brings, in order of its first use.

    A function that an example above defines may lack something as well: that is known when it is called.
    """
    bound: set[str] = set()
    waiting: dict[str, frozenset[str]] = {}
    missing: dict[str, None] = {}
    for example in session:
        if example.id in lack.lacking:
            needed = example.needs.union(*(waiting.get(name, frozenset()) for name in example.needs))
            missing.update(dict.fromkeys(sorted(needed - example.defines - bound)))
        elif example.id not in lack.lost:
            needed = example.needs.union(*(waiting.get(name, frozenset()) for name in example.needs))
            waiting |= dict.fromkeys(example.defines, needed - example.defines - bound)
            bound |= example.defines
    return list(missing)


def supplied(run: Run) -> Supplied:
    """From the last line that it printed. It ran before any example, and yet is data from where examples run."""
    lines = run.steps[0].stdout.strip().splitlines() if run.steps else []
    try:
        return msgspec.json.decode(lines[-1], type=Supplied) if lines else Supplied()
    except (msgspec.DecodeError, UnicodeError):
        return Supplied()
