"""The host's end of a session: hands the plan in, answers the sandbox's name server, and reads what comes out.

Everything that arrives is data from untrusted code: bounded in size and time, decoded against a type, never trusted to
be about another page than its own.
"""

import os
import select
import socket
import struct
import time
from collections.abc import Callable, Mapping

import msgspec

from docverify.model import Exchange, Merged, Plan, Program, Run, Step
from docverify.ports import Outside, Service
from docverify.sandbox.inside.words import BUILD_SECONDS, CHECKERS, MEMORY
from docverify.sandbox.wall.message import LONGEST, Broken, Message, run_of, take_message
from docverify.sandbox.wall.questions import Questions
from docverify.sandbox.wall.resolver import Resolver

SILENCE = 10.0
"""Seconds without a word from the warden, past an example's own limit, after which the session is ended."""
RAISED = 20.0
"""Seconds in which the walls must stand."""


LONGEST_WORDS = 200
"""Characters of what a page says beside a statement that may be an error."""


def order(plan: Plan, layers: Mapping[str, str], *, careful: bool) -> bytes:
    """The plan as the warden reads it; `layers` are paths inside, by language."""
    body = msgspec.json.encode(
        {
            "careful": careful,
            "elsewhere": plan.elsewhere,
            "watched": plan.watched,
            "layers": layers,
            "limits": {"seconds": plan.limits.seconds, "output": plan.limits.output},
            "merged": [{**msgspec.to_builtins(one), "programs": _by_task(one, plan)} for one in plan.merged],
            "tasks": [
                {
                    "driver": task.driver,
                    "language": task.language,
                    "file": task.file or plan.page,
                    "session": task.session,
                    "steps": [_told(step) for step in task.steps],
                    "files": [{"path": file.path, "text": file.text} for file in task.files],
                    "program": task.program,
                    "parser": task.parser,
                }
                for task in plan.tasks
            ],
        }
    )
    return struct.pack(">I", len(body)) + body


def _told(step: Step) -> dict[str, str | int]:
    """Words beside a value may speak of the error that ends its statement: a driver that knows them can go on."""
    told: dict[str, str | int] = {"code": step.code, "line": step.line, "mode": step.mode}
    words = (step.expected or "").strip() if step.mode == "value" and "UNCERTAIN" in step.flags else ""
    return {**told, "said": words} if 0 < len(words) <= LONGEST_WORDS else told


def _by_task(merged: Merged, plan: Plan) -> dict[str, Program]:
    """The programs of a build by the number of their task; those of examples that are not run are left out."""
    numbers = ((str(number), merged.programs.get(task.example)) for number, task in enumerate(plan.tasks))
    return {number: program for number, program in numbers if program}


