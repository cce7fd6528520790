"""What a body in JSON holds at a place that the config names: `data.cups.0.id`."""

import json
from typing import Any

LONGEST = 1_000_000
"""Bytes of a body that is looked into."""
NOTHING = object()
"""What stands where there is nothing; not null, which may be there."""


def parse(body: bytes) -> Any:
    """The value; NOTHING for what is no JSON, or too long."""
    if len(body) > LONGEST:
        return NOTHING
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return NOTHING


def member(value: Any, path: str) -> Any:
    """What stands there: members of objects by name, of lists by number; NOTHING where that leads nowhere."""
    for part in path.split("."):
        if isinstance(value, dict):
            value = value.get(part, NOTHING)
        elif isinstance(value, list) and part.isdecimal() and int(part[:9]) < len(value):
            value = value[int(part[:9])]
        else:
            return NOTHING
    return value
