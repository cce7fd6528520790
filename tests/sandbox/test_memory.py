"""Memory that is in no resident size counts too, and what all programs of the machine share is not given out."""

import pytest

from tests.sandbox.conftest import plan, task

MEMORY = 128
LEFT_BEHIND = """
import mmap, time
held = []
while True:
    held.append(mmap.mmap(-1, 16 << 20))
    for at in range(0, 16 << 20, 4096):
        held[-1][at] = 1
    held[-1].madvise(mmap.MADV_DONTNEED)
"""
TABLES = """
import ctypes, os, time
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
while os.fork():
    time.sleep(0.02)
size = 32 << 30
start = libc.mmap(None, ctypes.c_size_t(size), 1, 0x4022, -1, ctypes.c_long(0))
libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(size), 15)
for at in range(0, size, 2 << 20):
    ctypes.c_ubyte.from_address(start + at).value
time.sleep(60)
"""
SOCKETS = """
import socket, time
held = [socket.socketpair() for _ in range(300)]
time.sleep(60)
"""
HIDDEN = """
import ctypes, mmap, time
ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # nobody may look at it from now on
held = mmap.mmap(-1, 256 << 20)
for at in range(0, 256 << 20, 4096):
    held[at] = 1
time.sleep(60)
"""
SHARED_WITH_THE_MACHINE = """
import ctypes, os, socket
libc = ctypes.CDLL(None, use_errno=True)
events, piped = {"x86_64": (206, 278), "aarch64": (0, 75)}[os.uname().machine]
def refused(action):
    try:
        return action() in (-1, None) and os.strerror(ctypes.get_errno())
    except OSError as error:
        return error.strerror
print(refused(lambda: libc.syscall(events, 1, ctypes.byref(ctypes.c_ulong()))))
print(refused(lambda: libc.syscall(piped, 1, 0, 0, 0)))
print(refused(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM, 132)))
print(refused(lambda: socket.socketpair(socket.AF_INET)))
print(refused(lambda: libc.mmap(None, ctypes.c_size_t(2 << 20), 3, 0x40022, -1, ctypes.c_long(0))))
print(refused(lambda: socket.socket().setsockopt(socket.SOL_SOCKET, 26, bytes(16))))
"""
HONEST = """
import mmap, resource, socket
one, other = socket.socketpair()
before = one.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)
one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 22)
one.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
assert one.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) == before
assert one.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
for family in (socket.AF_INET, socket.AF_INET6):
    socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    socket.socket(family, socket.SOCK_DGRAM, socket.IPPROTO_UDP)
assert resource.getrlimit(resource.RLIMIT_CORE) == (1, 1)  # a host that pipes cores to a program starts none
print(open("/proc/sys/net/ipv4/tcp_wmem").read().split(), len(mmap.mmap(-1, 13)))
"""


@pytest.mark.parametrize("code", [LEFT_BEHIND, TABLES, SOCKETS, HIDDEN])
def test_what_no_resident_size_shows_is_seen(wall, code):
    run = wall.run(plan(task(0, code), seconds=20.0, memory=MEMORY), lambda _: None)[0]
    assert (run.ended, run.limit) == ("limit", "memory")


def test_what_all_programs_of_the_machine_share_is_refused(python):
    assert python(SHARED_WITH_THE_MACHINE)[0].steps[0].stdout.splitlines() == [
        "Function not implemented",
        "Function not implemented",
        "Protocol not supported",
        "Address family not supported by protocol",
        "Operation not permitted",
        "Operation not permitted",
    ]


def test_honest_use_of_the_same_is_possible(python):
    run = python(HONEST)[0]
    assert (run.exception, run.steps[0].stdout) == (None, "['4096', '65536', '131072'] 13\n")
