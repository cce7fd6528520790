"""Small hostile examples that a wall must hold before it is used: what is tried, and what must not come of it.

Each prints `held` when the wall stood, and anything else, or nothing, when it did not; those that must end by a limit
are judged by how they ended.
They run as pages do: through the same launcher, warden and session.
"""

import os
import socket
import tempfile
from collections.abc import Callable
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from docverify.model import Limits, Plan, Run, Step, Task

LIMITS = Limits(seconds=0.3, memory=256, output=16, processes=24)
PATIENCE = 5.0
"""Seconds for a probe that did not end in time: on a busy machine that says nothing of the wall."""

REFUSES = """
def refuses(action, *errors):
    try:
        action()
    except errors or OSError as error:
        print("held")
    else:
        print("it went through")
"""

SYSTEM_CALL = """
import ctypes, os
def call(number, *arguments):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(number, *arguments) == -1:
        raise OSError(ctypes.get_errno(), "refused")
numbers = {
    "x86_64": dict(unshare=272, mount=165, ptrace=101, bpf=321, keyctl=250, uring=425, memfd=319),
    "aarch64": dict(unshare=97, mount=40, ptrace=117, bpf=280, keyctl=219, uring=425, memfd=279),
}[os.uname().machine]
"""

FORKS = """
import os, time
children = []
try:
    for _ in range(200):
        children.append(os.fork())
        if children[-1] == 0:
            time.sleep(60)
            os._exit(0)
except BlockingIOError:
    print("held")
for child in children:
    os.kill(child, 9)
"""


class Probe(Struct, frozen=True):
    """One attempt: its code, and the ends, besides printing `held`, that show that the wall stood."""

    name: str
    code: str
    ends: tuple[str, ...] = ()


class Runs(Protocol):
    def run(self, plan: Plan, started: Callable[[str], None]) -> list[Run]: ...


def probes(port: int, abstract: str, secret: str, victim: int, *, files: bool = True) -> list[Probe]:
    """What is tried; the arguments are things of the host that must stay out of reach.

    `files` is False for a wall that counts files as memory, and not by their number.
    """
    limits = of_the_limits(files=files)
    return [*of_the_network(port, abstract), *of_the_host(secret, victim), *of_the_kernel(), *limits]


def of_the_network(port: int, abstract: str) -> list[Probe]:
    network = f"import socket\n{REFUSES}"
    return [
        Probe("internet by address", f"{network}refuses(lambda: socket.create_connection(('192.0.2.1', 80), 0.2))"),
        Probe("host name look-up", f"{network}refuses(lambda: socket.getaddrinfo('docverify.invalid', 80))"),
        Probe(
            "listener on the host", f"{network}refuses(lambda: socket.create_connection(('127.0.0.1', {port}), 0.2))"
        ),
        Probe(
            "abstract socket of the host",
            f"{network}refuses(lambda: socket.socket(socket.AF_UNIX).connect({abstract!r}))",
        ),
        Probe("raw socket", f"{network}refuses(lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1))"),
        Probe(
            "socket to the virtual machine's host", f"{network}refuses(lambda: socket.socket(40, socket.SOCK_STREAM))"
        ),
    ]


def of_the_host(secret: str, victim: int) -> list[Probe]:
    return [
        Probe("file of the host", f"{REFUSES}refuses(lambda: open({secret!r}))"),
        Probe("password file of the host", f"{REFUSES}refuses(lambda: open('/etc/shadow'))"),
        Probe("environment of the host", f"import os\nprint('held' if {SECRET_NAME!r} not in os.environ else 'seen')"),
        Probe("system folder", f"{REFUSES}refuses(lambda: open('/usr/bin/docverify-probe', 'w'))"),
        Probe("kernel setting", f"{REFUSES}refuses(lambda: open('/proc/sys/kernel/core_pattern', 'r+'))"),
        Probe(
            "process of the host",
            "import os\nseen = [int(name) for name in os.listdir('/proc') if name.isdigit()]\n"
            f"print('held' if {victim} not in seen or max(seen) < 1000 and len(seen) < 12 else seen)",
        ),
        Probe("user 0", f"import os\n{REFUSES}refuses(lambda: os.setuid(0))\nassert os.getuid() != 0"),
    ]


