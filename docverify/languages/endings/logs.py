"""Lines of a log, which tell when, where and by what process they were written."""

import json

CIRCUMSTANCES = frozenset(("time", "timestamp", "date", "pid", "hostname", "duration", "responseTime", "reqId"))
"""Properties that another process has otherwise."""


def is_logged_so(expected: str, actual: str) -> bool:
    """True for the same objects in JSON, one a line, but for their circumstances and the order of their properties."""
    wanted, got = _objects(expected), _objects(actual)
    told = any(CIRCUMSTANCES.intersection(one) for one in wanted)
    return told and all(wanted) and [_apart(one) for one in wanted] == [_apart(one) for one in got]


def _objects(text: str) -> list[dict[str, object]]:
    """The objects of the lines; an empty one for a line that is none."""
    found = []
    for line in text.strip().split("\n"):
        try:
            one = json.loads(line)
        except (ValueError, RecursionError):
            one = {}
        found.append(one if isinstance(one, dict) else {})
    return found


def _apart(one: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in one.items() if key not in CIRCUMSTANCES}
