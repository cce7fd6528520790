"""The backends of one run: each worker has instances of its own, and a proxy between them and its sandbox."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from docverify.cassettes.playing import Player
from docverify.errors import BackendError, SandboxError
from docverify.judge import says_error
from docverify.model import BackendConfig, Exchange, Network, Plan, Run
from docverify.pipeline.renaming import rename
from docverify.pipeline.serving import Serving, kind_of, split_by_session
from docverify.pipeline.tape import KEPT, Tape
from docverify.ports import Connected, OpenBackend, Sandbox, Service

if TYPE_CHECKING:  # what speaks HTTP and makes certificates is loaded once a backend is configured
    from docverify.cassettes.written import Cassette
    from docverify.proxy.authority import Authority
    from docverify.proxy.routes import Route
    from docverify.proxy.server import Proxy


REPLAY = "replay"
"""The kind that has no backend to be compared with."""
ENDING, PAUSE = 0.5, 0.02
"""Seconds in which a backend may end that broke a connection off, and between two looks at it."""
BLAMED = "backend "
"""How the proxy begins what it says of a backend's own mistakes."""


class Backing:
    """What the config says of backends; nothing is started before a sandbox has to run."""

    def __init__(
        self,
        backends: Mapping[str, BackendConfig],
        folder: Path,
        environ: Mapping[str, str],
        tape: Tape | None = None,
    ) -> None:
        """`tape`: keeps what examples ask."""
        self.tape = tape
        self.backends = backends
        self.folder = folder
        self.environ = dict(environ)
        self.turn = threading.Lock()
        """Held by the worker whose examples use a backend that all workers share."""
        self.filling = threading.Lock()
        self.filled: dict[str, dict[str, str]] = {}
        """By name, what those that are filled once for all workers told."""
        self._making = threading.Lock()

    @property
    def network(self) -> Network:
        """What sandboxes have of it."""
        with self._making:
            return self._network if self.backends else Network()

    @contextmanager
    def behind(self, sandbox: Sandbox) -> Iterator[Sandbox]:
        """A worker's sandbox, with a way to its instances where backends are configured."""
        if not self.backends:
            yield sandbox
            return
        if not isinstance(sandbox, Connected):
            raise SandboxError("this sandbox has no way to backends", "leave --sandbox out")
        backed = Backed(sandbox, self)
        sandbox.connect(backed)
        try:
            yield backed
        finally:
            backed.close_backends()

    @cached_property
    def authority(self) -> "Authority":
        from docverify.proxy.authority import Authority

        return Authority()

    @cached_property
    def _network(self) -> Network:
        from docverify.plan.network import network

        return network(self.backends, self.authority.bundle(), self.authority.java_store())

    def instances(self) -> dict[str, OpenBackend]:
        """By name, of one worker; none has begun."""
        return {
            name: kind_of(config).open(name, config, self.folder, self.environ)
            for name, config in self.backends.items()
        }

    @cached_property
    def recordings(self) -> "dict[str, list[Cassette]]":
        """By name, those of the same kind of backend, which a reply can be held against."""
        from docverify.cassettes.folder import load
        from docverify.plan.network import served

        found = {}
        for name, config in self.backends.items():
            kind = kind_of(config).name
            is_compared = config.replay and kind != REPLAY
            known = load(name, served(name, config), self.folder / config.replay) if is_compared else []
            found[name] = [one for one in known if one.kind == kind]
        return found

    def secrets(self, name: str) -> dict[str, str]:
        """By stand-in, as the environment holds them."""
        from docverify.plan.network import stand_in

        found: dict[str, str] = {}
        config = self.backends[name]
        if kind_of(config).name == REPLAY:  # nobody is there to be shown one
            return found
        for secret, place in config.secrets.items():
            variable = place.removeprefix("env:")
            if not self.environ.get(variable):  # one that a fork may not have is there, and empty
                raise BackendError(f"the backend {name} needs the secret {secret}: {variable} is not set", "set it")
            found[stand_in(name, secret)] = self.environ[variable]
        return found


