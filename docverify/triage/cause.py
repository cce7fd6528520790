"""What failing examples have in common: one cause, one issue."""

from collections.abc import Collection, Iterable, Sequence
from hashlib import sha256

from docverify.masks import mask
from docverify.model import Cause, Row, TrackerConfig

VERSION = "v1"
"""Of the rules below. When they change it becomes `v2`, and issues keep the key that they were opened with."""


def causes(rows: Iterable[Row], kinds: Collection[str] = TrackerConfig().drift) -> list[Cause]:
    """The causes of what fails and of drift of these kinds, in page order; other drift is listed and opens nothing."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if opens_issue(row, kinds):
            groups.setdefault((row.page, signature(row)), []).append(row)
    return [_cause(page, sign, members) for (page, sign), members in groups.items()]


def opens_issue(row: Row, kinds: Collection[str]) -> bool:
    return row.verdict == "fail" or (row.verdict == "drift" and row.kind in kinds)


def signature(row: Row) -> str:
    """What went wrong, without what changes from run to run; drift is its example's own, whatever it printed."""
    if row.verdict == "drift":
        return drifting(row.id)
    return f"{row.verdict}\n{row.reason}\n{mask(row.detail)}"


def drifting(example: str) -> str:
    """The signature of an example's drift."""
    return f"drift\n{example}"


def key(page: str, sign: str) -> str:
    return _digest((VERSION, page, sign))


def _cause(page: str, sign: str, members: Sequence[Row]) -> Cause:
    return Cause(
        key=key(page, sign),
        page=page,
        verdict=members[0].verdict,
        signature=sign,
        examples=tuple(row.id for row in members),
        fingerprint=_digest([part for row in members for part in (row.id, row.fingerprint)]),
    )


def _digest(parts: Iterable[str]) -> str:
    """Sixteen hex digits over the parts, which cannot run into one another."""
    return sha256("".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
