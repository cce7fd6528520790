"""How far backends agreed with what was recorded of them, in one file; without it nothing is said of that."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from docverify.model import Fidelity

FILE = "fidelity.json"
"""Below the state."""


def load(state: Path, backends: Collection[str]) -> tuple[Fidelity, ...]:
    """Of these, by name; none where the file is damaged or gone."""
    try:
        found = msgspec.json.decode((state / FILE).read_bytes(), type=tuple[Fidelity, ...])
    except (OSError, msgspec.MsgspecError):
        return ()
    return tuple(one for one in found if one.backend in backends)


def save(state: Path, found: Sequence[Fidelity]) -> None:
    """Instead of what was there."""
    part = state / f"{FILE}.part"
    with suppress(OSError):
        part.write_bytes(msgspec.json.encode(sorted(found, key=lambda one: one.backend)))
        part.replace(state / FILE)
