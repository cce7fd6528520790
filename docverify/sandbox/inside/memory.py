"""What a session takes of the machine's memory, in each shape in which the kernel gives it; its pid 1 watches over it.

Limits of processes count what is private and writable.
Shared pages outlive what maps them, and page tables and the buffers of sockets are in nobody's resident size.
"""

from __future__ import annotations

import os

PAGE = os.sysconf("SC_PAGE_SIZE")
TABLE = 512
"""Bytes of an address space for which there is one of page tables, at most."""
SMALL = 256 << 20
"""Bytes below which resident sizes, which count a page for each process that shares it, are good enough."""
SOCKET = 512 << 10
"""Bytes that a socket may hold: `isolation.bound_buffers` and the system call filter see to it."""
FOLDERS = 512 << 20
"""Bytes that a session may write to its folders, which are shared memory too."""
SCARCE = 16
"""The part of the machine's memory, as a divisor, that is not left to a session."""


class Memory:
    """A session's use, compared with its limit in bytes, and the machine's with what it was when the session began."""

    def __init__(self, most: int) -> None:
        self.most = most
        _, self.available, self.shared = machine()

    def is_exceeded(self) -> bool:
        if resident(self.most) + sockets() * SOCKET > self.most:
            return True
        whole, available, shared = machine()
        if shared - self.shared > self.most + FOLDERS:
            return True
        # Whatever else the kernel holds for it: the machine's other programs must not pay.
        return available < whole // SCARCE and self.available - available > self.most


def resident(most: int) -> int:
    """Bytes that the processes hold: at most so many when that is little, else proportionally and with their page
    tables."""
    names = [name for name in os.listdir("/proc") if name.isdigit() and name != "1"]
    rough = sum(map(roughly, names))
    if rough < min(SMALL, most):
        return rough
    return sum(map(exactly, names))


def roughly(name: str) -> int:
    """Its resident size, and what page tables it may have; 0 when the process is gone."""
    try:
        with open(f"/proc/{name}/statm") as file:
            size, held = file.read().split()[:2]
            return int(held) * PAGE + int(size) * PAGE // TABLE
    except (OSError, ValueError):
        return 0


def exactly(name: str) -> int:
    """Its part of what it shares, and its page tables; as above when it hides from its pid 1 what it holds."""
    try:
        os.close(os.open(f"/proc/{name}/smaps_rollup", os.O_RDONLY))
    except PermissionError:
        return roughly(name)
    except OSError:
        return 0
    return named(f"/proc/{name}/smaps_rollup", "Pss:") + named(f"/proc/{name}/status", "VmPTE:")


def sockets() -> int:
    """How many there are in the session's network, whoever holds them."""
    try:
        with open("/proc/net/sockstat") as file:
            return int(file.readline().split()[2])
    except (OSError, IndexError, ValueError):
        return 0


def machine() -> tuple[int, int, int]:
    """Bytes that the machine has, that are available, and that are shared memory."""
    descriptor = os.open("/proc/meminfo", os.O_RDONLY | os.O_CLOEXEC)
    words = os.read(descriptor, 4096).split()
    os.close(descriptor)
    whole, available, shared = (
        int(words[words.index(name) + 1]) for name in (b"MemTotal:", b"MemAvailable:", b"Shmem:")
    )
    return whole << 10, available << 10, shared << 10


def named(path: str, name: str) -> int:
    """The number of KiB that a line of the file tells, in bytes; 0 when the process is gone."""
    try:
        with open(path) as file:
            return next((int(line.split()[1]) * 1024 for line in file if line.startswith(name)), 0)
    except (OSError, IndexError, ValueError):
        return 0
