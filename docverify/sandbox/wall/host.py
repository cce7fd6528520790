"""One worker's sandbox, seen from outside: the process tree of its launcher, and the plans that it runs one by one."""

import os
import select
import socket
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress

import msgspec

from docverify.errors import SandboxError
from docverify.model import Exchange, Limits, Network, Plan, Run
from docverify.ports import Outside
from docverify.sandbox.inside.withheld import OPTIONS
from docverify.sandbox.inside.words import RAISING
from docverify.sandbox.wall.session import Conversation
from docverify.sandbox.wall.surroundings import HERE
from docverify.sandbox.wall.toolchains import Toolchain, find_all, find_grammars


class Start(msgspec.Struct, frozen=True):
    """How a launcher is started: the words of the command, what it inherits, and what is left to remove at its end."""

    words: list[str]
    descriptors: tuple[int, ...] = ()
    environ: dict[str, str] = {}
    layers: dict[str, str] = {}
    """Where examples see what is installed, by language."""
    folder: str = ""
    """A folder of ours, removed when the launcher has ended."""
    stage: str = ""
    """An empty folder that the sandbox mounts its sources on, for itself alone, while it starts."""
    walled: bool = True


class Needs(msgspec.Struct, frozen=True):
    """What a launcher is started for: it can run the plans that need no more than this."""

    layers: dict[str, str]
    """Folders of what is installed, by language."""
    toolchains: tuple[Toolchain, ...]
    limits: Limits
    hash_seed: int = HERE.hash_seed
    zone: str = HERE.zone
    network: Network = Network()

    def covers(self, other: "Needs") -> bool:
        same = (self.layers, self.limits, self.network) == (other.layers, other.limits, other.network)
        return same and set(other.toolchains) <= set(self.toolchains)


Starter = Callable[[Needs, int], Start]
"""From what is needed, and the descriptor of the control socket."""


class Wall:
    """Runs plans behind one launcher, which is started with the first plan and again for one that needs more.

    Hashes and clock zone are those of an interpreter's whole life, so plans with others have a launcher of their own.
    """

    def __init__(self, starter: Starter) -> None:
        self.starter = starter
        self.launchers: dict[tuple[int, str], Launcher] = {}
        self.outside: Outside | None = None

    def connect(self, outside: Outside) -> None:
        self.outside = outside

    def run(self, plan: Plan, started: Callable[[str], None]) -> list[Run]:
        """As many runs as tasks; when an example takes its session with it, the page is replayed without it.

        Examples run ahead of what is reported of them: when nobody says which one it was, they are first run again one
        at a time.
        """
        runs: dict[int, Run] = {}
        left = list(range(len(plan.tasks)))
        careful = False
        while left:
            part = msgspec.structs.replace(plan, tasks=tuple(plan.tasks[index] for index in left))
            found, lost, certain = self._session(part, started, careful=careful)
            for index, run in found.items():
                runs.setdefault(left[index], run)
            if lost is None:
                break
            if not certain:
                careful = True
                continue
            # What did not end well leaves nothing for the others: only the good ones are replayed for their state.
            # The one that the session was lost after goes too, whatever it did before: it would lose it again.
            gone = left[lost] if lost < len(left) else None
            left = [index for index in left if index != gone and (index not in runs or runs[index].ended == "end")]
            if all(index in runs for index in left):
                break
        return [runs[index] for index in range(len(plan.tasks))]

    def close(self) -> None:
        while self.launchers:
            self.launchers.popitem()[1].close()

    def _session(
        self, plan: Plan, started: Callable[[str], None], *, careful: bool
    ) -> tuple[dict[int, Run], int | None, bool]:
        """Runs by task number, the task that the session was lost by, and whether that is certain."""
        launcher = self._launcher_for(plan)
        if plan.network.doors and not (launcher.start.walled and self.outside):
            raise SandboxError("this sandbox has no way to backends", "leave --sandbox out, or take [backends] out")
        ours, theirs = socket.socketpair()
        conversation = Conversation(plan, ours, launcher.control, walled=launcher.start.walled, outside=self.outside)
        try:
            launcher.hand_over(theirs, plan.preload)
            runs, lost, problem = conversation.hold(launcher.start.layers, started, careful=careful)
            launcher.finish(conversation)
            asked = conversation.requests()
            launcher.forget_stage()
            if problem or (conversation.status == RAISING and not conversation.begun):
                reason = problem or "no reason given"
                raise SandboxError(f"the sandbox could not be raised: {reason}", "docverify doctor")
            certain = careful or not conversation.broken
            if certain and lost is not None and lost not in runs and lost < len(plan.tasks):
                runs[lost] = conversation.run_of_lost(lost)
            return with_requests(runs, asked), lost, certain
        finally:
            conversation.close()

    def _launcher_for(self, plan: Plan) -> "Launcher":
        layers = {language: one.path for language, one in plan.environments.items() if one.path}
        toolchains = (
            *find_all(plan.programs),
            *find_grammars(task.parser.module for task in plan.tasks if task.parser),
        )
        needs = Needs(layers, toolchains, plan.limits, plan.hash_seed, plan.zone, plan.network)
        surroundings = (plan.hash_seed, plan.zone)
        launcher = self.launchers.get(surroundings)
        if launcher and launcher.needs.covers(needs) and launcher.alive():
            return launcher
        if launcher:
            known = self.launchers.pop(surroundings).needs.toolchains
            needs = msgspec.structs.replace(needs, toolchains=tuple(dict.fromkeys([*known, *needs.toolchains])))
            launcher.close()
        return self.launchers.setdefault(surroundings, Launcher(self.starter, needs))


