"""All that is known of one example, as a person reads it: what it came to, why, and what to run next."""

from collections.abc import Iterator

from docverify.columns import pad, width
from docverify.evidence import CAME_FROM, asked
from docverify.model import WRONG, History, Row
from docverify.pipeline.explaining import Explanation, Reading
from docverify.reports.tables.writing import COLOURS, Paint, clean, clean_lines, count
from docverify.reports.text import DIFFED, evidence, is_compared, place, why

MOST_LINES = 40
"""Lines of code, and of evidence, that are shown; `--format json` has the rest."""


def render(one: Explanation, *, colour: bool) -> str:
    paint = Paint(colour)
    parts = {
        "": head(one, paint),
        "code": code(one.example),
        "readings": readings(one.readings, paint),
        "level": level(one),
        "came from": [CAME_FROM[one.example.blame]] if one.example.blame else [],
        "evidence": found(one, paint),
        "requests": [clean(asked(each)) for each in one.example.requests],
        "history": history(one),
        "again": [clean(one.reproduce)],
    }
    shown = (part(name, lines, paint) for name, lines in parts.items() if lines)
    return "\n\n".join("\n".join(lines) for lines in shown) + "\n"


def part(name: str, lines: list[str], paint: Paint) -> list[str]:
    return [paint(name, "bold"), *(f"  {line}".rstrip() for line in lines)] if name else lines


def head(one: Explanation, paint: Paint) -> list[str]:
    """The id, the verdict as reports have it, and where it stands among others."""
    row = one.example
    verdict = (
        f"{paint(row.verdict, 'bold', COLOURS.get(row.verdict, ''))} {paint(place(row), 'bold')} {why(row)}".rstrip()
    )
    about = [clean(row.language or "no language"), "guessed" if row.guessed else "", clean(row.tab)]
    if row.session:
        above = (
            f"after {count(len(one.above), 'other example')} of its session"
            if one.above
            else "the first of its session"
        )
        about += [above, f"begun by {clean(one.setup)}" if one.setup else ""]
    about += [
        f"needs {clean(', '.join(one.needs))}" if one.needs else "",
        clean(row.expected_by and f"output of {row.expected_by}"),
    ]
    return [clean(row.id), verdict, paint("; ".join(word for word in about if word), "dim")]


def code(row: Row) -> list[str]:
    """With the numbers of its lines on the page."""
    lines = clean_lines(row.code)
    digits = len(str(row.line + len(lines)))
    shown = [f"{row.line + number:>{digits}} {line}" for number, line in enumerate(lines[:MOST_LINES])]
    left_out = len(lines) - MOST_LINES
    return [*shown, f"… {left_out} more lines"] if left_out > 0 else shown


def readings(tried: tuple[Reading, ...], paint: Paint) -> list[str]:
    names = max((width(one.reading) for one in tried), default=0)
    verdicts = max((len(one.verdict) for one in tried), default=0)
    return [
        f"{pad(clean(one.reading), names)}  {paint(pad(one.verdict, verdicts), COLOURS.get(one.verdict, ''))}  "
        f"{'this one held; ' * one.held}{said(one)}".rstrip("; ")
        for one in tried
    ]


def said(one: Reading) -> str:
    where = f" (line {one.line})" if one.line and one.verdict != "pass" else ""
    reason = "" if one.verdict in ("drift", "fail") else one.reason
    words = f"{reason}: {one.detail}" if reason and one.detail else one.detail or reason or one.level
    return clean(words) + where


def level(one: Explanation) -> list[str]:
    reached = one.example.level
    if one.why_no_further and clean(one.why_no_further) == why(one.example):
        return [f"{reached}; no further for that reason"]
    return [f"{reached}; no further, since {clean(one.why_no_further)}" if one.why_no_further else reached]


def found(one: Explanation, paint: Paint) -> list[str]:
    """The diff, or what the example showed; of a failure its traceback."""
    return list(_sides(one.example, paint))


def _sides(row: Row, paint: Paint) -> Iterator[str]:
    if is_compared(row):
        yield paint(DIFFED, "dim")
    yield from evidence(row, paint)
    if row.verdict not in WRONG and row.expected:
        yield from ("expected", *(f"  {line}" for line in clean_lines(row.expected)[:MOST_LINES]))


def history(one: Explanation) -> list[str]:
    past = one.history
    if past is None:
        return ["no check has judged it"]
    stable = one.example.stable or past.stable
    masked = (
        ["in every run it prints, but for `...`:", *(f"  {line}" for line in clean_lines(stable))] if stable else []
    )
    return [streak(past), *masked]


def streak(past: History) -> str:
    """How often in a row it passed, or was wrong."""
    if past.failures:
        since = f", since {past.first_failed}" if past.first_failed else ""
        return f"wrong in {count(past.failures, 'run')} in a row{since}"
    if past.passes:
        return f"passed in {count(past.passes, 'run')} in a row"
    return f"{past.verdict or 'not judged'} in the last check"
