"""The backends of one run: each worker has instances of its own, and a proxy between them and its sandbox."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from docverify.errors import BackendError, SandboxError
from docverify.model import BackendConfig, Network, Plan, Run
from docverify.ports import Connected, OpenBackend, Sandbox, Service
from docverify.registry import members

if TYPE_CHECKING:  # what speaks HTTP and makes certificates is loaded once a backend is configured
    from docverify.proxy.authority import Authority
    from docverify.proxy.routes import Route
    from docverify.proxy.server import Proxy


BLAMED = "backend "
"""How the proxy begins what it says of a backend's own mistakes."""


class Backing:
    """What the config says of backends; nothing is started before a sandbox has to run."""

    def __init__(self, backends: Mapping[str, BackendConfig], folder: Path, environ: Mapping[str, str]) -> None:
        self.backends = backends
        self.folder = folder
        self.environ = dict(environ)
        self.turn = threading.Lock()
        """Held by the worker whose examples use a backend that all workers share."""
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
        kinds: Sequence[Any] = tuple(members("backends").values())
        return {
            name: next(kind for kind in kinds if kind.accepts(config)).open(name, config, self.folder, self.environ)
            for name, config in self.backends.items()
        }

    def secrets(self, name: str) -> dict[str, str]:
        """By stand-in, as the environment holds them."""
        from docverify.plan.network import stand_in

        found = {}
        for secret, place in self.backends[name].secrets.items():
            variable = place.removeprefix("env:")
            if variable not in self.environ:
                raise BackendError(f"the backend {name} needs the secret {secret}: {variable} is not set", "set it")
            found[stand_in(name, secret)] = self.environ[variable]
        return found


class Backed:
    """A sandbox whose plans may call backends: these are clean when one begins, and there when it ends."""

    def __init__(self, sandbox: Sandbox, backing: Backing) -> None:
        self.sandbox = sandbox
        self.backing = backing
        self.instances: dict[str, OpenBackend] = {}
        self.secrets: dict[str, dict[str, str]] = {}
        self.proxy: Proxy | None = None
        self.used = False
        """True when the backends may have been called since they were clean."""
        self.problem: BackendError | None = None

    def run(self, plan: Plan, started: Callable[[str], None]) -> list[Run]:
        if not plan.network.doors:
            return self.sandbox.run(plan, started)
        self._begin()
        shared = [name for name, one in self.instances.items() if one.shared]
        if not shared:
            return self._run(plan, started)
        with self.backing.turn:
            self.used = True  # by others
            return self._run(plan, started)

    def close(self) -> None:
        self.sandbox.close()

    def serve(self, network: Network, descriptors: Sequence[int], asking: Callable[[], int | None]) -> Service:
        """Leads each door to the proxy, or for what is no HTTP to the backend itself."""
        from docverify.proxy.server import Door

        assert self.proxy is not None
        doors = []
        for door, number in zip(network.doors, descriptors, strict=True):
            target = self.instances[door.backend].target() if door.kind == "tcp" else None
            doors.append(Door(socket.socket(fileno=number), door.port, door.kind == "https", target, door.backend))
        self.used = True

        async def running() -> int | None:
            return await asyncio.to_thread(asking)

        return self.proxy.serve(doors, self._routes(), running)

    def close_backends(self) -> None:
        if self.proxy:
            self.proxy.close()
            self.proxy = None
        for one in self.instances.values():
            one.close()

    def _run(self, plan: Plan, started: Callable[[str], None]) -> list[Run]:
        if self.used:
            for name, one in self.instances.items():
                if self.backing.backends[name].scope == "page":
                    one.clean()
        self.used = False
        runs = self.sandbox.run(plan, started)
        self.used = _is_tcp(plan.network) or any(run.exchanges for run in runs)
        for one in self.instances.values():
            one.check()
        problems = (each.problem for run in runs for each in run.exchanges)
        if broken := next(
            (one for one in problems if one.startswith(BLAMED)), ""
        ):  # whatever an example made of it, it is not the page's
            raise BackendError(broken)
        return runs

    def _begin(self) -> None:
        """Once; what did not start then is not started again in this run."""
        if self.problem:
            raise self.problem
        if self.proxy:
            return
        from docverify.proxy.server import Proxy

        self.instances = self.backing.instances()
        try:
            self.secrets = {name: self.backing.secrets(name) for name in self.instances}
            for one in self.instances.values():
                one.begin()
        except BackendError as error:
            self.problem = error
            raise
        self.proxy = Proxy(self.backing.authority)

    def _routes(self) -> "list[Route]":
        from docverify.plan.network import served
        from docverify.proxy.routes import Route

        return [
            Route(
                name,
                served(name, config),
                self.instances[name].upstream(),
                self.secrets[name],
                host=urlsplit(config.url).netloc,
            )
            for name, config in self.backing.backends.items()
        ]


def _is_tcp(network: Network) -> bool:
    return any(door.kind == "tcp" for door in network.doors)
