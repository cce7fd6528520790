"""Builders of results: each takes only what a test is about."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from docverify.model import SCHEMA, Coverage, Expectation, PageRow, Result, Row, SandboxReport, Summary

WALL = SandboxReport(tier="bwrap", description="bubblewrap 0.8.0, own namespaces, seccomp", probes=13, held=13)


def row(place: str = "docs/tea.md:3", verdict: str = "pass", **fields: Any) -> Row:
    """A row at `page:line`; its id is made of the line."""
    page, _, line = place.rpartition(":")
    given = {
        "id": f"{page}#steep:python:{line}",
        "page": page,
        "line": int(line),
        "end_line": int(line),
        "language": "python",
        "code": "brew()",
        "verdict": verdict,
        "level": "matched" if verdict == "pass" else "ran",
    }
    return Row(**{**given, **fields})


def drift(place: str = "docs/tea.md:9", **fields: Any) -> Row:
    given = {
        "kind": "output",
        "detail": "printed `4`, the page shows `3`",
        "expected": "3",
        "actual": "4",
        "diff": "-3\n+4",
        "expectation": Expectation("output", "3", line=14),
        "reading": "page-order, alone",
    }
    return row(place, "drift", **{**given, **fields})


def result(rows: Sequence[Row] = (), **fields: Any) -> Result:
    """A result whose counts follow from its rows."""
    given = {
        "schema": SCHEMA,
        "docverify": "0.1.0",
        "started": "2026-01-02T03:04:05Z",
        "seconds": 1.25,
        "sandbox": WALL,
        "sources": ("docs",),
        "summary": Summary(
            verdicts=dict(Counter(one.verdict for one in rows)),
            levels=dict(Counter(one.level for one in rows)),
            reasons=dict(Counter(one.reason for one in rows if one.verdict == "unverified")),
            languages=dict(Counter(one.language for one in rows)),
        ),
        "coverage": Coverage(
            blocks=len(rows),
            runnable=sum(one.language == "python" for one in rows),
            ran=sum(one.level in ("ran", "matched") for one in rows),
            matched=sum(one.level == "matched" for one in rows),
        ),
        "pages": tuple(PageRow(page) for page in sorted({one.page for one in rows})),
        "examples": tuple(rows),
    }
    return Result(**{**given, **fields})
