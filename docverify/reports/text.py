"""The result as a person reads it: first what was not checked, then each finding, then how it stands as a whole.

Findings begin at the line's start with verdict and `path:line`, so that terminals and editors link them.
What there is most to do about comes last, next to the prompt.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from docverify.columns import flow, pad, width
from docverify.evidence import CAME_FROM, UNREACHED, asked
from docverify.model import LEVELS, REMEMBERED_KINDS, VERDICTS, WRONG, Problem, Result, Row
from docverify.reports.tables.fidelity import fidelity
from docverify.reports.tables.matrix import matrix
from docverify.reports.tables.wall import banner, disclosure
from docverify.reports.tables.writing import COLOURS, Paint, clean, clean_lines, count, seconds
from docverify.reproduce import check_command, update_command

FINDINGS = ("fail", "drift", "flaky", "error")
EVIDENCE_LINES = 24
"""How much of a diff or a traceback is shown; the JSON report has the rest."""
REQUEST_LINES = 5
"""How many of its requests are shown."""
WIDEST_PLACE = 44
"""Columns up to which the places of unverified blocks are aligned."""
MEANT = {
    "fail": "not as the page says, under every reading",
    "flaky": "identical runs disagree",
    "skip": "a marker says so",
    "error": "our side failed",
}
"""Said beside a count that has no counts of its own."""
PASSED = {"ran": "ran, nothing to compare", "matched": "matched what the page shows"}
DIFFED = "(- as the page shows, + as it ran)"
SIDES = {"published": "- its source, + the site", "baseline": "- its last good run, + this one"}
"""What the two sides of a diff are, by kind of drift, where they are not the page and the run."""
ANSWERS = {
    "published": "publish the site anew, or correct its source",
    "baseline": "correct it, or show it on the page if it is right",
    "deprecation": "use what replaces it",
}
"""What to do about a kind of drift, where that is not to correct the page."""


class TextReport:
    """Calm text in the terminal's width; plain when `colour` is false."""

    name = "text"

    def render(self, result: Result, *, colour: bool = False, width: int = 100) -> str:
        paint = Paint(colour)
        parts = [
            banner(result, paint),
            unchecked(result, paint),
            *(finding(row, result, paint) for row in result.examples if row.verdict in FINDINGS),
            matrix(result.comparisons, paint),
            summary(result, paint, max(width, 40)),
        ]
        return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


text = TextReport()


def unchecked(result: Result, paint: Paint) -> list[str]:
    """A line for each problem and each block that was not checked, but for those that are nobody's example."""
    rows = [row for row in result.examples if row.verdict in ("unverified", "skip") and row.reason != "not-executable"]
    if result.sandbox.tier == "absent":
        rows = [row for row in rows if row.reason != "no-sandbox"]
    entries = [("problem", problem_place(problem), problem_text(problem)) for problem in result.problems]
    entries += [(row.verdict, place(row), why(row)) for row in rows]
    aligned = max((width(where) for _, where, _ in entries if width(where) <= WIDEST_PLACE), default=0)
    verdicts = max((len(verdict) for verdict, _, _ in entries), default=0)
    styles = {"problem": "red"}
    return [
        f"{paint(pad(verdict, verdicts), styles.get(verdict, 'dim'))} {pad(where, aligned)} {said}"
        for verdict, where, said in entries
    ]


def finding(row: Row, result: Result, paint: Paint) -> list[str]:
    """What is known of it, and the command to run next."""
    command = clean(check_command(row.id, result.sources))
    return [*known(row, paint), f"  {next_step(row)}{paint(command, 'cyan')}"]


def known(row: Row, paint: Paint) -> list[str]:
    """The verdict in one line, with its evidence."""
    head = f"{paint(row.verdict, 'bold', COLOURS[row.verdict])} {paint(place(row), 'bold')} {why(row)}"
    elsewhere = f"passes in {clean(', '.join(row.passes_in))}" if row.passes_in else ""
    said = (sides(row), came_from(row), elsewhere, tried(row), "seen in three fresh sandboxes" if row.confirmed else "")
    notes = [note for note in said if note]
    lines = [head, *(f"  {line}" for line in (*evidence(row, paint), *requests(row, paint)))]
    return [*lines, *([paint(f"  {'; '.join(notes)}", "dim")] if notes else [])]


def evidence(row: Row, paint: Paint) -> list[str]:
    """The diff of the documented and the shown, or what the run showed."""
    if row.diff and row.expected:
        shown = head_of(clean_lines(row.diff))
        return [paint(line, {"-": "red", "+": "green"}.get(line[:1], "dim")) for line in shown]
    shown = clean_lines(row.actual)
    if len(shown) < 2 and row.actual.strip() in row.detail:
        return []
    left_out = len(shown) - EVIDENCE_LINES
    return ([paint(f"… {left_out} lines above", "dim")] if left_out > 0 else []) + shown[-EVIDENCE_LINES:]


def requests(row: Row, paint: Paint) -> list[str]:
    """What it asked a backend for: the last ones, since it is they that it ended with."""
    left_out = len(row.requests) - REQUEST_LINES
    first = [f"… {count(left_out, 'request')} before"] if left_out > 0 else []
    return [paint(clean(line), "dim") for line in (*first, *map(asked, row.requests[-REQUEST_LINES:]))]


def came_from(row: Row) -> str:
    """Which side a failure came from; a diff says of itself that it is held against the page."""
    is_plain = row.verdict == "drift" and row.blame == "page" and not row.requests
    return "" if is_plain or not row.blame else f"came from {CAME_FROM[row.blame]}"


def is_compared(row: Row) -> bool:
    """True where a diff holds what ran against what the page shows."""
    return bool(row.diff and row.expected) and row.kind not in SIDES


