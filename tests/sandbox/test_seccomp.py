"""What the filter answers to a call, as the kernel would run it."""

import errno
import struct

import pytest

from docverify.sandbox.wall import seccomp

ANSWERS = [
    (("sync",), 0),
    (("syncfs", 3), 0),
    (("io_setup", 1, 0), errno.ENOSYS),
    (("vmsplice", 1, 0, 0, 0), errno.ENOSYS),
    (("mount", 0, 0, 0, 0, 0), errno.EPERM),
    (("mmap", 0, 4096, 3, 0x22, -1, 0), None),
    (("mmap", 0, 4096, 3, 0x40022, -1, 0), errno.EPERM),
    (("socket", 2, 1, 0), None),
    (("socket", 10, 2 | 0o2000000, 17), None),
    (("socket", 2, 1, 132), errno.EPROTONOSUPPORT),
    (("socket", 1, 1, 1), None),
    (("socket", 16, 2, 0), None),
    (("socket", 16, 2, 9), errno.EAFNOSUPPORT),
    (("socket", 40, 1, 0), errno.EAFNOSUPPORT),
    (("socket", 2, 3, 1), errno.EPERM),
    (("socketpair", 1, 1, 0), None),
    (("socketpair", 30, 1, 0), errno.EAFNOSUPPORT),
    (("setsockopt", 3, 1, 7, 0, 4), 0),
    (("setsockopt", 3, 1, 8, 0, 4), 0),
    (("setsockopt", 3, 1, 2, 0, 4), None),
    (("setsockopt", 3, 1, 26, 0, 16), errno.EPERM),
    (("setsockopt", 3, 6, 7, 0, 4), None),
    (("read", 0, 0, 0), None),
]
"""A call with its arguments, and the error it gets; 0 when it is said to be done, None when the kernel does it."""
OTHERS = {
    "mmap": seccomp.MAP,
    "socket": seccomp.SOCKET,
    "socketpair": seccomp.SOCKET_PAIR,
    "setsockopt": seccomp.SOCKET_OPTION,
    "read": (0, 63),
}
NUMBERS = {**seccomp.REFUSED, **seccomp.ABSENT, **seccomp.IGNORED, **OTHERS}


CHAINS = [("launcher", "session"), ("launcher", "template", "template's session")]
"""The filters that hold for an example, by where its session comes from."""


def answered(machine: str, number: int, *arguments: int) -> int | None:
    """What a kernel of that machine makes of the program that refuses all."""
    return weighed(seccomp.program(machine), machine, number, *arguments)


def weighed(program: bytes, machine: str, number: int, *arguments: int) -> int | None:
    words = [one & (1 << 64) - 1 for one in arguments]
    data = struct.pack("<IIQ6Q", number, seccomp.MACHINES[machine], 0, *words, *[0] * (6 - len(words)))
    code = list(struct.iter_unpack("<HBBI", program))
    held, at = 0, 0
    while code[at][0] != seccomp.RETURN:
        kind, yes, no, value = code[at]
        if kind == seccomp.LOAD:
            held = struct.unpack_from("<I", data, value)[0]
        elif kind == seccomp.AND:
            held &= value
        else:
            holds = {
                seccomp.JUMP_EQUAL: held == value,
                seccomp.JUMP_GREATER_EQUAL: held >= value,
                seccomp.JUMP_SET: bool(held & value),
            }[kind]
            at += yes if holds else no
        at += 1
    answer = code[at][3]
    return None if answer == seccomp.ALLOW else answer & 0xFFFF if answer & seccomp.ERRNO else -1


@pytest.mark.parametrize("machine", list(seccomp.MACHINES))
@pytest.mark.parametrize(("call", "expected"), ANSWERS)
def test_a_call_is_answered(machine: str, call: tuple[str, int], expected: int | None) -> None:
    number = NUMBERS[call[0]][list(seccomp.MACHINES).index(machine)]
    assert answered(machine, number, *call[1:]) == expected


@pytest.mark.parametrize("machine", list(seccomp.MACHINES))
def test_every_call_that_has_one_answer_gets_it(machine: str) -> None:
    at = list(seccomp.MACHINES).index(machine)
    for calls, expected in ((seccomp.REFUSED, errno.EPERM), (seccomp.ABSENT, errno.ENOSYS), (seccomp.IGNORED, 0)):
        got = {name: answered(machine, numbers[at]) for name, numbers in calls.items() if numbers[at] >= 0}
        assert got == dict.fromkeys(got, expected)


@pytest.mark.parametrize("machine", list(seccomp.MACHINES))
@pytest.mark.parametrize("chain", CHAINS)
def test_filters_taken_on_one_after_the_other_refuse_what_one_would(machine: str, chain: tuple[str, ...]) -> None:
    at, parts = list(seccomp.MACHINES).index(machine), seccomp.filters(machine)
    calls = [(NUMBERS[name][at], *arguments) for (name, *arguments), _ in ANSWERS]
    calls += [(numbers[at], 0) for numbers in NUMBERS.values() if numbers[at] >= 0]
    calls += [(seccomp.CLONE[at], flags) for flags in (17, 0x00020000, 0x10000000)]
    for number, *arguments in calls:
        answers = [weighed(parts[who], machine, number, *arguments) for who in chain]
        (refused,) = {one for one in answers if one is not None} or {None}
        assert refused == answered(machine, number, *arguments)


@pytest.mark.parametrize("machine", list(seccomp.MACHINES))
def test_a_launcher_may_do_what_makes_a_session_and_no_more(machine: str) -> None:
    at, held = list(seccomp.MACHINES).index(machine), seccomp.filters(machine)["launcher"]
    allowed = {
        name for name, numbers in NUMBERS.items() if numbers[at] >= 0 and weighed(held, machine, numbers[at]) is None
    }
    assert allowed >= seccomp.LAUNCHING - {"clone"}
    assert "bpf" not in allowed
    assert weighed(held, machine, seccomp.CLONE[at], seccomp.NEW_NAMESPACES) is None
