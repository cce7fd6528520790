"""One backend of one worker: its instance, and what that has to be like before examples call it."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from docverify.backends.instance.seeding import Seeder, read_seed, seed_file
from docverify.backends.instance.words import port_of
from docverify.cassettes.likeness import question
from docverify.cassettes.playing import Player
from docverify.errors import BackendError
from docverify.model import BackendConfig, Exchange, Plan, Recorded, Run
from docverify.model.config import HASH
from docverify.pipeline.renaming import is_unmistakable
from docverify.plan.network import HASH_LENGTH, captured, seeded, served, stand_in, tenant
from docverify.ports import Backend, OpenBackend, Replaying, Specified, Words
from docverify.registry import members

if TYPE_CHECKING:
    from docverify.proxy.routes import Answering, Route

Names = dict[str, str]
"""What stands on pages for something, and what it is when they run."""


class Serving:
    """An instance that is clean and filled when it is prepared, and may be neither after examples ran."""

    def __init__(
        self,
        name: str,
        config: BackendConfig,
        instance: OpenBackend,
        hidden: Mapping[str, str],
        player: Player | None = None,
    ) -> None:
        """`hidden`: its secrets, by stand-in; `player`: what was recorded of the same kind of backend."""
        self.player = player
        self.name = name
        self.config = config
        self.instance = instance
        self.hidden = hidden
        self.used = instance.shared
        self.lost: BackendError | None = None
        """Why it could not begin: that is tried once."""
        self.filled: Path | None = None
        self.names: Names | None = None
        """None before it was prepared."""

    @property
    def takes_turns(self) -> bool:
        """True when the pages of one worker would see what those of another do."""
        return self.instance.shared and not self.config.tenant.var

    def begin(self) -> None:
        """Until it is ready; raises BackendError."""
        try:
            self.instance.begin()
        except BackendError as error:
            self.lost = self._without_secrets(error)
            raise self.lost from None

    def check(self) -> None:
        """Raises BackendError with its last words when it has ended, or does not answer."""
        try:
            self.instance.check()
        except BackendError as error:
            raise self._without_secrets(error) from None

    def turn_to(self, page: str) -> None:
        """The page runs from its beginning: so do recordings."""
        for one in (self.player, self.instance):
            if isinstance(one, Player | Replaying):
                one.turn_to(page)

    def prepare(self, page: str, folder: Path, environ: Mapping[str, str]) -> Names:
        """What examples of the page have in place of stand-ins, from here on; raises BackendError.

        Until `note` tells of what ran, anything may have been done to it.
        """
        if isinstance(self.instance, Replaying):
            return {}  # what fills it and whose it is was recorded under the names of the page
        self._revive()
        if self.names is not None and self.config.scope == "run":
            return self.names
        file = seed_file(self.config.seed, page, folder)
        is_new = self.names is None
        is_stale = self.config.scope != "run" and (self.used or (not is_new and file != self.filled))
        own = self._tenant()
        words = self._words(own)
        try:
            if is_stale or own:
                self._clean(own, words)
            if self.names is None or is_stale or own:
                self.names = {**self._fill(file, words, folder, environ), **own}
        except BackendError as error:
            raise self._without_secrets(error) from None
        self.used, self.filled = True, file
        return self.names

    def route(self) -> "Route":
        """How the proxy leads to it."""
        from docverify.proxy.routes import Route, Wanted
        from docverify.proxy.strict import make_rules

        config, instance = self.config, self.instance
        specified = instance if isinstance(instance, Specified) else None
        return Route(
            self.name,
            served(self.name, config),
            self.instance.upstream(),
            self.hidden,
            tuple(Wanted(one, captured(self.name, one), capture) for one, capture in config.captures.items()),
            host=urlsplit(config.url).netloc,
            bases=tuple(specified.bases()) if specified else (),
            rules=make_rules(config.strict, specified.unknown_query if specified else _knows_all),
            answering=_answering(instance) if isinstance(instance, Replaying) else None,
        )

    def compared(self, exchange: Exchange) -> Exchange:
        """With what was recorded of it, where that is known."""
        if self.player is None or exchange.problem or exchange.backend != self.name:
            return exchange
        asked = exchange.request
        wanted = question(asked.method, exchange.path or asked.path, exchange.sent.headers, exchange.sent.content)
        reply = self.player.find(wanted)
        return replace(exchange, recorded=Recorded(reply.status, reply.body())) if reply else exchange

    def note(self, plan: Plan, runs: Sequence[Run]) -> None:
        """This ran, and nothing else since it was prepared; what is shared may have been used by others too."""
        is_called = any(one.backend == self.name for run in runs for one in run.exchanges)
        is_open = any(door.kind == "tcp" and door.backend == self.name for door in plan.network.doors)
        self.used = is_called or is_open or self.instance.shared

    def _clean(self, own: Names, words: Words) -> None:
        """A new tenant is all that it takes, unless a reset has to make it."""
        if not own or self.config.reset.http or self.config.reset.exec:
            self.instance.clean(words)

    def _fill(self, file: Path | None, words: Words, folder: Path, environ: Mapping[str, str]) -> Names:
        if file is None:
            return {}
        told = Seeder(self.name, self.instance.upstream(), folder, environ).fill(read_seed(self.name, file), words)
        texts = "\n".join((*self.config.placeholders.values(), *self.config.env.values()))
        meant = {which: value for which, value in told.items() if f"{{seed.{which}}}" in texts}
        for which, value in meant.items():
            if not is_unmistakable(value):
                what = f"the backend {self.name} gave {value!r} for {{seed.{which}}}, which may mean anything on a page"
                raise BackendError(what, f'if it is always the same, write "{value}" in the place of {{seed.{which}}}')
        return {seeded(self.name, which): value for which, value in meant.items()}

    def _revive(self) -> None:
        """One that a page has ended begins anew for the next one, unless that may need what was in it."""
        if self.lost:
            raise self.lost
        if self.instance.shared or self.config.scope == "run":
            return
        try:
            self.check()
        except BackendError:
            self.instance.close()
            self.begin()
            self.used, self.names = False, None

    def _without_secrets(self, error: BackendError) -> BackendError:
        """What a backend says may tell what it was sent, or what it was started with."""
        from docverify.proxy.standins import Disguise

        said = Disguise(self.hidden).cover().whole(error.message.encode("utf-8", "surrogateescape"))
        return BackendError(said.decode("utf-8", "surrogateescape"), error.hint)

    def _tenant(self) -> Names:
        """A new one."""
        if not self.config.tenant.var:
            return {}
        fresh = secrets.token_hex(HASH_LENGTH // 2)
        return {tenant(self.name, self.config): self.config.tenant.value.replace(HASH, fresh)}

    def _words(self, own: Names) -> dict[str, str]:
        words = {"port": port_of(self.instance.upstream())}
        for value in own.values():
            words[self.config.tenant.var] = value
        for secret in self.config.secrets:
            words[f"secret.{secret}"] = self.hidden[stand_in(self.name, secret)]
        return words


def _answering(instance: Replaying) -> "Answering":
    return lambda called: instance.find(called.method, called.target, called.headers, called.body)


def _knows_all(method: str, path: str, names: Collection[str]) -> str:
    """Of a backend without a description."""
    del method, path, names
    return ""


def kind_of(config: BackendConfig) -> Backend:
    """The member of the registry that a table is for."""
    kinds: Sequence[Backend] = tuple(members("backends").values())
    return next(kind for kind in kinds if kind.accepts(config))


def split_by_session(plan: Plan) -> dict[str, Plan]:
    """A plan for each session of it."""
    parts = {}
    for session in dict.fromkeys(task.session for task in plan.tasks):
        tasks = tuple(task for task in plan.tasks if task.session == session)
        named = {task.example for task in tasks}
        merged = tuple(one for one in plan.merged if named & set(one.programs))
        parts[session] = replace(plan, tasks=tasks, merged=merged)
    return parts
