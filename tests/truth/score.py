"""What verdicts are worth, against what is known of the blocks. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from tests.truth.samples import BROKEN, REASONS, RIGHT, UNCOUNTED, Defect, Labelled

Row = Mapping[str, Any]
WRONG_DRIFT = ("output", "response", "version")
RAN = ("ran", "reached", "matched")
CHECKED = "output-checked"
FINDABLE = ("parse", "run", "output")
"""Ways to find a defect that parsing, running and comparing are."""


class Graded(msgspec.Struct, frozen=True):
    """A labelled block with what was said of it; no row when no block was found there."""

    sample: Labelled
    row: Row | None

    @property
    def language(self) -> str:
        return self.row["language"] if self.row else self.sample.lang

    @property
    def said(self) -> str:
        """Verdict, level and reason in a few words."""
        return said(self.row)


class Paired(msgspec.Struct, frozen=True):
    """A defect with what was said of the block before and after it was mended."""

    defect: Defect
    before: Row | None
    after: Row | None

    @property
    def holds(self) -> bool:
        """True when the block was called wrong, and no longer is."""
        return is_wrong(self.before) and self.after is not None and not is_wrong(self.after)


class Score(msgspec.Struct, frozen=True):
    """Counts of labelled blocks; `uncounted` ones are in none but `blocks`."""

    blocks: int = 0
    broken: int = 0
    found: int = 0
    """Broken, and called wrong."""
    fine: int = 0
    alarms: int = 0
    """Fine, and called wrong."""
    right: int = 0
    ran: int = 0
    """Right, and passed at `ran` or above."""
    checked: int = 0
    """Right, and of documented output."""
    matched: int = 0
    """Those of which passed at `matched`."""


def is_wrong(row: Row | None) -> bool:
    """True when the page is said to be wrong there."""
    if row is None:
        return False
    return bool(row["verdict"] == "fail" or (row["verdict"] == "drift" and row["kind"] in WRONG_DRIFT))


def said(row: Row | None) -> str:
    if row is None:
        return "no block"
    words = (row["verdict"], row["kind"] or row["reason"], f"at {row['level']}")
    return " ".join(word for word in words if word)


def score(blocks: Iterable[Graded]) -> Score:
    counts: Counter[str] = Counter()
    for one in blocks:
        counts.update(name for name in Score.__struct_fields__ if _COUNTS[name](one))
    return Score(**counts)


def is_fine(one: Graded) -> bool:
    return one.sample.label not in (BROKEN, UNCOUNTED)


def is_alarm(one: Graded) -> bool:
    return is_fine(one) and is_wrong(one.row)


def is_miss(one: Graded) -> bool:
    return one.sample.label == BROKEN and not is_wrong(one.row)


def falls_short(one: Graded) -> bool:
    """True for a right block that did not pass as far as it can."""
    if one.sample.label not in RIGHT:
        return False
    return not (_matches(one) if one.sample.level == CHECKED else _passes(one))


def _passes(one: Graded) -> bool:
    return one.row is not None and one.row["verdict"] == "pass" and one.row["level"] in RAN


def _matches(one: Graded) -> bool:
    return _passes(one) and one.row is not None and one.row["level"] == "matched"


_COUNTS: Mapping[str, Callable[[Graded], bool]] = {
    "blocks": lambda _: True,
    "broken": lambda one: one.sample.label == BROKEN,
    "found": lambda one: one.sample.label == BROKEN and is_wrong(one.row),
    "fine": is_fine,
    "alarms": is_alarm,
    "right": lambda one: one.sample.label in RIGHT,
    "ran": lambda one: one.sample.label in RIGHT and _passes(one),
    "checked": lambda one: one.sample.label in RIGHT and one.sample.level == CHECKED,
    "matched": lambda one: one.sample.label in RIGHT and one.sample.level == CHECKED and _matches(one),
}


def by_language(blocks: Sequence[Graded]) -> dict[str, Score]:
    """Of each language, the commonest first, and of all of them together."""
    groups: dict[str, list[Graded]] = {}
    for one in blocks:
        groups.setdefault(one.language, []).append(one)
    ordered = sorted(groups.items(), key=lambda item: -len(item[1]))
    return {name: score(group) for name, group in [*ordered, ("all", list(blocks))]}


def reasons(blocks: Iterable[Graded]) -> dict[str, Counter[str]]:
    """By label that has a reason of its own, how often each was said; of a block that passed, its verdict."""
    found: dict[str, Counter[str]] = {}
    for one in blocks:
        if one.sample.label in REASONS:
            found.setdefault(one.sample.label, Counter())[_word(one.row)] += 1
    return found


def _word(row: Row | None) -> str:
    if row is None:
        return "no block"
    return str(row["reason"] if row["verdict"] == "unverified" else row["verdict"])


def by_detection(defects: Iterable[Paired]) -> dict[str, tuple[int, int]]:
    """By way of finding them, how many defects there are and how many were told from their fix."""
    found: dict[str, tuple[int, int]] = {}
    for one in defects:
        count, held = found.get(one.defect.detect, (0, 0))
        found[one.defect.detect] = (count + 1, held + one.holds)
    return dict(sorted(found.items(), key=lambda item: -item[1][0]))


def share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.0f} %)" if whole else "–"