class Launcher:
    """The process tree of one sandbox."""

    def __init__(self, starter: Starter, needs: Needs) -> None:
        self.needs = needs
        self.control, theirs = socket.socketpair()
        try:
            self.start = starter(needs, theirs.fileno())
            self.process = self._started(theirs.fileno())
        finally:
            theirs.close()

    def hand_over(self, channel: socket.socket, preload: Sequence[str]) -> None:
        """Gives the launcher the socket of a new session, and what to import before."""
        wanted = msgspec.json.encode({"imports": preload, "layer": self.start.layers.get("python", "")})
        try:
            socket.send_fds(self.control, [b"P" if preload else b"S"], [channel.fileno()])
            if preload:
                self.control.sendall(len(wanted).to_bytes(4, "big") + wanted)
        except OSError as error:
            raise SandboxError(f"the sandbox ended by itself: {self._last_words()}", "docverify doctor") from error
        finally:
            channel.close()

    def finish(self, conversation: Conversation) -> None:
        """Makes sure that nothing of the session is left, and learns how it ended."""
        if conversation.status is not None:
            return
        try:
            if not (conversation.done and select.select([self.control], [], [], 1.0)[0]):
                self.control.sendall(b"K")
            self.control.settimeout(10)
            end = self.control.recv(2)
            conversation.status = end[1] if len(end) > 1 else None
        except OSError:
            self.process.kill()
        finally:
            self.control.settimeout(None)

    def forget_stage(self) -> None:
        """What the sandbox needed of the folder it has bound by now; nothing of it is left if we are killed."""
        if self.start.stage:
            with suppress(OSError):
                os.rmdir(self.start.stage)

    def alive(self) -> bool:
        return self.process.poll() is None

    def close(self) -> None:
        """The launcher ends with its control socket, and everything in the sandbox with the launcher."""
        self.control.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()
        self.forget_stage()
        if self.start.folder:
            remove(self.start.folder)

    def _started(self, control: int) -> "subprocess.Popen[bytes]":
        start = self.start
        try:
            return subprocess.Popen(
                start.words,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=(control, *start.descriptors),
                env=start.environ,
                cwd="/",
            )
        except OSError as error:
            self.forget_stage()
            raise SandboxError(f"the sandbox cannot be started: {error}", "docverify doctor") from error
        finally:
            for descriptor in start.descriptors:
                os.close(descriptor)

    def _last_words(self) -> str:
        self.process.kill()
        said = self.process.stderr.read(4000).decode("utf-8", "replace").strip() if self.process.stderr else ""
        return said.splitlines()[-1] if said else "it said nothing"


def with_requests(runs: dict[int, Run], asked: Sequence[Exchange]) -> dict[int, Run]:
    """The runs by task number, each with what it asked backends for."""
    if not asked:
        return runs
    return {
        number: msgspec.structs.replace(run, exchanges=tuple(one for one in asked if one.task == number))
        for number, run in runs.items()
    }


def launcher_words(python: str, program: str, control: int, config: dict[str, object]) -> Sequence[str]:
    """The command of the launcher itself: isolated from the environment that it is given, and without `site`."""
    return [python, *OPTIONS, program, str(control), msgspec.json.encode(config).decode()]


def remove(folder: str) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
