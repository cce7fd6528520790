"""Namespaces, mounts, limits and the system call filter of one session, by raw system calls.

The launcher holds capabilities in its own user namespace only.
A session's mounts are made there, before it gets a user namespace of its own: a nested one may not mount a fresh /proc.
"""

from __future__ import annotations

import _socket
import ctypes
import fcntl
import os
import resource
import struct

from docverify.sandbox.inside import words

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any

OUR_PROCESSES = 4
"""The warden, two states of the session and a shell: they count too, and are not the example's."""

CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x00020000, 0x10000000, 0x20000000, 0x40000000
CLONE_NEWIPC, CLONE_NEWUTS = 0x08000000, 0x04000000
NAMESPACES = ("pid", "mnt", "net", "ipc", "uts", "user")
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC = 2, 4, 8, 0x1000, 0x4000
MNT_DETACH = 2
PR_SET_CHILD_SUBREAPER = 36
PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 4, 24, 22, 38, 47
PR_CAP_AMBIENT_CLEAR_ALL, SECCOMP_MODE_FILTER = 4, 2
CAP_SYS_CHROOT, CAP_SYS_ADMIN, CAPABILITY_VERSION = 18, 21, 0x20080522
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1
SYSTEM_CALLS = {"x86_64": {"clone": 56, "capset": 126}, "aarch64": {"clone": 220, "capset": 91}}


# PyDLL keeps the interpreter's lock: a clone must return in both processes with it held.
libc = ctypes.PyDLL(None, use_errno=True)
numbers = SYSTEM_CALLS.get(os.uname().machine, {})


def check(result: int, what: str) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
    return result


def clone_into_namespaces() -> int:
    """Forks; the child is pid 1 of its own mount, pid, network, ipc and host name namespaces."""
    flags = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | 17  # 17 is SIGCHLD
    return check(libc.syscall(numbers["clone"], ctypes.c_ulong(flags), 0, 0, 0, 0), "clone")


def mount(kind: str, where: str, options: str = "", flags: int = MS_NOSUID | MS_NODEV) -> None:
    check(libc.mount(kind.encode(), where.encode(), kind.encode(), ctypes.c_ulong(flags), options.encode()), where)


def private_mounts(kept: list[str]) -> None:
    """Fresh, bounded memory file systems for all that an example may write, and a /proc of its own processes.

    `kept` are folders below those that stay to be seen: a person's own toolchains.
    """
    folders = [(path, os.open(path, os.O_PATH | os.O_DIRECTORY)) for path in kept]
    for where, size, inodes in (
        ("/tmp", "64m", 4096),
        ("/page", "64m", 4096),
        ("/home", "16m", 4096),
        ("/dev/shm", "16m", 256),
        ("/src", "32m", 16384),
        ("/build", "256m", 16384),
        ("/capture", "64m", 4096),
        ("/path", "16m", 256),
    ):
        mount("tmpfs", where, f"size={size},nr_inodes={inodes},mode=0755")
    os.chmod("/tmp", 0o1777)
    os.chmod("/dev/shm", 0o1777)
    for path, descriptor in folders:
        os.makedirs(path, exist_ok=True)
        os.fchdir(descriptor)
        check(libc.mount(b".", path.encode(), None, ctypes.c_ulong(MS_BIND | MS_REC), None), path)
        os.close(descriptor)
    os.chdir("/")
    mount_processes()


def mount_processes() -> None:
    """A /proc of this process's own pid namespace."""
    mount("proc", "/proc", flags=MS_NOSUID | MS_NODEV | MS_NOEXEC)


def own_namespaces() -> list[int]:
    """Descriptors of those that this process is in, in the order in which another one can enter them."""
    return [os.open(f"/proc/self/ns/{name}", os.O_RDONLY | os.O_CLOEXEC) for name in NAMESPACES]


def enter_for_children(namespace: int) -> None:
    """A process never leaves its own pid namespace, but its children can begin in another one."""
    check(libc.setns(namespace, CLONE_NEWPID), "setns")


def enter(namespaces: list[int]) -> None:
    """Into all of them; the last one, of users, ends the rights over the others."""
    for namespace in namespaces:
        check(libc.setns(namespace, 0), "setns")


def take_folder(path: str, *, walled: bool) -> int:
    """A descriptor of a folder; behind a wall it is the only way to it from then on."""
    descriptor = os.open(path, os.O_PATH | os.O_DIRECTORY)
    if walled:
        check(libc.umount2(path.encode(), MNT_DETACH), path)
    return descriptor


