"""The nouns: what an author asks for, and one way of asking that some tool taught them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

LONGEST = 500
"""Characters of a marker that are looked at."""
_LETTERS = re.compile(r"(?:(?:[\w:=@-]|\\[$+])(?![?*+{]))*")
_GROUP = re.compile(r"\([^()]*\)")


class Instruction(Struct, frozen=True, gc=False):
    """One thing that a marker asks for."""

    kind: str
    """One of KINDS."""
    scope: str = "next"
    """Which blocks it is about: `next`, `previous`, `start` and `end` of a range, `rest` (from the next one on),
    `after` (from the one after the next on), or `page`."""
    value: str = ""
    """What it names: a group, a module, or a name."""
    range: str = ""
    """For `start` and `end`: ranges of one name cannot overlap, those of two can."""
    reason: str = ""
    """For `reported`: why it is not honoured, or what the user can do instead."""


KINDS = {
    "skip": "honoured: not run, and the marker is the reason",
    "unsupported": "skips the example and says so",
    "reported": "runs the example, and reports the marker",
    "output": "honoured: compared as output",
    "aside": "honoured: shown beside the output, and not compared",
    "synopsis": "honoured: no example, not run",
    "compare": "honoured: compared so",
    "ignore-output": "honoured: run, not compared",
    "continue": "honoured: a page shares its state",
    "group": "honoured: a state of their own",
    "clear": "honoured: a new state from there on",
    "setup": "honoured: run first, and never called wrong itself",
    "teardown": "honoured: run last, and never called wrong itself",
    "name": "honoured: `-k` finds it",
    "raises": "honoured: fails unless it ends in an error",
    "no-build": "honoured: fails unless its build does",
    "error-code": "honoured: the error must have this code",
    "build": "honoured: built, not run, and the marker is the reason",
    "may-raise": "honoured: passes with an error and without",
    "needs": "honoured: imported first, `missing-package` without it",
    "met": "honoured: decided before the run",
    "run": "honoured: run like any other",
    "nothing": "nothing to do",
}
"""What an instruction may be, and what docverify does with it."""


Answer = Callable[[re.Match[str]], Iterable[Instruction]]


class Convention(Struct, frozen=True, gc=False):
    """One way in which authors tell one tool something about a block."""

    tool: str
    written: str
    """An example, as it stands on a page."""
    means: str
    """What the tool does with it."""
    pattern: str
    """Of the text that `Table.read` is given: it matches at the start, and must say itself where it ends."""
    answer: Answer
    note: str = ""
    """What more is to be said of docverify's answer."""
    known: bool = True
    """False when it stands here as it is generally known, and was not held against the tool itself."""


class Table:
    """Conventions in order: the first whose pattern matches answers."""

    def __init__(self, conventions: Sequence[Convention]) -> None:
        self.conventions = tuple(conventions)
        self._starts = [(_start(one.pattern), one) for one in self.conventions]
        self.read = lru_cache(maxsize=4096)(self._read)

    def __iter__(self) -> Iterator[Convention]:
        return iter(self.conventions)

    def find(self, text: str) -> tuple[Convention, re.Match[str]] | None:
        """The convention that a text follows."""
        for start, one in self._starts:
            if text.startswith(start) and (match := _compiled(one.pattern).match(text)):
                return one, match
        return None

    def _read(self, text: str) -> tuple[Instruction, ...]:
        """The instructions in a text; none when it is no marker."""
        found = self.find(text)
        return tuple(found[0].answer(found[1])) if found else ()


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Made when a text begins like it: most pages follow few conventions, and most commands none."""
    return re.compile(pattern, re.DOTALL)


def _start(pattern: str) -> str:
    """The letters that every text begins with that the pattern matches."""
    match = _LETTERS.match(pattern) if "|" not in _GROUP.sub("", pattern) else None
    return match[0].replace("\\", "") if match else ""


def convention(
    said: tuple[str, str, str], pattern: str, answer: Answer, *, note: str = "", known: bool = True
) -> Convention:
    """`said` is the tool, how it is written, and what it means."""
    return Convention(*said, pattern, answer, note, known)


def always(kind: str, **fields: str) -> Answer:
    """The answer that does not depend on what the marker says further."""
    answer = (Instruction(kind, **fields),)
    return lambda _: answer


def named(kind: str, **fields: str) -> Answer:
    """The answer whose value is the group `name` of the match."""
    return lambda match: (Instruction(kind, value=match["name"].strip(), **fields),)


def when(holds: bool | None) -> Instruction:
    """For a condition under which the example runs; None when it cannot be decided before the run."""
    return Instruction("unsupported" if holds is None else "met" if holds else "skip")


def unless(holds: bool | None) -> Instruction:
    """For a condition under which the example is skipped."""
    return when(None if holds is None else not holds)


def scoped(instruction: Instruction, scope: str, range_: str) -> Instruction:
    return replace(instruction, scope=scope, range=range_)
