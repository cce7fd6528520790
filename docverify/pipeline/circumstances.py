"""Everything besides a page that its verdicts follow from, as one hash."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path

import msgspec

from docverify import __version__
from docverify.errors import InstallError
from docverify.model import Config, Environment, TrackerConfig

TOP = Path(__file__).parents[1]
"""The folder of docverify."""
Prepared = Mapping[str, Environment | InstallError]
"""By language, what its examples may import."""


def describe(recipe: Sequence[str], config: Config, prepared: Prepared) -> bytes:
    """A hash that changes with whatever could change a verdict while no page does; `recipe` is the wall's."""
    # All that is configured counts, save what says where pages lie and what is done with verdicts.
    bearing = msgspec.structs.replace(config, sources=(), credentials={}, tracker=TrackerConfig(), fail_on=())
    digest = blake2b(msgspec.msgpack.encode(bearing, order="sorted"), digest_size=20)
    for part in (*_code(), *_libraries(), *_environments(prepared), *recipe):
        data = part.encode("utf-8", "surrogateescape")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()


def _environments(prepared: Prepared) -> Iterator[str]:
    for language, one in sorted(prepared.items()):
        yield language
        yield one.message if isinstance(one, InstallError) else "\n".join((one.key, *one.packages))


@cache
def _code() -> tuple[str, ...]:
    """Of docverify: of an installed one the list of its files with their hashes, else the status of each file.

    Once, since what this process runs was read when it began.
    """
    records = list(TOP.parent.glob("docverify-*.dist-info/RECORD"))
    lists = [record.read_text(encoding="utf-8", errors="replace") for record in records]
    return (__version__, *(lists or _statuses(str(TOP))))


def _statuses(folder: str) -> Iterator[str]:
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        if entry.is_dir():
            yield from () if entry.name == "__pycache__" else _statuses(entry.path)
        else:
            status = entry.stat()
            yield f"{entry.name} {status.st_size} {status.st_mtime_ns}"


def _libraries() -> Iterable[str]:
    """Names with versions of all that is installed beside docverify: what reads pages, and what adds languages."""
    for folder in sys.path:
        try:
            yield from sorted(name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))
        except OSError:
            continue
