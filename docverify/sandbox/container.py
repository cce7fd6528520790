"""A container as the wall, where there are no user namespaces for `bwrap`: docker or podman, one container a session.

The image is named by the user, `--sandbox container:IMAGE`, best by its digest, and must hold bash and the release of
Python that docverify runs with. It is never pulled by us.
Our tests run it against a stand-in for an engine, and never against a real one: that is said wherever it is used.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from docverify.errors import SandboxError
from docverify.model import Plan, Run, SandboxReport
from docverify.sandbox.inside.words import RAISING
from docverify.sandbox.wall import command, entrance, probes, seccomp, surroundings
from docverify.sandbox.wall.host import Launcher, Needs, Start, Wall
from docverify.sandbox.wall.recipe import describe_machine, describe_program

ENGINES = ("podman", "docker")
"""In the order in which they are looked for: the first needs no rights of root."""
FIRST_UID = 60_000
"""Uids in containers: this one plus the worker's number. Below 65536, so that an engine without root can map it."""
OUR_PROCESSES = 8
"""The launcher and all that it starts for a page count too."""
OUR_MEMORY = 64
"""MiB of the same."""
SECONDS = 10.0
"""In which an engine answers a question."""
WORK = "/work"
DOOR = "/docv/door"
OWN_DRIVERS = ("python", "shell", "sql")
"""What needs no program besides bash and Python."""
OURS = f"{sys.version_info[0]}.{sys.version_info[1]}"
SET_BY_THE_IMAGE = ("PATH", "SHELL", "USER")
NO_IMAGE = re.compile(r"image|manifest", re.IGNORECASE)
"""In what engines say of an image that they do not have."""
UNKEPT = "no run is kept for the next check: the engine does not tell what the image holds"
UNTESTED = "tested with a stand-in, never with a real engine"


class Container:
    """The tier `container`, with an image when one was named."""

    name = "container"

    def __init__(self, image: str = "") -> None:
        self.image = image

    def given(self, argument: str) -> "Container":
        return Container(argument)

    def probe(self, state: Path) -> tuple[SandboxReport, list[tuple[str, bool, str]]]:
        missing = self._missing()
        if missing:
            return SandboxReport("absent", *missing), []
        wall = self.open(state, 0)
        try:
            if problem := wall.unfit():
                return SandboxReport("absent", problem, hint="name another image: --sandbox container:IMAGE"), []
            seen = probes.run(wall, files=False)
        except SandboxError as error:
            return SandboxReport("absent", error.message, hint=self._hint(error.message)), []
        finally:
            wall.close()
        held = sum(1 for _, good, _ in seen if good)
        if held < len(seen):
            failed = ", ".join(name for name, good, _ in seen if not good)
            return SandboxReport("absent", f"the container does not hold: {failed}", len(seen), held), seen
        said = self._description()
        return SandboxReport(self.name, said, len(seen), held, surroundings=surroundings.HERE), seen

    def recipe(self) -> tuple[str, ...]:
        """What its runs follow from, besides our own code; an image is known by what it holds, and not by its name."""
        engine = find_engine()
        identity = image_identity(engine, self.image) if engine and self.image else ""
        user = "root" if os.getuid() == 0 else "user"
        return (self.name, user, describe_program(engine), identity, *describe_machine()) if identity else ()

    def open(self, state: Path, slot: int) -> "Containers":  # noqa: ARG002  a tier may keep state; this one has none
        return Containers(lambda needs, control: _start(needs, control, self.image, FIRST_UID + slot))

    def _missing(self) -> tuple[str, int, int, str] | None:
        """Why this tier cannot be had at all, no probes, and what to do."""
        if not find_engine():
            return "neither podman nor docker is installed", 0, 0, "sudo apt-get install -y podman"
        if not self.image:
            return "no image is named", 0, 0, "name one that has bash and Python: --sandbox container:IMAGE"
        if not seccomp.program(os.uname().machine):
            return f"no system call filter for {os.uname().machine}", 0, 0, ""
        return None

    def _hint(self, said: str) -> str:
        """What to do when no container was started."""
        engine = os.path.basename(find_engine())
        return f"{engine} pull {self.image}" if NO_IMAGE.search(said) else f"{engine} info"

    def _description(self) -> str:
        engine = os.path.basename(find_engine())
        own = "a container a session, its programs those of the image, no network, no capabilities, read-only"
        limits = "memory, files and processes by the engine's limits"
        kept = "" if self.recipe() else f"; {UNKEPT}"
        return f"{engine}, image {self.image}; {own}; our seccomp filter; {limits}; {UNTESTED}{kept}"


tier = Container()