class Conversation:
    """One plan in one session, from the order to the last run."""

    def __init__(
        self,
        plan: Plan,
        channel: socket.socket,
        control: socket.socket,
        *,
        walled: bool,
        outside: Outside | None = None,
    ) -> None:
        """`outside` answers at the doors of the plan's network."""
        self.plan = plan
        self.channel = channel
        self.control = control
        self.walled = walled
        self.outside = outside
        self.resolver: Resolver | None = None
        self.service: Service | None = None
        self.questions: Questions | None = None
        self.running: int | None = None
        self.status: int | None = None
        self.begun = False
        """True when an example has begun: what fails from then on may be its doing, and is never said to be ours."""
        self.done = False
        """True when the warden said that all is done, so that the session ends by itself."""
        self.broken = False
        """True when the session ended without a word of the warden about which example it was."""
        self.buffer = bytearray()
        self.total = 0

    def hold(
        self, layers: Mapping[str, str], started: Callable[[str], None], *, careful: bool
    ) -> tuple[dict[int, Run], int | None, str]:
        """Runs by task number, the task after which the session was lost, and what went wrong on our side."""
        runs: dict[int, Run] = {}
        try:
            if self.walled:
                self._receive_resolver()
            careful = careful or bool(self.plan.network.doors)  # what an example asks for is held against it alone
            self.channel.sendall(order(self.plan, layers, careful=careful))
            while (message := self._next()) is not None:
                if message.problem and not self.begun:
                    return runs, None, message.problem
                if message.begin is not None:
                    self.running = self._known(message.begin)
                    self.begun = True
                    started(self.plan.tasks[self.running].example)
                elif message.run is not None:
                    runs[message.run] = self._run(message)
                    self.running = None
                elif message.lost is not None:
                    return runs, self._known(message.lost), ""
                elif message.done:
                    self.done = True
                    return runs, None, ""
        except (Broken, OSError):
            self.broken = True
        return runs, self._lost_at(runs), ""

    def run_of_lost(self, index: int) -> Run:
        """The run of the example that took its session with it, when the warden could not tell."""
        plan = self.plan
        ended, limit = ("limit", "memory") if self.status == MEMORY else ("lost", "")
        return Run(
            example=plan.tasks[index].example, reading=plan.reading, ended=ended, limit=limit, hosts=self._hosts(index)
        )

    def close(self) -> None:
        self.channel.close()
        if self.resolver is not None:
            self.resolver.socket.close()
        self.requests()

    def requests(self) -> list[Exchange]:
        """What the examples asked backends for, in order; nobody answers any more from then on."""
        service, self.service = self.service, None
        if self.questions:
            self.questions.close()
        return list(service.end()) if service else []

    def _lost_at(self, runs: dict[int, Run]) -> int:
        """The example that ran when the session broke, else the first that has no run."""
        if self.running is not None:
            return self.running
        return next(index for index in range(len(self.plan.tasks) + 1) if index not in runs)

    def _known(self, index: int) -> int:
        if not 0 <= index < len(self.plan.tasks):
            raise Broken
        return index

    def _run(self, message: Message) -> Run:
        index = self._known(message.run or 0)
        return run_of(message, self.plan.tasks[index], self.plan, self._hosts(index), time.time())

    def _hosts(self, index: int) -> tuple[str, ...]:
        return tuple(self.resolver.asked.get(index, ())) if self.resolver else ()

    def _receive_resolver(self) -> None:
        self.channel.settimeout(RAISED)
        network = self.plan.network
        data, descriptors, _, _ = socket.recv_fds(self.channel, 1, 1 + len(network.doors))
        if data != b"R" or len(descriptors) != 1 + len(network.doors):
            for number in descriptors:
                os.close(number)
            rest = data + self.channel.recv(4096) if data else b""
            raise Broken(rest)
        self.resolver = Resolver(descriptors[0], network.hosts)
        if self.outside and network.doors:
            self.questions = Questions()
            self.service = self.outside.serve(network, descriptors[1:], self.questions.ask)
        self.channel.settimeout(SILENCE)

    def _next(self) -> Message | None:
        """The next message; None when the session has ended without one."""
        compiles = any(task.program or task.driver in CHECKERS for task in self.plan.tasks)
        building = BUILD_SECONDS if compiles else 0.0
        deadline = time.monotonic() + self.plan.limits.seconds + 2 * building + SILENCE
        poll = select.poll()
        # Code of Python runs before its warden has said so: who asks in between is told once that is said. A build asks
        # before anything runs.
        is_heard = self.running is not None or compiles
        names = self.resolver.socket.fileno() if self.resolver and is_heard else -1
        bell = self.questions.bell if self.questions and is_heard else -1
        for waited in (self.channel.fileno(), self.control.fileno(), bell, names):
            if waited >= 0:
                poll.register(waited, select.POLLIN)
        while True:
            message = take_message(self.buffer)
            if message is not None:
                return message
            ready = {descriptor for descriptor, _ in poll.poll(max(0, (deadline - time.monotonic()) * 1000))}
            if not ready or time.monotonic() > deadline:
                raise Broken
            # An example that asks for a name waits for the answer: what it said before is read first.
            if self.channel.fileno() in ready:
                self._fill()
            elif self.resolver and names in ready:
                self.resolver.answer(self.running)
            elif self.questions and bell in ready:
                self.questions.answer(self.running)
            elif self.control.fileno() in ready:
                self._session_over()

    def _fill(self) -> None:
        part = self.channel.recv(1 << 18)
        self.total += len(part)
        if not part or self.total > 8 * LONGEST:
            raise Broken
        self.buffer += part

    def _session_over(self) -> None:
        end = self.control.recv(2)
        self.status = end[1] if len(end) > 1 else 255
        raise Broken
