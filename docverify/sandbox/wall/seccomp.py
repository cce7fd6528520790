"""The system call filter of a session, assembled as classic BPF: a deny-list, everything else is allowed.

Each rule answers a way out, or a way past the limits, that containers have been left by.
Wrong architectures (32-bit entry points) are killed.
"""

import errno
import struct
from collections.abc import Collection, Iterator

LOAD, JUMP_EQUAL, JUMP_GREATER_EQUAL, JUMP_SET, RETURN, AND = 0x20, 0x15, 0x35, 0x45, 0x06, 0x54
ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16
"""Offsets in `struct seccomp_data`."""
X32 = 0x40000000
"""Bit of the x32 numbers on x86-64."""

MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# name: (x86-64, aarch64); -1 where the machine has no such call
REFUSED = {
    "acct": (163, 89),
    "add_key": (248, 217),
    "adjtimex": (159, 171),
    "bpf": (321, 280),
    "chroot": (161, 51),
    "clock_adjtime": (305, 266),
    "clock_settime": (227, 112),
    "create_module": (174, -1),
    "delete_module": (176, 106),
    "fanotify_init": (300, 262),
    "finit_module": (313, 273),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "init_module": (175, 105),
    "ioperm": (173, -1),
    "iopl": (172, -1),
    "kcmp": (312, 272),
    "kexec_file_load": (320, 294),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "lookup_dcookie": (212, 18),
    "mbind": (237, 235),
    "migrate_pages": (256, 238),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "move_pages": (279, 239),
    "msgget": (68, 186),
    "name_to_handle_at": (303, 264),
    "nfsservctl": (180, 42),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "perf_event_open": (298, 241),
    "pivot_root": (155, 41),
    "process_madvise": (440, 440),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "reboot": (169, 142),
    "request_key": (249, 218),
    "semget": (64, 190),
    "set_mempolicy": (238, 237),
    "setdomainname": (171, 162),
    "sethostname": (170, 161),
    "setns": (308, 268),
    "settimeofday": (164, 170),
    "shmget": (29, 194),
    "swapoff": (168, 225),
    "swapon": (167, 224),
    "syslog": (103, 116),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "uselib": (134, -1),
    "userfaultfd": (323, 282),
    "vhangup": (153, 58),
}
"""Answered with EPERM."""

ABSENT = {
    "clone3": (435, 435),  # its flags stand behind a pointer; libraries fall back to clone
    "io_setup": (206, 0),  # all users of the machine share the number of its events
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "memfd_create": (319, 279),  # memory that no limit and no watchdog sees
    "memfd_secret": (447, 447),
    "pidfd_getfd": (438, 438),
    "vmsplice": (278, 75),  # a pipe that holds one byte of a huge page holds the page
}
"""Answered with ENOSYS."""

IGNORED = {
    "sync": (162, 81),  # writes out what all programs of the machine have written
    "syncfs": (306, 267),
}
"""Answered as if they were done."""

CLONE, IOCTL, SOCKET = (56, 220), (16, 29), (41, 198)
SOCKET_PAIR, SOCKET_OPTION, MAP = (53, 199), (54, 208), (9, 222)
HUGE_PAGES = 0x40000
"""MAP_HUGETLB: the machine has a fixed number of them, and who holds one has it in no resident size."""
NEW_NAMESPACES = 0x80 | 0x10000000 | 0x00020000 | 0x20000000 | 0x08000000 | 0x40000000 | 0x04000000 | 0x02000000
TERMINAL_INJECTIONS = (0x5412, 0x541C)
"""TIOCSTI and TIOCLINUX; compared in 32 bits, since the kernel ignores the others."""
FAMILIES = (1, 2, 10, 16)
"""AF_UNIX, AF_INET, AF_INET6, AF_NETLINK; AF_VSOCK would reach the host of a virtual machine."""
RAW_TYPES = (3, 5, 10)
"""SOCK_RAW, SOCK_SEQPACKET, SOCK_PACKET."""
PROTOCOLS = (0, 1, 6, 17, 58)
"""The family's own, ICMP, TCP, UDP and ICMPv6: the kernel loads a module for others when somebody names one."""
OPTIONS = {
    7: 0,  # SO_SNDBUF: what sockets hold is in no process's memory
    8: 0,  # SO_RCVBUF
    26: errno.EPERM,  # SO_ATTACH_FILTER: all users of the machine share the room for compiled filters
    50: errno.EPERM,  # SO_ATTACH_BPF
    51: errno.EPERM,  # SO_ATTACH_REUSEPORT_CBPF
    52: errno.EPERM,  # SO_ATTACH_REUSEPORT_EBPF
}
"""Of SOL_SOCKET, and how setting them is answered."""


RULES = frozenset((*REFUSED, *ABSENT, *IGNORED, "clone", "ioctl", "mmap", "setsockopt", "socket", "socketpair"))
"""The calls that have one."""

LAUNCHING = frozenset(("clone", "memfd_create", "mount", "setns", "umount2", "unshare"))
"""What a launcher does that its sessions may not."""

ENTERING = frozenset(("setns",))
"""What a template does that its sessions may not."""


