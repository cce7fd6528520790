"""Where the programs of languages are on this machine, and what the sandbox has to be shown of them."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from docverify.sandbox.wall.gocache import compiled
from docverify.sandbox.wall.recipe import SHIMS

SECONDS = 20.0
ENGINE = "tree_sitter"
"""The package that loads grammars."""
_SHOWN = ("/usr", "/bin", "/lib", "/lib64", "/sbin")
"""What every sandbox sees."""
_OWN_FOLDER = ("/opt/", "/nix/store/")
"""Below these an installation is never a person's own folder."""
_FNM = re.compile(r"/v\d[\d.]*/installation$")
"""The folder of a release holds one, which holds it all."""


class Toolchain(Struct, frozen=True):
    """One program of the machine."""

    folder: str = ""
    """What has to be bound, at its own path; empty when the sandbox sees it anyway."""
    programs: str = ""
    """The folder of the program, for the PATH of examples."""
    compiled: str = ""
    """The folder of what is compiled once for all sandboxes."""
    grammar: str = ""
    """The package that is shown, when this is a grammar or what loads it: nothing else of its installation is."""


def find_missing(programs: Iterable[str]) -> str:
    """The first that cannot be had; empty when all can."""
    return next((program for program in programs if find(program) is None), "")


def find_all(programs: Iterable[str]) -> tuple[Toolchain, ...]:
    """Those that are there, each folder once."""
    found = ((program, find(program)) for program in programs)
    return tuple(dict.fromkeys(_with_compiled(program, one) for program, one in found if one is not None))


def find_grammars(modules: Iterable[str]) -> tuple[Toolchain, ...]:
    """The packages of these grammars and of what loads them; those that are not there are left out."""
    wanted = list(dict.fromkeys(modules))
    found = ((name, find_package(name)) for name in ([ENGINE, *wanted] if wanted else []))
    return tuple(Toolchain(folder, grammar=name) for name, folder in found if folder)


def find_package(name: str) -> str:
    """The folder of a package beside docverify, which is not imported for that; empty when it is not there."""
    spec = find_spec(name)
    places = spec.submodule_search_locations if spec else None
    return os.path.realpath(next(iter(places))) if places else ""


@cache
def _with_compiled(program: str, found: Toolchain) -> Toolchain:
    """Made only when something is to run."""
    return replace(found, compiled=compiled(f"{found.programs}/go")) if program == "go" else found


@cache
def find(program: str) -> Toolchain | None:
    """None for a program that is not there, or whose installation cannot be told from a person's own files."""
    named = shutil.which(program)
    if not named:
        return None
    if os.path.basename(os.path.realpath(named)) == "rustup":
        return _rust(named)
    return _at(_behind(named) if Path(named).parent.name == SHIMS else named)


def _at(named: str) -> Toolchain | None:
    real = os.path.realpath(named)
    if real.startswith(tuple(f"{folder}/" for folder in _SHOWN)):
        return Toolchain(programs=os.path.dirname(named if named.startswith("/usr/") else real))
    folder = Path(real).parent.parent
    if Path(real).parent.name != "bin" or not _is_installation(folder):
        return None
    return Toolchain(str(folder), str(folder / "bin"))


def _is_installation(folder: Path) -> bool:
    """A folder for one release of one thing: nobody keeps keys in it."""
    if str(folder).startswith(_OWN_FOLDER):
        return True
    release = folder.parent.name if _FNM.search(str(folder)) else folder.name
    return any(map(str.isdigit, release)) and folder != Path.home() and (folder / "lib").is_dir()


def _behind(shim: str) -> str:
    """What a script that stands for all releases of a program leads to, as the manager of those tells; empty when it
    tells none."""
    home = Path(shim).parents[1]
    manager = home.name.lstrip(".")
    words = [shutil.which(manager) or str(home / "bin" / manager), "which", os.path.basename(shim)]
    try:
        said = subprocess.run(words, capture_output=True, text=True, check=True, timeout=SECONDS, cwd="/").stdout
    except (OSError, subprocess.SubprocessError):
        return ""
    return said.strip()


def _rust(rustup: str) -> Toolchain | None:
    """`rustc` of rustup asks its settings each time which one is meant; the sandbox sees that one alone."""
    compiler = os.path.join(os.path.dirname(rustup), "rustc")
    try:
        said = subprocess.run(
            [compiler, "--print", "sysroot"], capture_output=True, text=True, check=True, timeout=SECONDS, cwd="/"
        )
    except (OSError, subprocess.SubprocessError):
        return None
    folder = said.stdout.strip()
    return Toolchain(folder, f"{folder}/bin") if os.path.isdir(f"{folder}/bin") else None
