"""The ledger: the examples that may stay unverified, one a line, each with its reason, in a file of the user's own.

A line is `docs/a.md#steep:python:2 missing-file 1f3a9c2e`: the example's id, the reason, and a hash of its code, by
which it is known again when it moves. Comments above a line belong to it and go where it goes.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from docverify.errors import UsageError
from docverify.model import REASONS, Problem, Row

NAME = "docverify.ledger"
HEAD = (
    "# Examples that may stay unverified: id, reason, hash of the code.",
    "# `docverify ledger --update` writes these lines; `docverify check --strict` holds the documentation to them.",
)
ACCEPT = "docverify ledger --update"
UNLISTED = ("not-executable", "no-sandbox")
"""Reasons that need no line: nobody's example, and a machine on which nothing could be verified."""
JUDGED = ("pass", "fail", "drift", "skip")
"""Verdicts by which a line is no longer needed."""
_HASH = re.compile(r"[0-9a-f]{8}")


class Entry(Struct, frozen=True):
    """A line of the ledger."""

    example: str
    reason: str
    text: str
    """Hash of the example's code."""
    comments: tuple[str, ...] = ()
    """The lines above it that begin with `#`."""
    line: int = 0
    """1-based."""


class Ledger(Struct, frozen=True):
    """A file of entries."""

    entries: tuple[Entry, ...] = ()
    head: tuple[str, ...] = HEAD
    """Comments at the top of the file, up to the first blank line."""
    foot: tuple[str, ...] = ()
    """Comments below the last entry."""


class Balance(Struct, frozen=True):
    """What a run says of a ledger."""

    accepted: tuple[tuple[Row, Entry], ...] = ()
    changed: tuple[tuple[Row, Entry], ...] = ()
    """Listed, and unverified for another reason."""
    unlisted: tuple[Row, ...] = ()
    unneeded: tuple[tuple[Entry, Row | None], ...] = ()
    """With what the run says of the example; None for one that is gone."""


def read(text: str) -> Ledger:
    """Raises UsageError for what is no ledger."""
    lines = text.splitlines()
    head = tuple(takewhile(lambda line: line.startswith("#"), lines))
    if len(lines) > len(head) and lines[len(head)].strip():
        head = ()  # they stand on a line, and belong to it
    entries: list[Entry] = []
    comments: list[str] = []
    for number, line in enumerate(lines[len(head) :], len(head) + 1):
        if line.startswith("#"):
            comments.append(line)
        elif line.strip():
            entries.append(_entry(line, number, comments))
            comments = []
    return Ledger(tuple(entries), head, tuple(comments))


def _entry(line: str, number: int, comments: Sequence[str]) -> Entry:
    example, reason, text = ["", "", "", *line.rsplit(None, 2)][-3:]
    if "#" not in example or reason not in REASONS or not _HASH.fullmatch(text):
        raise UsageError(
            f"{NAME}:{number}: `{line.strip()[:80]}` is no id with a reason and a hash",
            f"remove the line, then {ACCEPT}",
        )
    return Entry(example, reason, text, tuple(comments), number)


def write(ledger: Ledger) -> str:
    """The file, its lines sorted by id."""
    lines = [*ledger.head, ""] if ledger.head else []
    for entry in sorted(ledger.entries, key=lambda one: (one.example, one.text)):
        lines += [*entry.comments, f"{entry.example} {entry.reason} {entry.text}"]
    return "\n".join([*lines, *ledger.foot]) + "\n"


def weigh(ledger: Ledger, rows: Sequence[Row], is_seen: Callable[[str], bool]) -> Balance:
    """`is_seen`: whether the run would have found the example with this id, if there still is one."""
    asked = [row for row in rows if row.verdict == "unverified" and row.reason not in UNLISTED]
    found = dict(_pairs(asked, ledger.entries, is_seen))
    pairs = [(row, found[row.id]) for row in asked if row.id in found]
    used = {id(entry) for entry in found.values()}
    by_id = {row.id: row for row in rows}
    left = [(one, by_id.get(one.example)) for one in ledger.entries if id(one) not in used and is_seen(one.example)]
    return Balance(
        tuple((row, entry) for row, entry in pairs if row.reason == entry.reason),
        tuple((row, entry) for row, entry in pairs if row.reason != entry.reason),
        tuple(row for row in asked if row.id not in found),
        tuple((entry, row) for entry, row in left if row is None or _needs_no_line(row) or row.id in found),
    )


def _needs_no_line(row: Row) -> bool:
    return row.verdict in JUDGED or (row.verdict == "unverified" and row.reason == "not-executable")


def _pairs(
    rows: Sequence[Row], entries: Sequence[Entry], is_seen: Callable[[str], bool]
) -> Iterator[tuple[str, Entry]]:
    """Which line is whose: that with its id and its text, else its text on the same page, anywhere, or its id.

    A line about a page that was not looked at is that page's: nobody knows that its example went.
    """
    used: set[int] = set()
    waiting = list(rows)
    for key in (_both, _on_page, _text, _id):
        lines: dict[object, list[Entry]] = {}
        for entry in reversed(entries):
            if id(entry) not in used and (key is not _text or is_seen(entry.example)):
                lines.setdefault(key(entry.example, entry.text), []).append(entry)
        asked, waiting = waiting, []
        for row in asked:
            known = lines.get(key(row.id, digest(row.code)))
            if known:
                used.add(id(known[-1]))
                yield row.id, known.pop()
            else:
                waiting.append(row)


def _both(example: str, text: str) -> object:
    return example, text


def _on_page(example: str, text: str) -> object:
    return example.partition("#")[0], text


def _text(_example: str, text: str) -> object:
    return text


def _id(example: str, _text: str) -> object:
    return example


def digest(code: str) -> str:
    """Of an example's text, whatever stands at the ends of its lines."""
    text = "\n".join(line.rstrip() for line in code.strip("\n").split("\n"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def renew(ledger: Ledger, balance: Balance) -> Ledger:
    """The ledger as the run has it: comments stay with their lines, and so do lines of which the run says nothing."""
    listed = [
        replace(entry, example=row.id, reason=row.reason, text=digest(row.code)) for row, entry in _listed(balance)
    ]
    fresh = [Entry(row.id, row.reason, digest(row.code)) for row in balance.unlisted]
    gone = {entry.line for entry, _ in balance.unneeded} | {entry.line for _, entry in _listed(balance)}
    others = [entry for entry in ledger.entries if entry.line not in gone]
    return replace(ledger, entries=(*others, *listed, *fresh))


def _listed(balance: Balance) -> Iterable[tuple[Row, Entry]]:
    return (*balance.accepted, *balance.changed)


def problems(balance: Balance, accept: str = ACCEPT) -> list[Problem]:
    """What keeps a strict check from being clean, each with what to do; `accept` is the command that takes it all."""
    found = [
        Problem(
            row.file or row.page, f"is unverified ({row.reason}) and not in {NAME}", f"mend it, or {accept}", row.line
        )
        for row in balance.unlisted
    ]
    found += [
        Problem(row.file or row.page, f"is in {NAME} as {entry.reason}, and is now {row.reason}", accept, row.line)
        for row, entry in balance.changed
    ]
    return found + [
        Problem(NAME, f"{entry.example} {fate(row)}", accept, entry.line) for entry, row in balance.unneeded
    ]


def fate(row: Row | None) -> str:
    """Why a line is no longer needed."""
    if row is None:
        return "is gone from its page"
    if row.verdict in JUDGED:
        return f"is {row.verdict} now"
    return "is no example any more" if row.reason == "not-executable" else "is listed twice"
