"""What an entry falls short of, from the rows of its page. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from docverify import escape
from tests.hostile.entries import SHOWN, Entry

Row = dict[str, Any]
REASONS = {
    "timeout": "timeout",
    "resource_limit": "resource-limit",
    "blocked": "needs-network",
    "incomplete": "incomplete",
}
"""The catalogue's word to the reason of `unverified`."""
UNTRIED = ("no-sandbox", "unknown-language", "pseudo-code", "placeholder")
"""Reasons of what was never run: no failure of an example."""
INSTALL = "apt-get install"
"""In the detail of what this machine has no toolchain for: that never ran."""
ISSUE_LIMIT = 65_536


def is_held(status: str, row: Row) -> bool:
    """True when the row says what the catalogue's word stands for."""
    verdict, reason = row["verdict"], row["reason"]
    if reason == "missing-toolchain" and INSTALL in row["detail"]:
        return False
    if status in REASONS:
        return bool(verdict == "unverified" and reason == REASONS[status])
    if status == "passed":
        return bool(verdict == "pass" and row["level"] in ("ran", "reached", "matched"))
    if status == "failed":
        return bool(verdict in ("fail", "drift") or (verdict == "unverified" and reason not in UNTRIED))
    return bool(status == "skipped" and verdict == "skip")


def shortfalls(entry: Entry, rows: Sequence[Row], began: Sequence[str], problems: Sequence[str]) -> Iterator[str]:
    """What is wrong with the rows of the entry's first page; `began` are ids that the driver named."""
    examples = [row for row in rows if not row["expected_by"]]
    started = [row for row in examples if row["id"] in began]
    if "rejected" in entry.wanted and (problems or not started):
        return
    if not examples:
        yield "it is not in the result"
    for row in examples:
        if not any(is_held(status, row) for status in entry.wanted):
            yield f"is {shown(row)}"
        if row["verdict"] != "skip" and row not in started:
            yield "never started"
        yield from of_its_output(entry, row)


def of_its_output(entry: Entry, row: Row) -> Iterator[str]:
    said = "\n".join((row["actual"], row["detail"], row["diff"]))
    for pattern in entry.output_forbidden:
        if re.search(pattern, said):
            yield f"printed {pattern!r}"
    if entry.net_evidence and entry.net_evidence not in said + repr(row["requests"]):
        yield f"the report does not name {entry.net_evidence}"
    if entry.max_wall_s and row["seconds"] > entry.max_wall_s:
        yield f"took {row['seconds']:.1f} s of {entry.max_wall_s:.0f}"


def of_a_victim(rows: Sequence[Row]) -> Iterator[str]:
    """The example after it: what it prints is documented, and has to match."""
    examples = [row for row in rows if not row["expected_by"]]
    if not examples or any(row["verdict"] != "pass" or row["level"] != "matched" for row in examples):
        yield f"the one after it is {', '.join(map(shown, examples)) or 'missing'}"


def of_a_second_run(first: Sequence[Row], second: Sequence[Row]) -> Iterator[str]:
    """The same code on another page: it sees nothing of the first."""
    told = [(row["verdict"], row["reason"], row["actual"]) for row in first]
    if told != [(row["verdict"], row["reason"], row["actual"]) for row in second]:
        yield "its second run saw its first"


def of_reports(entry: Entry, reports: dict[str, str], bodies: Sequence[str]) -> Iterator[str]:
    """`reports` by name; `bodies` are the issues of a page that shows its output."""
    texts = {
        "terminal": [reports["text"]],
        "actions_log": [reports[name] for name in ("text", "github") if name in reports],
        "html": [reports[name] for name in ("html",) if name in reports],
        "issue_body": bodies,
        "issue_body_outside_fence": [outside_fences(body) for body in bodies],
    }
    for where, patterns in entry.report_forbidden.items():
        yield from (
            f"{where} shows {pattern!r}"
            for pattern in patterns
            if any(re.search(pattern, text.replace(SHOWN, "")) for text in texts[where])
        )
    if any(len(body) >= ISSUE_LIMIT for body in bodies):
        yield f"an issue of {max(map(len, bodies))} characters"
    if not bodies and entry.must_status == "passed":
        yield "no issue shows it"


def outside_fences(body: str) -> str:
    """What of an issue is not code."""
    kept, fence = [], ""
    for line in body.split("\n"):
        mark = re.match(r" {0,3}(`{3,}|~{3,})(.*)$", line)
        if not fence and mark:
            fence = mark[1]
        elif fence and mark and mark[1].startswith(fence) and not mark[2].strip():
            fence = ""
        elif not fence:
            kept.append(line)
    return "\n".join(kept)


def shown(row: Row) -> str:
    """A verdict as the table shows it."""
    told = row["kind"] or row["reason"]
    return escape.terminal(f"{row['verdict']} {told}".rstrip().replace("\n", " ") + f" at {row['level']}")
