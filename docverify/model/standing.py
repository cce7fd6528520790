"""What the last result follows from, so that the same question can be answered without reading a page."""

from msgspec import Struct


class Status(Struct, frozen=True, array_like=True):
    """What changes with a file, or with the list of names in a folder."""

    size: int
    changed: int
    """Nanoseconds: when what is in it was changed last."""
    touched: int
    """Nanoseconds: when anything of it was, its rights and times too; no program can set it."""
    inode: int
    device: int


class Standing(Struct, frozen=True):
    """The last result, as what it stands on: as long as all of this is so, another run comes to the same."""

    key: bytes
    """A hash of what was asked, and of everything besides files and histories that verdicts follow from."""
    until: int
    """The first day, counted from 1970, on which some answer in it is too old."""
    changes: int
    """How often the store had been written."""
    code: int
    """Exit code of the run."""
    result: Status
    """The file that holds the result."""
    statuses: dict[str, Status | None]
    """By path, what was there when it was read, links followed; None for nothing."""