def of_the_kernel() -> list[Probe]:
    calls = f"{REFUSES}{SYSTEM_CALL}"
    return [
        Probe("new namespace", f"{calls}refuses(lambda: call(numbers['unshare'], 0x10000000))"),
        Probe("mount", f"{calls}refuses(lambda: call(numbers['mount'], b'none', b'/tmp', b'tmpfs', 0, 0))"),
        Probe("tracing", f"{calls}refuses(lambda: call(numbers['ptrace'], 16, os.getppid(), 0, 0))"),
        Probe("kernel programs", f"{calls}refuses(lambda: call(numbers['bpf'], 0, 0, 0))"),
        Probe("key rings", f"{calls}refuses(lambda: call(numbers['keyctl'], 0, -3, 1))"),
        Probe("io_uring", f"{calls}refuses(lambda: call(numbers['uring'], 1, 0))"),
        Probe("uncounted memory", f"{calls}refuses(lambda: call(numbers['memfd'], b'x', 0))"),
    ]


def of_the_limits(*, files: bool) -> list[Probe]:
    flood = f"{REFUSES}refuses(lambda: [open(f'/dev/shm/{{n}}', 'w').close() for n in range(999)])"
    return [
        Probe("flood of processes", FORKS),
        Probe("flood of memory", "held = bytearray(b'x' * (1 << 29))\nprint('allocated')", ("exception", "limit")),
        *([Probe("flood of files", flood)] if files else []),
        Probe("example that never ends", "import time\nwhile True:\n    time.sleep(1)", ("timeout",)),
    ]


SECRET_NAME = "DOCVERIFY_PROBE"


def run(wall: Runs, *, files: bool = True) -> list[tuple[str, bool, str]]:
    """Each probe with whether the wall held, and what was seen. Also: nothing of one session is seen in the next."""
    with tempfile.NamedTemporaryFile(prefix="docverify-secret-") as secret, socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        with socket.socket(socket.AF_UNIX) as local:
            abstract = f"\0docverify-{os.getpid()}-{id(local)}"
            local.bind(abstract)
            local.listen()
            os.environ[SECRET_NAME] = "secret"
            try:
                tried = probes(listener.getsockname()[1], abstract, secret.name, os.getpid(), files=files)
                found = [judged(probe, run) for probe, run in zip(tried, _patiently(wall, tried), strict=True)]
            finally:
                del os.environ[SECRET_NAME]
    return [*found, _separate(wall)]


def judged(probe: Probe, run: Run) -> tuple[str, bool, str]:
    printed = "".join(step.stdout for step in run.steps).strip()
    seen = printed or (f"{run.exception.type}: {run.exception.message}" if run.exception else run.ended)
    held = run.ended in probe.ends or (run.ended == "end" and printed == "held")
    return probe.name, held, "held" if held else seen


def _patiently(wall: Runs, tried: list[Probe]) -> list[Run]:
    """A run for each; those that were too slow, and should not have been, have more time in a second one."""
    runs = _runs(wall, tried, LIMITS)
    slow = [n for n, run in enumerate(runs) if run.ended == "timeout" and "timeout" not in tried[n].ends]
    again = _runs(wall, [tried[n] for n in slow], replace(LIMITS, seconds=PATIENCE)) if slow else []
    found = dict(zip(slow, again, strict=True))
    return [found.get(n, run) for n, run in enumerate(runs)]


def _runs(wall: Runs, tried: list[Probe], limits: Limits) -> list[Run]:
    return wall.run(replace(plan_of([probe.code for probe in tried]), limits=limits), lambda _: None)


def _separate(wall: Runs) -> tuple[str, bool, str]:
    """The first session leaves a file and a process behind; the second looks for them."""
    leave = (
        "import os, time\nfor folder in ('/tmp', '/dev', '/dev/shm', '/home', '/src'):\n    try:\n"
        "        open(f'{folder}/left', 'w').close()\n    except OSError:\n        pass\n"
        "if os.fork() == 0:\n    os.setsid()\n    time.sleep(60)"
    )
    look = (
        "import os\nprocesses = [name for name in os.listdir('/proc') if name.isdigit()]\n"
        "left = [one for one in ('/tmp', '/dev', '/dev/shm', '/home', '/src') if os.path.exists(f'{one}/left')]\n"
        "print('held' if not left and len(processes) < 6 else (left, processes))"
    )
    wall.run(plan_of([leave]), lambda _: None)
    probe = Probe("what another session left", look)
    return judged(probe, _patiently(wall, [probe])[0])


def plan_of(codes: list[str]) -> Plan:
    tasks = tuple(
        Task(example=str(number), driver="python", session="probe", steps=(Step(code=code, line=1),))
        for number, code in enumerate(codes)
    )
    return Plan(page="probe.md", reading="page-order", tasks=tasks, environments={}, limits=LIMITS)
