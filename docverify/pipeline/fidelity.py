"""How far a backend answers as its recordings do: each recorded request is sent to it again, page by page."""

from collections.abc import Iterator
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct

from docverify.backends.instance.asking import Asked, Reply, send
from docverify.cassettes.carrying import carried, learnt
from docverify.cassettes.folder import load
from docverify.cassettes.making import headers_of
from docverify.cassettes.written import Kept
from docverify.errors import BackendError
from docverify.jsonbody import parse
from docverify.judge.recorded import RECORDED, other_shape
from docverify.model import Fidelity, Recorded
from docverify.pipeline.recording import recordable
from docverify.pipeline.serving import Serving
from docverify.plan.network import served
from docverify.proxy.heads import find_header

if TYPE_CHECKING:
    from docverify.pipeline.backing import Backing


class Compared(Struct, frozen=True):
    """One recorded request, sent again."""

    backend: str
    page: str
    request: str
    status: str
    """How the status differs, in words; empty where it does not."""
    shape: str
    """The same of the body's shape, either way."""


def compare(backing: "Backing") -> Iterator[Compared]:
    """Every recorded request of every backend that is there today; raises BackendError where one is not."""
    names = recordable(backing.backends)
    instances = backing.instances()
    for name in names:
        serving = Serving(name, backing.backends[name], instances[name], backing.secrets(name))
        try:
            serving.begin()
            yield from _of_backend(serving, backing)
        finally:
            serving.instance.close()


def _of_backend(serving: Serving, backing: "Backing") -> Iterator[Compared]:
    folder = backing.folder / serving.config.replay
    cassettes = load(serving.name, served(serving.name, serving.config), folder)
    if not cassettes:
        raise BackendError(f"the backend {serving.name} has no recordings in {folder}", "docverify record")
    for cassette in cassettes:
        names = serving.prepare(cassette.page, backing.folder, backing.environ)
        replayed = _Replayed(serving, dict(names))
        for kept in cassette.exchanges:
            status, shape = replayed.ask(kept)
            path = urlsplit(kept.request.url)._replace(scheme="", netloc="").geturl()
            yield Compared(serving.name, cassette.page, f"{kept.request.method} {path}", status, shape)
        serving.check()


class _Replayed:
    """One page's requests in their order; what replies give now is asked for instead of what they gave then."""

    def __init__(self, serving: Serving, known: dict[str, str]) -> None:
        from docverify.proxy.standins import Disguise

        self.serving = serving
        self.route = serving.route()
        self.disguise = Disguise(serving.hidden)
        self.known = known

    def ask(self, kept: Kept) -> tuple[str, str]:
        """How status and shape differ, in words."""
        place = urlsplit(self.route.upstream)
        try:
            reply = send(f"{place.scheme}://{place.netloc}", self._asked(kept))
        except (OSError, HTTPException) as error:
            return f"was not answered: {error}", "was not answered"
        self.known |= learnt(parse(kept.reply.body()), parse(reply.body))
        then = kept.reply.status
        status = "" if reply.status == then else f"answered {reply.status}, {RECORDED} {then}"
        return status, differing(kept, reply)

    def _asked(self, kept: Kept) -> Asked:
        from docverify.proxy.routes import write_target

        request = carried(kept.request, self.known)
        parts = urlsplit(request.url)
        path = parts._replace(scheme="", netloc="").geturl() or "/"
        target = write_target(self.route, path) or "/"
        said = headers_of(request)
        headers = dict(self.disguise.reveal_headers(said))
        headers = {"User-Agent": "docverify", **headers}
        headers |= {} if self.route.host else {"Host": parts.netloc}
        swap = self.disguise.reveal_body(find_header(said, "content-type"))
        return Asked(request.method, self.disguise.reveal_target(target), headers, swap.whole(request.body()) or None)


def differing(kept: Kept, reply: Reply) -> str:
    """How the shape of today's reply differs from that of the recorded one, either way."""
    then, now = kept.reply.body(), reply.body
    return other_shape(Recorded(kept.reply.status, then), now) or other_shape(Recorded(reply.status, now), then)


def shares(compared: list[Compared], when: str) -> list[Fidelity]:
    """Of each backend, as they came."""
    found: dict[str, tuple[int, int, int]] = {}
    for one in compared:
        count, status, shape = found.get(one.backend, (0, 0, 0))
        found[one.backend] = (count + 1, status + (not one.status), shape + (not one.shape))
    return [Fidelity(name, *counts, when) for name, counts in found.items()]
