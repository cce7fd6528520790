"""The nouns: what an author asks for, and one way of asking that some tool taught them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from msgspec import Struct
from msgspec.structs import replace

LONGEST = 500
"""Characters of a marker that are looked at."""


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
    "skip": "honoured: the example is not run, and the marker is the reason",
    "unsupported": "not honoured: the example is skipped, and its row says that docverify cannot tell what to do",
    "reported": "not honoured: the example runs, and the page's problems name the marker",
    "output": "honoured: the block is the output of the example above it, and is compared",
    "synopsis": "honoured: it shows how something is written, and is no example of it",
    "compare": "honoured: the output is compared so",
    "ignore-output": "honoured: the example runs, and its output is not compared",
    "continue": "honoured: the examples of a page share their state",
    "group": "honoured: the examples of a group share their state, and no others do",
    "clear": "honoured: what follows starts without the names above it",
    "setup": "honoured: it runs before the other examples, and is never itself called wrong",
    "teardown": "honoured: it runs after the other examples, and is never itself called wrong",
    "name": "honoured: `-k` finds the example by this name",
    "raises": "honoured: the example must end in an error, and fails when it does not",
    "may-raise": "honoured: the example passes at `ran` when it ends in an error, and also when it does not",
    "needs": "honoured: the module is imported first; where it is missing, the example is `missing-package`",
    "met": "honoured: the condition holds where examples run, so the example runs",
    "nothing": "nothing to do: it does not bear on whether the example is right",
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
        self.read = lru_cache(maxsize=4096)(self._read)

    def __iter__(self) -> Iterator[Convention]:
        return iter(self.conventions)

    def _read(self, text: str) -> tuple[Instruction, ...]:
        """The instructions in a text; none when it is no marker."""
        for pattern, answer in self._compiled:
            match = pattern.match(text)
            if match:
                return tuple(answer(match))
        return ()

    @cached_property
    def _compiled(self) -> list[tuple[re.Pattern[str], Answer]]:
        """Made when the first marker comes: most commands read none."""
        return [(re.compile(one.pattern, re.DOTALL), one.answer) for one in self.conventions]


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
