"""The text of an issue: what a maintainer needs to believe it, repeat it and mend it.

Everything from a page or a run is escaped here.
Nothing here changes from run to run unless what it tells of did: no date, no run number, no line number, no duration.
"""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import quote

from msgspec import Struct

from docverify import escape, labels
from docverify.evidence import CAME_FROM, asked
from docverify.marker import END, Mark, carried, write
from docverify.model import REMEMBERED_KINDS, Cause, PageRow, Result, Row
from docverify.reproduce import check_command, update_command
from docverify.triage.wording import wording

LIMIT = 60_000
"""Bytes of UTF-8; GitHub refuses a body of more than 65,536 characters."""
TITLE_LIMIT = 100
"""Characters."""
LISTED = 20
"""Further examples and requests that are named."""

_PIECES = (8_000, 4_000, 1_500, 400)
"""Bytes of each quoted text, tried in turn until the whole fits."""
_LANDING = frozenset({"readme", "index", "quickstart", "quick-start", "getting-started", "tutorial", "install"})

_UNSTEADY = (
    (re.compile(r" ?\([^()]*\bline <LINE>\)"), ""),
    (re.compile(r"(?:(?<=: )|^)\S*: (?:eval: )?line <LINE>: "), ""),
    (re.compile(r"(?:,? (?:on|at|in))?,? ?\bline <LINE>,?"), ""),
    (re.compile(r"<PATH>[/\\]"), ""),
    (re.compile(r"<(?:ID|ADDRESS|TIME|DURATION|TEMPORARY|PORT|PROCESS)>"), "…"),
)
"""What a title is better without: the numbers and names that were hidden because they change."""

_FOOTER = f"""\
---
Filed by docverify; it closes by itself after two passing runs in a row.
Is the page meant to be so?
Close this as *not planned* and it stays closed, or put `<!-- skip: next -->` above the block.
What you write below this line is kept.
{END}"""


class Story(Struct, frozen=True):
    """Everything that an issue tells of."""

    cause: Cause
    rows: tuple[Row, ...]
    """The rows of its examples, in page order; at least one."""
    result: Result
    earlier: str = ""
    """The tracker's name for an older, closed issue about the same cause."""
    reopened: bool = False
    names: tuple[str, ...] = ()
    """Of the examples, by which the issue finds them when they move; none when nothing is remembered."""

    def mark(self) -> Mark:
        examples = carried(self.cause.examples)
        names = self.names[: len(examples)]
        return Mark(self.cause.key, self.cause.fingerprint, examples, reopened=self.reopened, names=names)


def title(story: Story) -> str:
    """`[docverify] quickstart "Read a CSV": what happens`, without dates, addresses and line numbers.

    Where the section has several, it says which block: `"Read a CSV" (2nd python block)`.
    """
    row = story.rows[0]
    place = _short_name(row.page)
    if row.heading:
        place += f' "{_shortened(row.heading[-1], 40)}"'
    place += _which(row)
    what = wording(row).title if story.cause.verdict == "drift" else _what_happens(story)
    return _shortened(escape.title(f"[docverify] {place}: {what}"), TITLE_LIMIT)


def chosen_labels(cause: Cause, row: Row) -> tuple[str, ...]:
    """The identity, the outcome, the cause when it is known, and the priority."""
    known = {"ModuleNotFoundError": "missing-import", "ImportError": "missing-import", "NameError": "missing-import"}
    about = "output" if row.kind == "output" else known.get(row.reason, "")
    is_only_text = cause.verdict == "drift" and row.kind != "version"
    priority = "P3" if is_only_text else "P1" if _stem(row.page) in _LANDING else "P2"
    return (labels.IDENTITY, labels.OUTCOMES[cause.verdict], *([f"cause: {about}"] if about else []), priority)


def compose(story: Story, limit: int = LIMIT) -> str:
    """Our whole section of the body, from the marker to the end marker, in at most so many bytes."""
    mark = story.mark()
    for piece in _PIECES:
        parts = [write(mark), *_sections(story, piece), _FOOTER]
        text = "\n\n".join([parts[0] + "\n" + parts[1], *parts[2:]])
        if len(text.encode("utf-8", "replace")) <= limit:
            return text
    return f"{write(mark)}\n{escape.inline(escape.cut(story.rows[0].id, 500))}\n\n{_FOOTER}"


def _sections(story: Story, piece: int) -> list[str]:
    row = story.rows[0]
    sections = [
        _symptom(row),
        _table(story),
        *_expected(row, piece),
        *_happened(row, piece),
        _reproduce(row, story.result.sources, piece),
    ]
    sections += [*_surroundings(story.result), *_tried(row), *_evidence(row, piece)]
    return sections


def _symptom(row: Row) -> str:
    heading = " > ".join(escape.inline(text) for text in row.heading)
    place = f"under **{heading}** in" if heading else "at the top of"
    detail = escape.inline(escape.cut(row.detail or row.reason, 500)).rstrip(".")
    return f"An example {place} {escape.code(row.page)} {wording(row).happens}: {detail}."