def head_of(lines: Sequence[str]) -> list[str]:
    left_out = len(lines) - EVIDENCE_LINES
    return [*lines[:EVIDENCE_LINES], *([f"… {left_out} more lines"] if left_out > 0 else [])]


def tried(row: Row) -> str:
    return f"tried: {clean(row.reading)}" if ", " in row.reading else ""


def sides(row: Row) -> str:
    """What the two sides of a diff are, where they are not the page and the run."""
    return SIDES.get(row.kind, "")


def next_step(row: Row) -> str:
    """What to do before the command that follows it."""
    if row.kind in ANSWERS:
        return f"{ANSWERS[row.kind]}, then: "
    if row.verdict in WRONG:
        is_one_text = row.verdict == "drift" and row.expectation.kind == "output"
        return f"correct line {row.expectation.line} or the code, then: " if is_one_text else "correct it, then: "
    if row.blame == "setup":
        return "correct the setup, then: "
    return "look at `docverify doctor`, then: " if row.verdict == "error" else "again: "


def summary(result: Result, paint: Paint, columns: int) -> list[str]:
    """Counts of everything that was found, so that no block is left out, and the wall behind which it ran."""
    pages, blocks = len(result.pages), result.coverage.blocks
    head = f"{count(blocks, 'block')} on {count(pages, 'page')} in {seconds(result.seconds)}"
    lines = [paint(head, "bold") + recalled(result)]
    shown = [verdict for verdict in VERDICTS if result.summary.verdicts.get(verdict)]
    figures = max((len(str(result.summary.verdicts[verdict])) for verdict in shown), default=1)
    for verdict in shown:
        number = str(result.summary.verdicts[verdict]).rjust(figures)
        said = flow(parts_of(verdict, result), columns - figures - 16, " · ")
        lead = f"  {paint(pad(verdict, 10), COLOURS.get(verdict, ''))}  {number}"
        leads = [lead, *(" " * (14 + figures) for _ in said[1:])]
        lines += [f"{lead}  {line}".rstrip() for lead, line in zip(leads, said or [""], strict=True)]
    return [*lines, *closing(result, paint, columns)]


def recalled(result: Result) -> str:
    """How many examples did not run this time; blocks that are nobody's example run at no time."""
    examples = [row for row in result.examples if row.reason != "not-executable"]
    cached = sum(row.cached for row in examples)
    return f", {cached:,} of {count(len(examples), 'example')} from the cache" if cached else ""


def parts_of(verdict: str, result: Result) -> list[str]:
    """What a count consists of: levels of what passed, kinds of drift, reasons of what was not verified."""
    rows = [row for row in result.examples if row.verdict == verdict]
    if verdict == "pass":
        levels = Counter(row.level for row in rows)
        silent = sum(row.level == "ran" and UNREACHED in row.detail for row in rows)
        remarks = {"ran": f", {silent} without a request where others send one" if silent else ""}
        said = ((levels[level], PASSED.get(level, level) + remarks.get(level, "")) for level in reversed(LEVELS))
        return [f"{number} {words}" for number, words in said if number]
    if verdict == "drift":
        kinds = ", ".join(counted(row.kind for row in rows))
        return [f"{kinds} {DIFFED}" if any(is_compared(row) for row in rows) else kinds]
    if verdict == "unverified":
        return counted(row.reason for row in rows)
    return [MEANT[verdict]] if verdict in MEANT else []


def closing(result: Result, paint: Paint, columns: int) -> list[str]:
    """Levels, coverage, what waits at the tracker, and the disclosure of the wall."""
    coverage, levels = result.coverage, result.summary.levels
    reached = [f"{levels[level]} {level}" for level in LEVELS if levels.get(level)]
    runnable = f"{coverage.ran} of {count(coverage.runnable, 'runnable block')} ran"
    lines = [f"  levels: {' · '.join(reached)}; {runnable}"] if coverage.blocks else []
    lines += fidelity(result)
    fixed = sum(one.state == "fixed" for one in result.findings)
    lines += [f"  fixed since the last run: {fixed}"] if fixed else []
    drifted = [row.page for row in result.examples if is_correctable(row)]
    lines += [f"  if what ran is right: {clean(update_command(drifted, result.sources))}"] if drifted else []
    if result.actions:
        wanted = ", ".join(counted(action.kind for action in result.actions))
        lines.append(f"  issues: {wanted}; see `docverify issues`")
    if any(problem.fatal for problem in result.problems) or result.summary.verdicts.get("error"):
        lines.append("  something could not be checked, so this run closes no issue")
    return lines + disclosure(result.sandbox, paint, columns)


def is_correctable(row: Row) -> bool:
    """True when `docverify update` can make it right: a page of this machine, or what is remembered of any."""
    return (row.kind == "output" and "//" not in row.page) or row.kind in REMEMBERED_KINDS


def place(row: Row) -> str:
    return f"{clean(row.file or row.page)}:{row.line}"


def why(row: Row) -> str:
    """The reason and the detail in one line, neither of them twice."""
    detail, first = clean(row.detail), clean(row.kind if row.verdict == "drift" else row.reason)
    if row.verdict == "drift" and row.kind == "output" and detail:
        return detail
    if not first or detail.startswith(first):
        return detail or first
    return f"{first}: {detail}" if detail else first


def problem_place(problem: Problem) -> str:
    return clean(problem.where) + (f":{problem.line}" if problem.line else "")


def problem_text(problem: Problem) -> str:
    return clean(problem.what) + (f"; {clean(problem.hint)}" if problem.hint else "")


def counted(words: Iterable[str]) -> list[str]:
    return [f"{number} {clean(word) or 'other'}" for word, number in Counter(words).most_common()]