class Backed:
    """A sandbox whose plans may call backends: these are clean when one begins, and there when it ends."""

    def __init__(self, sandbox: Sandbox, backing: Backing) -> None:
        self.sandbox = sandbox
        self.backing = backing
        self.served: dict[str, Serving] = {}
        self.proxy: Proxy | None = None
        self.problem: BackendError | None = None

    def run(self, plan: Plan, started: Callable[[str], None]) -> list[Run]:
        if not plan.network.doors:
            return self.sandbox.run(plan, started)
        self._begin()
        with self.backing.turn if any(one.takes_turns for one in self.served.values()) else nullcontext():
            runs = self._run_parts(plan, started)
        if self.backing.tape:
            self.backing.tape.take(plan, runs)
        return runs

    def close(self) -> None:
        self.sandbox.close()

    def serve(self, network: Network, descriptors: Sequence[int], asking: Callable[[], int | None]) -> Service:
        """Leads each door to the proxy, or for what is no HTTP to the backend itself."""
        from docverify.proxy.server import Door

        assert self.proxy is not None
        doors = []
        for door, number in zip(network.doors, descriptors, strict=True):
            target = self.served[door.backend].instance.target() if door.kind == "tcp" else None
            doors.append(Door(socket.socket(fileno=number), door.port, door.kind == "https", target, door.backend))

        async def running() -> int | None:
            return await asyncio.to_thread(asking)

        return self.proxy.serve(doors, self._routes(), running)

    def close_backends(self) -> None:
        if self.proxy:
            self.proxy.close()
            self.proxy = None
        for one in self.served.values():
            one.instance.close()

    def _run_parts(self, plan: Plan, started: Callable[[str], None]) -> list[Run]:
        """All of it, cleaned as often as a backend has to be."""
        if not any(one.config.scope == "session" for one in self.served.values()):
            return self._run(plan, started)
        found = {session: iter(self._run(part, started)) for session, part in split_by_session(plan).items()}
        return [next(found[task.session]) for task in plan.tasks]

    def _run(self, plan: Plan, started: Callable[[str], None]) -> list[Run]:
        names: dict[str, str] = {}
        for one in self.served.values():
            one.turn_to(plan.page)
            names |= self._prepared(one, plan.page)
        runs = self.sandbox.run(rename(plan, Plan, names), started)
        told = rename(runs, list[Run], {real: shown for shown, real in names.items()})
        runs = [replace(run, exchanges=tuple(map(self._weighed, run.exchanges))) for run in told]
        for one in self.served.values():
            one.note(plan, runs)
            one.check()
        problems = (each.problem for run in runs for each in run.exchanges)
        broken = next((one for one in problems if one.startswith(BLAMED)), "")
        if broken:  # whatever an example made of it, it is not the page's
            self._await_end()
            raise BackendError(broken)
        return runs

    def _await_end(self) -> None:
        """Who breaks a connection off may be about to end: then its last words tell more. Raises when it does."""
        deadline = time.monotonic() + ENDING
        while time.monotonic() < deadline:
            for one in self.served.values():
                one.check()
            time.sleep(PAUSE)

    def _weighed(self, exchange: Exchange) -> Exchange:
        """With what replies say that they failed, whatever their status, and with what was replied before."""
        serving = self.served.get(exchange.backend)
        if serving is None:
            return exchange
        failed = says_error(exchange.received.content, serving.config.errors)
        return serving.compared(replace(exchange, failed=failed))

    def _prepared(self, one: Serving, page: str) -> dict[str, str]:
        backing = self.backing
        if one.config.scope != "run" or not one.instance.shared:
            return one.prepare(page, backing.folder, backing.environ)
        with backing.filling:  # once for all workers
            if one.name not in backing.filled:
                backing.filled[one.name] = one.prepare(page, backing.folder, backing.environ)
            return backing.filled[one.name]

    def _begin(self) -> None:
        """Once; what did not start then is not started again in this run."""
        if self.problem:
            raise self.problem
        if self.proxy:
            return
        from docverify.proxy.limits import Limits
        from docverify.proxy.server import Proxy

        try:
            for name, instance in self.backing.instances().items():
                known = self.backing.recordings[name]
                secrets = self.backing.secrets(name)
                player = Player(known) if known else None
                self.served[name] = Serving(name, self.backing.backends[name], instance, secrets, player)
            for one in self.served.values():
                one.begin()
        except BackendError as error:
            self.problem = error
            raise
        self.proxy = Proxy(self.backing.authority, Limits(kept=KEPT) if self.backing.tape else None)

    def _routes(self) -> "list[Route]":
        return [one.route() for one in self.served.values()]
