"""What the step told that supplied a session with what its page leaves to the reader."""

import msgspec

from docverify.model import Run
from docverify.ports import Supplied


def supplied(run: Run) -> Supplied:
    """From the last line that it printed. It ran before any example, and yet is data from where examples run."""
    lines = run.steps[0].stdout.strip().splitlines() if run.steps else []
    try:
        return msgspec.json.decode(lines[-1], type=Supplied) if lines else Supplied()
    except (msgspec.DecodeError, UnicodeError):
        return Supplied()
