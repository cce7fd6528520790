"""How bubblewrap raises the wall: namespaces, a system call filter and limits, for root and ordinary users."""

import os
import shutil
import subprocess
import tempfile

import msgspec

from docverify.errors import SandboxError
from docverify.model import SandboxReport
from docverify.sandbox.inside.withheld import withheld
from docverify.sandbox.wall import command, probes, seccomp, surroundings
from docverify.sandbox.wall.host import Needs, Start, Wall, launcher_words
from docverify.sandbox.wall.interpreter import interpreter

INSTALL = "sudo apt-get install -y bubblewrap"
STAGES = ("/run", "/tmp", "/var/tmp")
PLACES = {
    "page": "/page",
    "src": "/src",
    "home": "/home/user",
    "capture": "/capture",
    "build": "/build",
    "programs": command.PROGRAMS,
}


def probe(name: str) -> tuple[SandboxReport, list[tuple[str, bool, str]]]:
    """The disclosure of the tier of this name, and each probe with whether it held and what was seen."""
    missing = _missing()
    if missing:
        return SandboxReport(tier="absent", description=missing, hint=INSTALL), []
    wall = open_wall(0)
    try:
        seen = probes.run(wall)
    except SandboxError as error:
        return SandboxReport(tier="absent", description=error.message, hint=HINT), []
    finally:
        wall.close()
    held = sum(1 for _, good, _ in seen if good)
    if held < len(seen):
        failed = ", ".join(name for name, good, _ in seen if not good)
        return SandboxReport("absent", f"the wall does not hold: {failed}", len(seen), held, "docverify doctor"), seen
    return SandboxReport(name, _description(), len(seen), held, surroundings=surroundings.HERE), seen


def open_wall(slot: int) -> Wall:
    """A wall for the worker of this number."""
    return Wall(lambda needs, control: _start(needs, control, slot))


HINT = (
    "user namespaces may be switched off: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 "
    "(Ubuntu 24.04), or run the container with --security-opt seccomp=unconfined"
)


def _missing() -> str:
    """Why this tier cannot be had at all; empty when it may."""
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed"
    if not seccomp.program(os.uname().machine):
        return f"no system call filter for {os.uname().machine}"
    return ""


def _start(needs: Needs, control: int, slot: int) -> Start:
    told = {path: text.encode() for path, text in command.TEXT_FILES.items()} | needs.network.files
    texts = {path: _memory_file(content) for path, content in told.items()}
    binds = command.folders(needs.layers, needs.toolchains)
    stage = _stage() if os.getuid() == 0 else ""
    shown = command.staged(binds, stage) if stage else binds
    layers = command.inside_layers(needs.layers, needs.toolchains)
    around = command.environment(layers, needs.toolchains, needs.hash_seed, needs.zone) | needs.network.environ
    variables, late = withheld(around)
    words = command.bubblewrap(shutil.which("bwrap") or "bwrap", shown, texts, variables)
    config = {
        "walled": True,
        "places": {**PLACES, "forget": command.ours(), "kept": command.hidden(binds)},
        "doors": [(door.address, door.port) for door in needs.network.doors],
        "filters": {who: program.hex() for who, program in seccomp.filters(os.uname().machine).items()},
        "limits": msgspec.to_builtins(needs.limits),
        "environ": late,
    }
    words += launcher_words(interpreter()[0], f"{command.PROGRAMS}/launcher.py", control, config)
    if stage:
        words = command.as_unprivileged(words, binds, command.FIRST_UID + slot, stage)
    environ = {"PATH": os.environ.get("PATH", "/usr/bin:/bin")}
    return Start(words, tuple(texts.values()), environ, layers, stage=stage)


def _memory_file(content: bytes) -> int:
    descriptor = os.memfd_create("docverify")
    os.write(descriptor, content)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def _stage() -> str:
    """An empty folder that any uid can reach; what is mounted on it is seen by the sandbox alone."""
    for parent in STAGES:
        if os.access(parent, os.W_OK):
            folder = tempfile.mkdtemp(prefix="docverify-", dir=parent)
            os.chmod(folder, 0o755)
            return folder
    raise SandboxError(f"none of {', '.join(STAGES)} can be written to", "mount one of them writable")


def _description() -> str:
    """What the wall is made of, for the reports."""
    said = subprocess.run(["bwrap", "--version"], capture_output=True, text=True, check=False, timeout=10).stdout
    own = f"own pid/mount/net/ipc/uts/user namespaces a page; seccomp {len(seccomp.RULES)} rules"
    return f"{said.strip() or 'bubblewrap'}; {own}; memory by RLIMIT_DATA and a watchdog"
