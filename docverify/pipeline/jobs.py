"""How many pages run at a time when the user does not say."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from docverify.model import Limits

MEBIBYTE = 1024 * 1024
HOST = Path("/proc/meminfo")
GROUP = Path("/sys/fs/cgroup")
"""Where a container sees its own limit, in the files of either version of control groups."""
GROUP_FILES = (
    ("memory.max", "memory.current", "memory.stat", "inactive_file"),
    ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes", "memory/memory.stat", "total_inactive_file"),
)
"""Limit, use, and the part of that use which is copies of files that nothing needs."""


def default_jobs(limits: Limits) -> int:
    """One a core, as long as every page may use its whole memory."""
    available = min(available_memory(HOST, GROUP), default=None)
    return fit_jobs(len(os.sched_getaffinity(0)), available, limits.memory)


def fit_jobs(cores: int, available: int | None, memory: int) -> int:
    """`available` is in bytes, None when it is not known; `memory` is what one page may use, in MiB."""
    return cores if available is None else max(1, min(cores, available // (max(memory, 1) * MEBIBYTE)))


def available_memory(host: Path, group: Path) -> Iterable[int]:
    """In bytes, of the machine and of the container, as far as they tell."""
    with suppress(OSError, ValueError):
        fields = dict(line.split(":", 1) for line in host.read_text().splitlines() if ":" in line)
        if "MemAvailable" in fields:
            yield int(fields["MemAvailable"].split()[0]) * 1024
    for limit, used, statistics, copies in GROUP_FILES:
        with suppress(OSError, ValueError, KeyError):  # no limit is the word `max`
            room = int((group / limit).read_text()) - int((group / used).read_text())
            lines = (line.split() for line in (group / statistics).read_text().splitlines())
            yield room + int(dict(lines)[copies])
