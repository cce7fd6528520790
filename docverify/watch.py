"""Whether files are as they were when they were looked at, without reading them again."""

import os
import time
from collections.abc import Mapping

from docverify.model.standing import Status

SETTLED = 2_000_000_000
"""Nanoseconds: what changed less long ago may change again under the same time, since file systems count in steps."""


class Watch:
    """Everything that a reading depends on."""

    def __init__(self) -> None:
        self._statuses: dict[str, Status | None] = {}
        self._is_settled = True

    def look(self, path: str) -> None:
        """To be called before the path is read: what changes in between is then seen as changed."""
        if path not in self._statuses:
            found = self._statuses[path] = find_status(path)
            if found and time.time_ns() - max(found.changed, found.touched) < SETTLED:
                self._is_settled = False

    def statuses(self) -> dict[str, Status | None] | None:
        """By path; None when a change of what was looked at could go unseen."""
        return self._statuses if self._is_settled else None


def find_status(path: str) -> Status | None:
    """Of what the path leads to; None when that is nothing, or nothing that may be looked at."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):  # ValueError: no file system has a name with a null character
        return None
    return Status(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev)


def is_unchanged(statuses: Mapping[str, Status | None]) -> bool:
    return all(find_status(path) == status for path, status in statuses.items())
