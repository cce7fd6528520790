"""One page, corrected until its examples agree with it.

Each correction is made in memory and run; one that does not hold is taken back.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from docverify.model import Page, Problem, Verdict
from docverify.pipeline.pages import ReadPage
from docverify.ports import Format, Nested
from docverify.rewrite.correction import Correction, corrections
from docverify.rewrite.page import AGAIN, BREAKS, NOT_ACCEPTED, is_same, rewrite
from docverify.rewrite.texts import Rewritten, differing, texts_of, with_texts

MOST_ROUNDS = 20
"""Of one page: each corrects all that its run calls different, so that mostly there is one."""

Run = Callable[[ReadPage], Mapping[str, Verdict]]
Read = Callable[[Page], ReadPage]
Place = tuple[str, int]
"""An example, and the line in it where its output stands."""


class Corrected(Struct, frozen=True):
    """A page with texts that its examples agree with."""

    page: Page
    files: tuple[Rewritten, ...] = ()
    """The page, and files that it includes, as far as something could be written there."""
    changed: tuple[str, ...] = ()
    """Ids of the examples whose documented output is new."""
    problems: tuple[Problem, ...] = ()
    """What could not be corrected, and why."""


class Twice(NamedTuple):
    """What two runs say of one place: what both lead to is written, and nothing else."""

    first: Correction
    second: Correction | None
    """None when the other run does not call it wrong."""


class Correcting:
    """Corrects one page. What is given up is left as the page has it, and everything else is done once more."""

    def __init__(self, read: ReadPage, reader: Format, run: Run, again: Read, is_asked: Callable[[str], bool]) -> None:
        self.first = read
        self.format = reader
        self.run = run
        self.again = again
        self.is_asked = is_asked
        """Whether an example is to be corrected."""
        self.given_up: dict[str, Problem] = {}

    def corrected(self) -> Corrected:
        wanted = self._wanted(self.first, self.run(self.first))
        while True:
            known = len(self.given_up)
            read, changed, last = self._attempt(wanted)
            for name in changed:
                if name not in self.given_up and (name not in last or last[name].verdict != "pass"):
                    self._give_up(name, read, f"{NOT_ACCEPTED}: {last[name].detail}" if name in last else NOT_ACCEPTED)
            if len(self.given_up) == known:
                names = tuple(one.id for one in read.examples if one.id in changed)
                files = differing(self.first.page, read.page)
                return Corrected(self.first.page, files, names, tuple(self.given_up.values()))

    def _attempt(self, wanted: Sequence[Twice]) -> tuple[ReadPage, list[str], Mapping[str, Verdict]]:
        """The page after as many rounds as it takes, what was changed on it, and what the last run says."""
        read, changed, seen = self.first, dict[str, None](), dict[Place, list[str]]()
        verdicts: Mapping[str, Verdict] = {}
        for _ in range(MOST_ROUNDS):
            before = read
            for one in (one for one in wanted if one.first.example not in self.given_up):
                read = self._written(read, one, seen)
            if read is before:
                break
            names = (one.first.example for one in wanted)
            changed.update((name, None) for name in names if name not in self.given_up)
            verdicts = self.run(read)
            wanted = self._wanted(read, verdicts)
        return read, list(changed), verdicts

    def _wanted(self, read: ReadPage, verdicts: Mapping[str, Verdict]) -> list[Twice]:
        """What is to be corrected, from the end of the page to its beginning, so that lines stay where they are."""
        found = [one for one in corrections(read.examples, verdicts) if self.is_asked(one.example)]
        if not found:
            return []
        again = {(one.example, one.line): one for one in corrections(read.examples, self.run(read))}
        pairs = (Twice(one, again.get((one.example, one.line))) for one in found)
        return sorted(pairs, key=lambda pair: -pair.first.line)

    def _written(self, read: ReadPage, wanted: Twice, seen: dict[Place, list[str]]) -> ReadPage:
        """The page with one correction; the page as it was, and the example given up, where that cannot be."""
        one = wanted.first
        start = next(example.block.line for example in read.examples if example.id == one.example)
        shown = seen.setdefault((one.example, one.line - start), [])
        was = texts_of(read.page).get(one.file or read.page.path, "")
        for keep in (True, False)[len(shown) :]:
            shown.append(one.actual)
            text, refused = rewrite(was, one, self.format, keep=keep)
            if refused:
                return self._give_up(one.example, read, refused)
            if text == was:
                continue
            other = wanted.second and rewrite(was, wanted.second, self.format, keep=keep)[0]
            return self._read(read, one, text) if text == other else self._give_up(one.example, read, AGAIN)
        return self._give_up(one.example, read, NOT_ACCEPTED)

    def _read(self, read: ReadPage, correction: Correction, text: str) -> ReadPage:
        file = correction.file or read.page.path
        after = self.again(with_texts(read.page, {file: text}))
        is_nested = isinstance(self.format, Nested) and not correction.file
        grown = None if is_nested else text.count("\n") - texts_of(read.page)[file].count("\n")
        if not is_same(read.examples, after.examples, correction, grown):
            return self._give_up(correction.example, read, BREAKS)
        return after

    def _give_up(self, example: str, read: ReadPage, why: str) -> ReadPage:
        block = next(one.block for one in self.first.examples if one.id == example)
        self.given_up[example] = Problem(block.file or block.page, f"is left as it is: {why}", line=block.line)
        return read
