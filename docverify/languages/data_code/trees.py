"""What a grammar made of code behind the wall, as far as that can be believed: it is data from there."""

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from docverify.model import Refusal, Run, Wrapping

TOO_LONG = 24
"""The signal that ends what has used up its time of the processor."""
_UNPRINTABLE = re.compile(r"[^ -~]+")


class Tree(msgspec.Struct, frozen=True, gc=False):
    """What matters of a parse."""

    whole: bool = False
    """Everything in the code has its place in the grammar."""
    place: int | None = None
    """The number of the wrapping in which that is so; -1 where it is so of each piece, in one or the other."""
    missing: Literal["", ")", "]"] = ""
    """The one closing bracket that is not there, where nothing else is wrong."""
    at: int = 0
    """Offset in UTF-8 of where it first goes wrong, or where the bracket should stand."""
    errors: int = 0
    """Places that are not as the grammar has them."""
    slow: bool = False
    """True when it was given up: it reads the same again and again."""
    died: int | None = None
    """The signal that ended its process; 0 for any other end."""

    def place_in(self, wrappings: Sequence[Wrapping]) -> str:
        """Where the code is valid, in words; empty when it is so as it stands."""
        if self.place is None:
            return ""
        return wrappings[self.place].place if 0 <= self.place < len(wrappings) else "piece by piece"

    def offset(self, code: str) -> int:
        """Where it goes wrong, in characters, and never in the blanks before that."""
        return len(code.encode("utf-8", "replace")[: max(0, self.at)].decode("utf-8", "replace").rstrip())


def read_tree(run: Run, title: str) -> Tree | Refusal:
    """What became of a block of this language: the tree, or why there is none."""
    if run.ended == "exception":
        said = _UNPRINTABLE.sub("?", run.exception.message if run.exception else "")[:200]
        return Refusal("unverified", "missing-toolchain", f"{title}: its grammar cannot be loaded: {said}")
    found = _decoded(run)
    if run.ended == "timeout" or (found and (found.slow or found.died == TOO_LONG)):
        return Refusal("unverified", "timeout", f"{title}: not parsed: it takes its grammar too long")
    if found is None or found.died is not None:
        return Refusal("unverified", "resource-limit", f"{title}: not parsed: its grammar did not survive it")
    return found


def _decoded(run: Run) -> Tree | None:
    value = run.steps[0].value if run.ended == "end" and run.steps else None
    try:
        return msgspec.json.decode(value, type=Tree) if value else None
    except msgspec.MsgspecError:
        return None
