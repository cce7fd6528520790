"""Pages that need not run again: an earlier run came to an answer under everything that it follows from."""

import random
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from docverify.model import WRONG, History, Page, Problem, Row
from docverify.pipeline.seen import Seen
from docverify.store.answers import Answer, AnswerCache

ANSWERS = "answers.db"
"""File below the state."""
UNSURE = ("error", "flaky")
"""Verdicts that another run may not repeat."""
PRESSED = ("timeout", "resource-limit", "no-sandbox")
"""Reasons that tell of the machine at that moment."""
RUNS_TO_TRUST = 2
"""What opens or closes an issue is seen in so many runs."""
SECONDS_AN_EXAMPLE = 0.01
"""What an example is expected to take on a page that never ran."""


class Use(NamedTuple):
    """How a run uses what earlier ones left."""

    keeps: bool = True
    recalls: bool = True
    audit: float = 0.0
    """Percent of the pages that could be recalled and run all the same."""
    confirms: bool = False
    """True when what is wrong has to be confirmed, or seen in two runs."""
    files: bool = False
    """True when verdicts become issues of other people: these close after two passes, and each has to be a run."""


class Memory:
    """The answers of earlier runs, as one run uses and adds to them."""

    def __init__(self, cache: AnswerCache, circumstances: bytes, before: Mapping[str, History], use: Use) -> None:
        self.cache = cache
        self.circumstances = circumstances
        self.before = before
        self.use = use
        self.keys: dict[str, bytes] = {}
        """Of pages that have to run, and of those that were noted, by path."""
        self.audited: dict[str, Answer] = {}

    def recall(self, page: Page) -> Answer | None:
        """What the page came to; None when it has to run."""
        self.note(page)
        return self.recall_noted(page.path)

    def note(self, page: Page) -> None:
        """Keeps what the answer is found by; what else the page follows from is said when it is recalled."""
        key = make_key(page, self.circumstances) if self.use.keeps else None
        if key is not None:
            self.keys[page.path] = key

    def recall_noted(self, path: str, besides: str = "") -> Answer | None:
        """The same for a page that was noted; `besides` is what its verdicts follow from and those of others do not."""
        key = self.keys.pop(path, None)
        if key is None:
            return None
        if besides:
            key = blake2b(besides.encode("utf-8", "surrogateescape"), digest_size=20, key=key).digest()
        answer = self.cache.find(key) if self.use.recalls else None
        if answer and all(is_enough(row, self.before.get(row.id), self.use) for row in answer.rows):
            if random.random() * 100 >= self.use.audit:
                return answer
            self.audited[path] = answer
        self.keys[path] = key
        return None

    def expect(self, page: str, examples: int) -> float:
        """Seconds that the page will take."""
        known = self.cache.seconds(page)
        return examples * SECONDS_AN_EXAMPLE if known is None else known

    def add(self, seen: Seen) -> list[Problem]:
        """Keeps what a page came to that ran; tells where that is not what an earlier run says."""
        page = seen.page.path if seen.page else ""
        key, was = self.keys.get(page), self.audited.pop(page, None)
        if key is None:
            return []
        if is_lasting(seen.rows) and not seen.unsure:
            kept = tuple(msgspec.structs.replace(row, cached=True) for row in seen.rows)
            self.cache.keep(key, Answer(kept, tuple(seen.problems), seen.runnable))
        else:
            self.cache.drop(key)
        self.cache.keep_seconds(page, seen.seconds)
        return list(disagreements(was.rows, seen.rows)) if was else []

    def forget(self, page: str) -> None:
        """The page has to run in the next run too."""
        if page in self.keys:
            self.cache.drop(self.keys[page])


def make_key(page: Page, circumstances: bytes) -> bytes | None:
    """A hash of the page with all that it includes and is built from; not of where this machine keeps it."""
    try:
        data = msgspec.msgpack.encode(_essence(page), order="sorted")
    except UnicodeEncodeError:  # a notebook may hold half of a surrogate pair
        return None
    return blake2b(data, digest_size=20, key=circumstances).digest()


def _essence(page: Page) -> Page:
    source = _essence(page.source) if page.source else None
    return msgspec.structs.replace(page, local="", revision="", source=source)


def is_lasting(rows: Iterable[Row]) -> bool:
    """False when the same page may come to something else tomorrow."""
    return not any(row.verdict in UNSURE or row.reason in PRESSED for row in rows)


def is_enough(row: Row, past: History | None, use: Use) -> bool:
    """False for a row that history waits for: only a run tells it what is new, mended or confirmed."""
    failures, passes = (past.failures, past.passes) if past else (0, 0)
    if row.verdict in WRONG:
        return failures >= (RUNS_TO_TRUST if use.confirms and not row.confirmed else 1)
    if row.verdict == "pass":
        return not failures and passes >= (RUNS_TO_TRUST if use.files else 0)
    return True


def disagreements(was: Iterable[Row], rows: Iterable[Row]) -> Iterator[Problem]:
    """A problem for each example of which two runs say different things, though nothing that matters changed."""
    earlier = {row.id: row for row in was}
    for row in rows:
        past = earlier.get(row.id)
        if past and _said(past) != _said(row):
            what = f"the cache says {_said(past)} and a run says {_said(row)}, though nothing changed: {row.id}"
            yield Problem(row.page, what, "it may depend on the date or on chance", row.line)


def _said(row: Row) -> str:
    return " ".join(word for word in (row.verdict, row.kind, row.reason) if word)
