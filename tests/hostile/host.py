"""The host that nothing may reach: its canaries, its probes, and who of a sandbox is still alive on it."""

import ctypes
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.hostile.entries import FOLDER

TURN = "\0docverify-hostile"
"""A name that one process of the machine can have."""
CANARIES = Path("/tmp/docv-canary")
READ_ONLY = Path("/usr/local/lib/docv-canary")
"""The canary that only root, or who was given the folder, can plant."""
NEEDED = ("git", "ipcs", "ps", "setpriv", "sha256sum", "unshare")
"""What canaries and probes are made of: a probe whose program is missing would hold whatever happened."""
ORDINARY = 64_321
"""A uid that no person has: it needs no line in the machine's password file."""
PR_SET_CHILD_SUBREAPER = 36
RUSTUP = str(Path.home() / ".rustup")
"""Where rustup keeps its toolchains: with the canaries' HOME it would look for them elsewhere."""
GRACE = 2.0
"""Seconds in which what has been killed may still be there."""


def adopt_orphans() -> None:
    """Whatever a docverify of ours leaves running becomes a child of this process, and nobody else's does."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


@contextmanager
def canaries() -> Iterator[dict[str, str]]:
    """Planted for as long as the context lasts; yields the environment that points at them."""
    script = [sys.executable, str(FOLDER / "hostile_canary.py")]
    turn = socket.socket(socket.AF_UNIX)
    try:
        turn.bind(TURN)
    except OSError:
        raise SystemExit("the catalogue runs already on this machine, and its canaries have one place") from None
    said = subprocess.run([*script, "start"], check=True, stdout=subprocess.PIPE, text=True).stdout
    try:
        yield {"RUSTUP_HOME": RUSTUP, **os.environ, **dict(re.findall(r"(\w+)=(\S+)", said))}
    finally:
        subprocess.run([*script, "stop"], check=True)
        turn.close()


def holds(probe: str) -> bool:
    return subprocess.run(["bash", "-c", probe], stdout=subprocess.DEVNULL, check=False, cwd="/").returncode == 0


def hits() -> list[str]:
    """Canaries that were touched, whichever example it was."""
    touched = [path.name for path in CANARIES.glob("hit-*")] + [path.name for path in CANARIES.glob("pwned")]
    key = (CANARIES / "home/.ssh/id_rsa").read_text()
    sums = subprocess.run(
        ["sha256sum", "--quiet", "-c", "../repo.sha"], cwd=CANARIES / "repo", check=False, capture_output=True
    )
    changed = ["repo"] if sums.returncode else []
    return [*touched, *changed, *([] if "CANARY-SSH-KEY-4b1d" in key else ["id_rsa"])]


def left_alive() -> list[str]:
    """Descendants of this process that are not its canaries, once those that are just ending had time to."""
    deadline = time.monotonic() + GRACE
    while (found := _children()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def _children() -> list[str]:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    canary = {path.read_text() for path in CANARIES.glob("*.pid")}
    names = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    return [f"{name} {_words(name)}" for name in names if name not in canary]


def _words(name: str) -> str:
    with suppress(OSError):
        return Path(f"/proc/{name}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")[:120]
    return ""


def end(alive: Sequence[str]) -> None:
    for one in alive:
        with suppress(OSError):
            os.kill(int(one.split()[0]), signal.SIGKILL)


def as_ordinary_user(command: Sequence[str], needed: Sequence[str], stage: str) -> list[str]:
    """The command, run by root, for a user who may do nothing special.

    Folders of `needed` that lie where only root may look are shown to it in a mount namespace of its own; `stage` is an
    empty folder to mount them on meanwhile.
    """
    lines = ["set -e", f"stage='{stage}'", "mount -t tmpfs -o mode=755 tmpfs $stage"]
    hidden = {folder: blocked for folder in needed if (blocked := _blocked(Path(folder)))}
    for number, folder in enumerate(hidden):
        lines += [f"mkdir $stage/{number}", f"mount --bind '{folder}' $stage/{number}"]
    lines += [f"mount -t tmpfs -o mode=755 tmpfs '{top}'" for top in dict.fromkeys(hidden.values())]
    for number, folder in enumerate(hidden):
        lines += [f"mkdir -p '{folder}'", f"mount --bind $stage/{number} '{folder}'"]
    lines += [
        f"install -d -o {ORDINARY} -g {ORDINARY} '{READ_ONLY}'",
        f'exec setpriv --reuid={ORDINARY} --regid={ORDINARY} --clear-groups --inh-caps=-all -- "$@"',
    ]
    return ["unshare", "--mount", "--propagation", "private", "--", "sh", "-c", "\n".join(lines), "sh", *command]


def toolchains(programs: Iterable[str]) -> list[str]:
    """Folders that hold the programs of languages, and what those need besides."""
    found = {os.path.dirname(path) for program in programs if (path := shutil.which(program))}
    return sorted(one for one in {*found, RUSTUP} if os.path.isdir(one))


def _blocked(folder: Path) -> Path | None:
    """The uppermost folder above it that others may not enter."""
    return next((top for top in [*reversed(folder.parents), folder] if not top.stat().st_mode & 0o001), None)