class Containers(Wall):
    """Runs each session in a container of its own: without namespaces inside, nothing else keeps two apart."""

    def __init__(self, starter: Callable[[Needs, int], Start]) -> None:
        super().__init__(starter)
        self.present: dict[str, bool] = {}
        """Programs that were looked for in the image."""

    def run(self, plan: Plan, started: Callable[[str], None]) -> list[Run]:
        """What needs a program that the image does not have is an error of ours, and none of the page."""
        lacking = self.lacking(plan.programs)
        able = [not lacking or task.driver in OWN_DRIVERS for task in plan.tasks]
        tasks = tuple(task for task, can in zip(plan.tasks, able, strict=True) if can)
        ran = iter(super().run(replace(plan, tasks=tasks), started) if tasks else ())
        problem = f"the image has no {' and no '.join(lacking)}"
        return [
            next(ran) if can else Run(example=task.example, reading=plan.reading, ended="error", problem=problem)
            for task, can in zip(plan.tasks, able, strict=True)
        ]

    def lacking(self, programs: Sequence[str]) -> list[str]:
        """Those that the image does not have; asked once."""
        unknown = [program for program in programs if program not in self.present]
        if unknown:
            found = self._printed(f"import shutil\nprint(*filter(shutil.which, {unknown!r}))").split()
            self.present |= {program: program in found for program in unknown}
        return [program for program in programs if not self.present[program]]

    def unfit(self) -> str:
        """Why examples cannot run in this image; empty when they can."""
        theirs = self._printed("import sys\nprint('%d.%d' % sys.version_info[:2])").strip()
        if theirs != OURS:
            return f"the image has Python {theirs}; packages are installed for Python {OURS}"
        return "" if not self.lacking(["bash"]) else "the image has no bash"

    def _printed(self, code: str) -> str:
        plan = replace(probes.plan_of([code]), limits=replace(probes.LIMITS, seconds=10.0))
        run = super().run(plan, lambda _: None)[0]
        if run.ended != "end":
            raise SandboxError(f"the container runs no Python: {run.ended}", "docverify doctor")
        return run.steps[0].stdout

    def _launcher_for(self, plan: Plan) -> Launcher:
        self.close()
        return super()._launcher_for(plan)


def find_engine() -> str:
    return next((path for name in ENGINES if (path := shutil.which(name))), "")


def image_identity(engine: str, image: str) -> str:
    """The hash by which the engine knows what the image holds now; empty when it does not tell."""
    words = [engine, "image", "inspect", "--format={{.Id}}", image]
    try:
        said = subprocess.run(words, capture_output=True, text=True, check=True, timeout=SECONDS).stdout
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return said.strip()


def _start(needs: Needs, control: int, image: str, uid: int) -> Start:
    folder = tempfile.mkdtemp(prefix="docverify-")
    door = os.path.join(folder, "door")
    os.mkdir(door)
    os.chmod(door, 0o755)
    layers = command.inside_layers(needs.layers, needs.toolchains)
    binds = {str(command.INSIDE): command.PROGRAMS, door: DOOR}
    binds |= {path: layers[language] for language, path in needs.layers.items()}
    binds |= {one.folder: command.place_of(one) for one in needs.toolchains if one.grammar}
    config = {
        "walled": False,
        "places": {"base": WORK, "forget": command.ours(), "programs": command.PROGRAMS},
        "filter": seccomp.program(os.uname().machine).hex(),
        "limits": msgspec.to_builtins(needs.limits),
        "processes": needs.limits.processes + OUR_PROCESSES,
    }
    words = [*engine_words(find_engine(), needs, binds, uid), "--entrypoint=python3", image]
    words += ["-I", "-S", f"{command.PROGRAMS}/contained.py", f"{DOOR}/socket", msgspec.json.encode(config).decode()]
    begin = [sys.executable, "-I", "-S", entrance.__file__, str(control), f"{door}/socket", str(RAISING), *words]
    return Start(begin, (), dict(os.environ), layers, folder, walled=False)


def engine_words(engine: str, needs: Needs, binds: dict[str, str], uid: int) -> list[str]:
    """The engine's command up to the image."""
    limits = needs.limits
    memory = limits.memory + OUR_MEMORY
    words = [engine, "run", "--rm", "--pull=never", "--network=none", "--read-only", "--cap-drop=ALL"]
    words += ["--security-opt=no-new-privileges", f"--user={uid}:{uid}", "--hostname=sandbox", "--workdir=/"]
    words += [f"--pids-limit={limits.processes + OUR_PROCESSES}", f"--memory={memory}m", f"--memory-swap={memory}m"]
    words += ["--shm-size=16m", f"--tmpfs={WORK}:rw,exec,nosuid,nodev,size=256m,mode=1777"]
    words += ["--tmpfs=/tmp:rw,exec,nosuid,nodev,size=64m,mode=1777"]
    if os.path.basename(engine) == "podman":
        words.append("--http-proxy=false")  # it would hand the host's proxy settings in
    words += [f"--volume={source}:{target}:ro" for source, target in binds.items()]
    around = command.environment(command.inside_layers(needs.layers), hash_seed=needs.hash_seed, zone=needs.zone)
    variables = around | {"HOME": WORK}
    return [*words, *(f"--env={name}={value}" for name, value in variables.items() if name not in SET_BY_THE_IMAGE)]
