"""What examples can see of this machine, as texts: a verdict holds as long as they stay the same.

Paths and times of files below /usr are no part of it, so that a state folder can be carried to an equal machine.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from docverify.sandbox.wall.interpreter import interpreter

PACKAGE_LISTS = ("/var/lib/dpkg/status", "/lib/apk/db/installed", "/var/lib/rpm/rpmdb.sqlite")
"""Where systems write down which packages they have: a hash of each is part of the recipe."""
SYSTEM_PROGRAMS = ("/usr/bin", "/usr/sbin", "/bin", "/sbin")
"""Folders whose files belong to packages of the system."""
SHIMS = "shims"
"""The folder in which rbenv, asdf and their kin have a script for each program."""
LIBRARIES = ("site-packages", "dist-packages")


def describe_machine() -> tuple[str, ...]:
    """Texts that change with what examples run on: kernel, interpreter, libraries, programs and their versions."""
    system = os.uname()
    found = [f"{system.sysname} {system.release} {system.machine}", str(len(os.sched_getaffinity(0)))]
    return (*found, sys.version, *_libraries(), *_packages(), *_programs(), *_rust(), *_chosen())


def describe_program(name: str) -> str:
    """Changes when another program has this name."""
    folders = os.environ.get("PATH", "").split(os.pathsep)
    return " ".join((name, *(word for folder in folders for word in _status(f"{folder}/{name}"))))


def _libraries() -> Iterator[str]:
    """Of the interpreter that runs examples, not of the virtual environment around docverify."""
    own = Path(interpreter()[1]) / "lib"
    for top in dict.fromkeys((own, Path("/usr/lib"), Path("/usr/local/lib"))):
        for folder in sorted(top.glob("python3*")):
            for name in LIBRARIES:
                yield from (f"{folder.name}/{name}/{entry}" for entry in _names(folder / name))


def _packages() -> Iterator[str]:
    for path in PACKAGE_LISTS:
        with suppress(OSError):
            yield blake2b(Path(path).read_bytes(), digest_size=20).hexdigest()
    with suppress(OSError):
        for entry in sorted(os.scandir("/etc/alternatives"), key=lambda one: one.name):
            yield f"{entry.name} {os.readlink(entry.path)}" if entry.is_symlink() else entry.name


def _programs() -> Iterator[str]:
    """Of every folder that programs are looked for in."""
    path = os.environ.get("PATH", "").split(os.pathsep)
    for folder in dict.fromkeys((*SYSTEM_PROGRAMS, "/usr/local/bin", *path)):
        if os.path.realpath(folder) in SYSTEM_PROGRAMS:
            yield from _names(folder)
        elif folder:
            yield from (" ".join((name, *_status(f"{folder}/{name}"))) for name in _names(folder))


def _rust() -> Iterator[str]:
    """`rustc` of rustup is one program for all releases; its settings say which is meant."""
    home = Path(os.environ.get("RUSTUP_HOME") or Path.home() / ".rustup")
    with suppress(OSError):
        yield (home / "settings.toml").read_text(errors="replace")
    yield from _names(home / "toolchains")
    yield from (" ".join((name, *_status(home / "update-hashes" / name))) for name in _names(home / "update-hashes"))


def _chosen() -> Iterator[str]:
    """A script that stands for all releases of a program is the same for each; these files say which is meant."""
    folders = [Path(one) for one in os.environ.get("PATH", "").split(os.pathsep) if os.path.basename(one) == SHIMS]
    files = [*(folder.parent / "version" for folder in folders), Path.home() / ".tool-versions"]
    for file in files if folders else ():
        with suppress(OSError):
            yield file.read_text(errors="replace")


def _names(folder: str | Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _status(path: str | Path) -> Iterable[str]:
    """Size and time of what a name leads to; nothing when it leads nowhere."""
    try:
        status = os.stat(path)
    except OSError:
        return ()
    return str(status.st_size), str(status.st_mtime_ns)