def filters(machine: str) -> dict[str, bytes]:
    """By who takes it on. A process has those of its ancestors too, so that none of a session's is long to take on:
    the kernel weighs each filter against every call that there is."""
    return {
        "launcher": program(machine, RULES - LAUNCHING),
        "session": program(machine, LAUNCHING),
        "template": program(machine, LAUNCHING - ENTERING),
        "template's session": program(machine, ENTERING),
    }


def program(machine: str, calls: Collection[str] = RULES) -> bytes:
    """An array of `struct sock_filter` for the machine; empty for one that we have no numbers for.

    `calls`: those that are refused, or some of their arguments.
    """
    if machine not in MACHINES:
        return b""
    at = list(MACHINES).index(machine)
    code = [(LOAD, 0, 0, ARCHITECTURE), (JUMP_EQUAL, 1, 0, MACHINES[machine]), (RETURN, 0, 0, KILL)]
    code += [(LOAD, 0, 0, NUMBER)]
    if machine == "x86_64":
        code += [(JUMP_GREATER_EQUAL, 0, 1, X32), (RETURN, 0, 0, KILL)]
    for known, answer in ((REFUSED, errno.EPERM), (ABSENT, errno.ENOSYS), (IGNORED, 0)):
        for name, numbers in known.items():
            if numbers[at] >= 0 and name in calls:
                code += [(JUMP_EQUAL, 0, 1, numbers[at]), (RETURN, 0, 0, ERRNO | answer)]
    for name, numbers, rules in argument_rules():
        code += only_for(numbers[at], rules) if name in calls else []
    code += [(RETURN, 0, 0, ALLOW)]
    return b"".join(struct.pack("HBBI", *instruction) for instruction in code)


def argument_rules() -> Iterator[tuple[str, tuple[int, int], list[tuple[int, int, int, int]]]]:
    """Calls whose answer depends on their arguments."""
    yield "clone", CLONE, refuse_bits(0, NEW_NAMESPACES, errno.EPERM)
    yield "ioctl", IOCTL, [rule for request in TERMINAL_INJECTIONS for rule in refuse_value(1, request)]
    yield "mmap", MAP, refuse_bits(3, HUGE_PAGES, errno.EPERM)
    yield "socket", SOCKET, socket_rules()
    yield "socketpair", SOCKET_PAIR, [argument(0), (JUMP_EQUAL, 1, 0, 1), (RETURN, 0, 0, ERRNO | errno.EAFNOSUPPORT)]
    yield "setsockopt", SOCKET_OPTION, option_rules()


def only_for(number: int, rules: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """The rules, for one call; they end in its answer, so that the accumulator need not be restored."""
    return [(JUMP_EQUAL, 0, len(rules) + 1, number), *rules, (RETURN, 0, 0, ALLOW)]


def argument(index: int) -> tuple[int, int, int, int]:
    """Loads the lower 32 bits of an argument; both machines are little-endian."""
    return (LOAD, 0, 0, ARGUMENTS + 8 * index)


def refuse_bits(index: int, bits: int, answer: int) -> list[tuple[int, int, int, int]]:
    return [argument(index), (JUMP_SET, 0, 1, bits), (RETURN, 0, 0, ERRNO | answer)]


def refuse_value(index: int, value: int) -> list[tuple[int, int, int, int]]:
    return [argument(index), (JUMP_EQUAL, 0, 1, value), (RETURN, 0, 0, ERRNO | errno.EPERM)]


def socket_rules() -> list[tuple[int, int, int, int]]:
    """Only the families listed, no raw types, and of netlink only its protocol 0, which lists interfaces."""
    rules = [argument(0)]
    for place, family in enumerate(FAMILIES):
        rules.append((JUMP_EQUAL, len(FAMILIES) - place, 0, family))
    rules.append((RETURN, 0, 0, ERRNO | errno.EAFNOSUPPORT))
    rules += [argument(1), (AND, 0, 0, 0xF)]
    for kind in RAW_TYPES:
        rules += [(JUMP_EQUAL, 0, 1, kind), (RETURN, 0, 0, ERRNO | errno.EPERM)]
    rules += [argument(0), (JUMP_EQUAL, 0, 3, 16), argument(2), (JUMP_EQUAL, 1, 0, 0)]
    rules.append((RETURN, 0, 0, ERRNO | errno.EAFNOSUPPORT))
    rules += [argument(0), (JUMP_EQUAL, len(PROTOCOLS) + 2, 0, 1), argument(2)]
    for place, protocol in enumerate(PROTOCOLS):
        rules.append((JUMP_EQUAL, len(PROTOCOLS) - place, 0, protocol))
    rules.append((RETURN, 0, 0, ERRNO | errno.EPROTONOSUPPORT))
    return rules


def option_rules() -> list[tuple[int, int, int, int]]:
    """Who sets the size of a buffer is told that it was done, as by a kernel that has another idea of it."""
    rules = [argument(1), (JUMP_EQUAL, 0, 1 + 2 * len(OPTIONS), 1), argument(2)]
    for name, answer in OPTIONS.items():
        rules += [(JUMP_EQUAL, 0, 1, name), (RETURN, 0, 0, ERRNO | answer)]
    return rules
