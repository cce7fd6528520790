"""`record`: the examples run against the system, and what it replied becomes recordings."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from docverify.cassettes.folder import file_of, save
from docverify.cassettes.making import Made, Origin, make
from docverify.errors import UsageError
from docverify.model import BackendConfig, Problem, SandboxReport
from docverify.pipeline.backing import REPLAY
from docverify.pipeline.check import remembered
from docverify.pipeline.gathering import Gathering
from docverify.pipeline.premises import Premises
from docverify.pipeline.request import Request
from docverify.pipeline.serving import kind_of
from docverify.pipeline.tape import Asked
from docverify.pipeline.walls import RunWall
from docverify.ports import Progress


class Recorded(Struct, frozen=True):
    """What became of one page's calls of one backend."""

    page: str
    backend: str
    file: str
    """Relative to the folder of the config; empty where nothing was recorded."""
    exchanges: int
    left_out: tuple[str, ...] = ()
    """Requests, each with why."""


class Recording(Struct, frozen=True):
    """What a run came to."""

    sandbox: SandboxReport
    failed: tuple[str, ...]
    """Pages of which our side ran nothing, each with why; what was recorded of them stays."""
    problems: tuple[Problem, ...]
    recorded: tuple[Recorded, ...]


def recordable(backends: Mapping[str, BackendConfig]) -> dict[str, BackendConfig]:
    """Those of which there are recordings, or can be; raises UsageError where there are none."""
    found = {name: one for name, one in backends.items() if one.replay and kind_of(one).name != REPLAY}
    if not found:
        hint = 'write replay = "recordings/NAME" beside url or start in [backends.NAME]'
        raise UsageError("no backend is recorded: none has replay beside what answers today", hint)
    folders = [PurePosixPath(one.replay) for one in found.values()]
    if len(set(folders)) < len(folders):
        raise UsageError("two backends have the same folder of recordings", "give each a replay of its own")
    return found


def record(request: Request, premises: Premises, progress: Progress) -> Recording:
    """Runs everything anew, and judges nothing by it that is kept."""
    backends = recordable(request.config.backends)
    assert request.tape is not None
    wall = RunWall(premises.tier, request.state, request.backing())
    progress.phase("checking")
    with remembered(request, premises._replace(described=False), {}) as memory:
        gathered = Gathering(request, wall, premises.prepared, memory, progress).gather()
    failed = {row.page: row.detail for row in gathered.rows if row.verdict == "error"}
    asked = request.tape.pages()
    pages = [page.path for page in gathered.pages if page.path not in failed]
    recorded = [
        one
        for page in pages
        for name, config in backends.items()
        for one in _kept(make(origin_of(name, config), page, asked.get(page, ())), request.root, config.replay)
    ]
    told = tuple(f"{page}: {why}" for page, why in failed.items())
    return Recording(wall.report, told, tuple(gathered.problems), tuple(recorded))


def origin_of(name: str, config: BackendConfig) -> Origin:
    """What stands in the config as it is can be read beside the recordings."""
    return Origin(name, kind_of(config).name, (*config.placeholders.values(), *config.env.values()))


def _kept(made: Made, root: Path, name: str) -> Iterator[Recorded]:
    """Written, or what was there taken away where the page asks nothing any more."""
    cassette, folder = made.cassette, root / name
    if cassette.exchanges:
        file = save(cassette, folder).relative_to(root)
        yield Recorded(cassette.page, cassette.backend, str(file), len(cassette.exchanges), made.left_out)
        return
    (folder / file_of(cassette.page)).unlink(missing_ok=True)
    if made.left_out:
        yield Recorded(cassette.page, cassette.backend, "", 0, made.left_out)


def archives(asked: Mapping[str, Sequence[Asked]], folder: Path) -> Iterator[tuple[Path, bytes]]:
    """A file in HAR for each page that asked anything, with what it holds."""
    import msgspec

    from docverify.proxy.har import write_har

    for page, exchanges in asked.items():
        if exchanges:
            text = msgspec.json.format(msgspec.json.encode(write_har([one for _, one in exchanges])), indent=2)
            yield (folder / file_of(page)).with_suffix(".har"), text