def _table(story: Story) -> str:
    row = story.rows[0]
    confirmed = ", the same in three fresh sandboxes" if all(row.confirmed for row in story.rows) else ""
    cells = [("Where", _where(row, _page_of(story))), ("Result", f"{story.cause.verdict}{confirmed}")]
    if row.blame:
        cells.append(("Came from", CAME_FROM[row.blame]))
    if row.passes_in:
        cells.append(("Passes in", escape.inline(", ".join(row.passes_in))))
    if len(story.rows) > 1:
        cells.append(("Also affected", _listed([escape.code(other.id) for other in story.rows[1:]])))
    if story.earlier:
        cells.append(("Earlier issue", story.earlier))
    lines = [f"| {name} | {value.replace('|', chr(92) + '|')} |" for name, value in cells]
    return "\n".join(["| | |", "|---|---|", *lines])


def _where(row: Row, page: PageRow | None) -> str:
    links = [("source", page.source_url), ("rendered", page.url)] if page else []
    shown = [f"[{name}]({_link(url)})" for name, url in links if url]
    return " · ".join([escape.code(row.id), *shown])


def _expected(row: Row, piece: int) -> list[str]:
    text = row.expected or row.expectation.text
    if not text or row.kind == "deprecation":
        return [f"### Expected\n\n{wording(row).silent}"]
    return [f"### {wording(row).expected}\n\n" + _quoted(text, piece)]


def _happened(row: Row, piece: int) -> list[str]:
    return ["### Happened\n\n" + _quoted(row.actual or row.detail or row.reason, piece)]


def _reproduce(row: Row, sources: Sequence[str], piece: int) -> str:
    command = check_command(row.id, sources)
    code = _quoted(row.code, piece, row.language)
    summary = "<details><summary>The example, as on the page</summary>"
    accept = ""
    if row.kind in REMEMBERED_KINDS:
        accept = f"If it is right so:\n\n{escape.fenced(update_command([row.page], sources), 'console')}\n\n"
    return f"### Reproduce\n\n{escape.fenced(command, 'console')}\n\n{accept}{summary}\n\n{code}\n\n</details>"


def _surroundings(result: Result) -> list[str]:
    wall = ": ".join(part for part in (result.sandbox.tier, result.sandbox.description) if part)
    return [f"### Environment\n\ndocverify {escape.inline(result.docverify)}; sandbox {escape.inline(wall)}."]


def _tried(row: Row) -> list[str]:
    readings = [reading.strip() for reading in row.reading.split(",") if reading.strip()]
    if not readings:
        return []
    told = "It does so under each of these readings of the page:"
    return ["\n".join(["### What was tried", "", told, "", *(f"* {escape.inline(reading)}" for reading in readings)])]


def _evidence(row: Row, piece: int) -> list[str]:
    parts = [_quoted(row.diff, piece, "diff")] if row.diff and row.expected else []
    requests = [asked(request) for request in row.requests]
    if requests:
        more = [f"… {len(requests) - LISTED} more"] if len(requests) > LISTED else []
        parts.append("Requests that it sent:\n\n" + _quoted("\n".join((*requests[:LISTED], *more)), piece))
    if not parts:
        return []
    return ["### Evidence\n\n" + "\n\n".join(parts)]


def _quoted(text: str, piece: int, label: str = "text") -> str:
    return escape.fenced(escape.cut(escape.plain(text), piece), label)


def _listed(items: Sequence[str]) -> str:
    more = f" and {len(items) - LISTED} more" if len(items) > LISTED else ""
    return ", ".join(items[:LISTED]) + more


def _link(url: str) -> str:
    """An address that cannot end its Markdown link; anything but http is not linked."""
    safe = quote(url, safe="/:?#@!$&'*+,;=%~-._")
    return safe if safe.startswith(("https://", "http://")) else ""


def _page_of(story: Story) -> PageRow | None:
    return next((page for page in story.result.pages if page.path == story.cause.page), None)


def _what_happens(story: Story) -> str:
    message = story.cause.signature.split("\n", 2)[2]
    for pattern, shown in _UNSTEADY:
        message = pattern.sub(shown, message)
    reason = story.rows[0].reason
    if reason and reason not in message and reason.replace("-", " ") not in message:
        return f"{reason}: {message}" if message else reason
    return message or wording(story.rows[0]).title


def _which(row: Row) -> str:
    """The block's number in its section, unless it is the first in its language."""
    language, _, ordinal = row.id.rpartition("#")[2].partition(":")[2].rpartition(":")
    if not ordinal.isdecimal() or int(ordinal) < 2:
        return ""
    number = int(ordinal)
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f" ({' '.join(part for part in (f'{number}{ending}', language, 'block') if part)})"


def _short_name(page: str) -> str:
    """The file's stem; for a folder's own page, the folder."""
    parts = [part for part in page.split("/") if part]
    is_folders = _stem(page) in {"index", "readme"} and len(parts) > 1
    return parts[-2] if is_folders else PurePosixPath(page).stem or page


def _stem(page: str) -> str:
    return PurePosixPath(page).stem.lower()


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
