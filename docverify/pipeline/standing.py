"""Whether the last result still stands: the same was asked, and nothing that it follows from has changed.

Then not one page has to be read.
A result stands once a run came to it from recalled pages alone, and no history changed by it.
"""

import time
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

from docverify.model import Standing, Status
from docverify.pipeline.moment import now
from docverify.pipeline.premises import Premises
from docverify.pipeline.request import LAST_RESULT, STORE, Request
from docverify.published import Published
from docverify.store import standing as kept
from docverify.watch import find_status, is_unchanged

_DAY = 86_400


class Stands(NamedTuple):
    """What a result follows from that may change."""

    until: int
    """The first day, counted from 1970, on which some answer in it is too old."""
    changes: int
    """How often the store had been written."""
    statuses: dict[str, Status | None]


class Checked(NamedTuple):
    """What a check came to; `stands` is None when another run may come to something else."""

    told: Published
    code: int
    """Exit code."""
    stands: Stands | None = None


def make_key(request: Request, premises: Premises) -> bytes | None:
    """What the result is found by; None when pages have to be read or run whatever was found before."""
    config = request.config
    inferred = any(one.inferred for one in config.environments.values())
    if not premises.described or request.fresh or request.audit or inferred:
        return None
    asked = (config, request.sources, str(request.root), request.confirm, request.offline)
    try:
        data = msgspec.msgpack.encode(asked, order="sorted")
    except UnicodeEncodeError:  # a file name may be no text
        return None
    return blake2b(data, digest_size=20, key=premises.circumstances).digest()


def recall(state: Path, key: bytes) -> Checked | None:
    """The last result, told as of now, when it is the answer to this; None when it is not, or may not be."""
    began, found = time.monotonic(), kept.load(state)
    if found is None or found.key != key or time.time() // _DAY >= found.until:
        return None
    if kept.count_changes(state / STORE) != found.changes or find_status(str(state / LAST_RESULT)) != found.result:
        return None
    if not is_unchanged(found.statuses):
        return None
    try:
        last = Published(encoded=(state / LAST_RESULT).read_bytes())
        told = last.retold(now(), round(time.monotonic() - began, 3))
    except (OSError, msgspec.MsgspecError):
        return None
    return Checked(told, found.code, Stands(found.until, found.changes, found.statuses))


def keep(state: Path, key: bytes | None, checked: Checked) -> None:
    """Of the result that was saved last."""
    stands = checked.stands
    saved = find_status(str(state / LAST_RESULT))
    if key is None or stands is None or saved is None:
        kept.forget(state)
    else:
        kept.save(state, Standing(key, stands.until, stands.changes, checked.code, saved, stands.statuses))