def loopback_up() -> None:
    probe = _socket.socket(_socket.AF_INET, _socket.SOCK_DGRAM)
    request = struct.pack("16sh22x", b"lo", 0)
    flags = struct.unpack("16xh22x", fcntl.ioctl(probe.fileno(), SIOCGIFFLAGS, request))[0]
    fcntl.ioctl(probe.fileno(), SIOCSIFFLAGS, struct.pack("16sh22x", b"lo", flags | IFF_UP))
    probe.close()
    bound_buffers()


def bound_buffers() -> None:
    """TCP would let its buffers grow to what the machine allows for all of its programs together."""
    for name in ("tcp_rmem", "tcp_wmem"):
        try:
            descriptor = os.open(f"/proc/sys/net/ipv4/{name}", os.O_WRONLY | os.O_TRUNC)
            os.write(descriptor, b"4096 65536 131072")
            os.close(descriptor)
        except OSError:  # kernels before 4.15 have one setting for all namespaces
            pass


def resolver_socket() -> _socket.socket:
    """The sandbox's name server: bound in here, answered by docverify outside, which so learns every name asked for."""
    resolver = _socket.socket(_socket.AF_INET, _socket.SOCK_DGRAM)
    resolver.bind((words.RESOLVER, 53))
    return resolver


def door_socket(address: str, port: int) -> _socket.socket:
    """A socket that listens in here and is answered outside, as the resolver's is."""
    door = _socket.socket(_socket.AF_INET6 if ":" in address else _socket.AF_INET, _socket.SOCK_STREAM)
    door.setsockopt(_socket.SOL_SOCKET, _socket.SO_REUSEADDR, 1)
    door.bind((address, port))
    door.listen(128)
    return door


def enter_user_namespace(uid: int, gid: int) -> None:
    """Into a user namespace of its own, in which the process holds nothing of the launcher's."""
    check(libc.unshare(CLONE_NEWUSER), "unshare")
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        descriptor = os.open(f"/proc/self/{name}", os.O_WRONLY)
        os.write(descriptor, text.encode())
        os.close(descriptor)


def limit_resources(memory: int, processes: int, seconds: int) -> None:
    """Set inside the user namespace, where RLIMIT_NPROC counts per sandbox. `memory` is in bytes, for each process;
    RLIMIT_AS is only a bound on page tables: a smaller one breaks WebAssembly and Java."""
    for kind, most in (
        (resource.RLIMIT_CORE, 1),  # with 0, a host that pipes cores to a program would start it
        (resource.RLIMIT_NOFILE, 1024),
        (resource.RLIMIT_FSIZE, 64 << 20),
        (resource.RLIMIT_NPROC, processes),
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_AS, 64 << 30),
        (resource.RLIMIT_CPU, seconds),
    ):
        hard = resource.getrlimit(kind)[1]
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (wanted, wanted))


def give_up_rights(config: dict[str, Any], who: str) -> None:
    """What holds for all that runs examples, and for the warden, from then on; `config` is the launcher's, `who` says
    which of its filters."""
    limits = config["limits"]
    seconds = int(max(limits["seconds"], words.BUILD_SECONDS)) + 2  # of one process: examples end by the clock before
    limit_resources(limits["memory"] << 20, limits["processes"] + OUR_PROCESSES, seconds)
    drop_capabilities()
    filter_system_calls(bytes.fromhex(config["filters"][who]))


def keep_capabilities(*kept: int) -> None:
    """Of those in the user namespace that this process is in; a kept one is still there after this."""
    header, bits = struct.pack("II", CAPABILITY_VERSION, 0), sum(1 << one for one in kept)
    data = struct.pack("IIIIII", bits, bits, 0, 0, 0, 0)
    check(libc.syscall(numbers["capset"], header, data), "capset")
    check(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no new privileges")


def drop_capabilities() -> None:
    check(libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0), "ambient capabilities")
    capability = 0
    while libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == 0:
        capability += 1
    keep_capabilities()


def filter_system_calls(program: bytes) -> None:
    """`program` is an array of `struct sock_filter`, eight bytes each."""
    code = ctypes.c_char_p(program)
    address = ctypes.c_void_p.from_buffer(code).value
    head = struct.pack("HxxxxxxP", len(program) // 8, address)
    check(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, head, 0, 0), "seccomp")


def adopt_orphans() -> None:
    """Descendants whose parent ended become children of this process."""
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def hide_from_siblings(*, hidden: bool) -> None:
    """A hidden process cannot be traced, nor its descriptors opened through /proc, by others of the same user."""
    libc.prctl(PR_SET_DUMPABLE, 0 if hidden else 1, 0, 0, 0)
