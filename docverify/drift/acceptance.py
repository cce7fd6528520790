"""What is not as it was and may stay so: the next runs are held against what it is now."""

from msgspec.structs import replace

from docverify.model import History, Row


def accept(row: Row, past: History) -> History:
    """The history under which what the row tells of is no drift.

    It counts neither as a pass nor as a failure: the next run tells.
    """
    now = replace(past, failures=0, first_failed="")
    if row.kind == "deprecation":
        return replace(now, deprecations=row.deprecations)
    return replace(now, last_output=row.actual, stable=row.stable)
