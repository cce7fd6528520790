"""`explain`: one example run once more, with what each reading came to."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from docverify import judge
from docverify.model import WRONG, Example, History, Plan, Row, Run, Verdict
from docverify.pipeline import rows
from docverify.pipeline.pages import ReadPage
from docverify.pipeline.readings import Reader, refused
from docverify.pipeline.running import Running
from docverify.reproduce import check_command


class Reading(Struct, frozen=True):
    """What one reading of an example came to."""

    reading: str
    held: bool
    verdict: str
    level: str
    kind: str = ""
    reason: str = ""
    detail: str = ""
    line: int = 0
    """1-based line of the page where it went wrong; 0 when that is the whole example."""
    expected: str = ""
    actual: str = ""


class Explanation(Struct, frozen=True):
    """All that is known of one example."""

    example: Row
    readings: tuple[Reading, ...]
    """In the order in which they were tried; none for what does not run."""
    above: tuple[str, ...]
    """Ids of the examples of its session that stand above it."""
    setup: str
    """Where the setup stands that its config declares, and that runs before it; empty where there is none."""
    needs: tuple[str, ...]
    """Names that it reads and does not bind itself, where that is known."""
    why_no_further: str
    """Why its level is not the one above; empty at the highest."""
    history: History | None
    """None when no complete run judged it."""
    reproduce: str
    """The command that checks it again."""


class Witness(Reader):
    """A reader that keeps what each reading of one example came to."""

    witnessed: tuple[str, list[Verdict]] = ("", [])
    """The example's id, and the verdicts in their order."""

    around: str = ""
    """What is said of the surroundings of the runs that come in."""

    def judged(self, example: Example, run: Run, examples: Sequence[Example]) -> Verdict:
        verdict = super().judged(example, run, examples)
        if example.id == self.witnessed[0]:
            self.witnessed[1].append(replace(verdict, reading=verdict.reading + self.around))
        return verdict

    def elsewhere(self, found: dict[str, Verdict], examples: Sequence[Example], whole: Plan) -> dict[str, Verdict]:
        before, self.around = self.around, f", {judge.ELSEWHERE}"
        weighed = super().elsewhere(found, examples, whole)
        self.around = before
        return weighed


class Explaining(Running):
    """One run of one page behind a wall."""

    reads = Witness

    def explain(self, read: ReadPage, example: Example, sources: Sequence[str]) -> Explanation:
        """Opens the wall when the example is one that runs."""
        verdicts, seen = {one.id: refused(one) for one in read.examples}, list[Verdict]()
        if example.refusal is None or example.to_parse:
            self.wall.probe(self.progress)
            with self.reader(0) as reader:
                if isinstance(reader, Witness):
                    reader.witnessed = (example.id, seen)
                verdicts |= self.weighed(read, reader).verdicts
        row = rows.row(example, judge.doubt_page(verdicts, read.examples)[example.id])
        above = [one.id for one in read.examples if one.session == example.session != ""]
        begun = (one for one in read.setups if row.session and row.session in (one.session, *one.also))
        return Explanation(
            row,
            tuple(readings(seen, row)),
            tuple(above[: above.index(example.id)] if example.id in above else ()),
            next((one.declared for one in begun), ""),
            tuple(sorted(example.needs)),
            why_no_further(row),
            self.before.get(example.id),
            check_command(example.id, sources),
        )


def readings(seen: Sequence[Verdict], row: Row) -> Iterator[Reading]:
    """Each reading once: a page whose imports stood ready is run again without, and then the second run counts."""
    last = {verdict.reading: verdict for verdict in seen}
    for name in dict.fromkeys(verdict.reading for verdict in seen):
        one = last[name]
        said = (one.verdict, one.level, one.kind, one.reason, one.detail, one.line, one.expected, one.actual)
        yield Reading(name, row.verdict == one.verdict == "pass" and name == row.reading, *said)


def why_no_further(row: Row) -> str:
    """What kept the example at its level."""
    if row.level == "matched":
        return ""
    if row.verdict in WRONG:
        return "what the page shows did not hold" if row.level == "ran" else row.detail or row.reason
    if row.verdict == "pass":
        return row.detail or ("the page shows no output to compare" if row.level == "ran" else "nothing of it runs")
    return ": ".join(filter(None, (row.reason, row.detail)))
