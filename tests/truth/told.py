"""The scores as Markdown: tables, and every block that is on the wrong side of them."""

from collections.abc import Iterable, Iterator, Sequence

from tests.bench.tables import table
from tests.truth.samples import REASONS
from tests.truth.score import (
    FINDABLE,
    Graded,
    Paired,
    Score,
    by_detection,
    by_language,
    falls_short,
    is_alarm,
    is_miss,
    reasons,
    said,
    share,
)
from tests.truth.sharpness import Rotted
from tests.truth.sharpness import by_language as rotted_by_language

LONGEST = 150
LONGEST_LINE = 400


def blocks(found: Sequence[Graded]) -> str:
    """What is called wrong and what passes, by language."""
    header = ("language", "blocks", "precision", "false alarms", "a thousand", "broken found", "right: ran", "matched")
    return table(header, [(name, *_cells(one)) for name, one in by_language(found).items()])


def _cells(one: Score) -> tuple[object, ...]:
    called = one.found + one.alarms
    return (
        one.blocks,
        share(one.found, called),
        one.alarms,
        f"{1000 * one.alarms / one.fine:.0f}" if one.fine else "–",
        share(one.found, one.broken),
        share(one.ran, one.right),
        share(one.matched, one.checked),
    )


def of_reasons(found: Sequence[Graded]) -> str:
    """How often a label's own reason was said: of all its blocks, and of those that have a reason since they did not
    pass."""
    by_label, rows = reasons(found), []
    for label, counts in by_label.items():
        others = ", ".join(f"{word} {count}" for word, count in counts.most_common() if word != REASONS[label])
        right, reasoned = counts[REASONS[label]], counts.total() - counts["pass"]
        rows.append((label, REASONS[label], share(right, counts.total()), share(right, reasoned), others))
    right = sum(counts[REASONS[label]] for label, counts in by_label.items())
    total = sum(counts.total() for counts in by_label.values())
    reasoned = total - sum(counts["pass"] for counts in by_label.values())
    rows.append(("**all**", "", share(right, total), share(right, reasoned), ""))
    return table(("label", "its reason", "said of all", "said of those that did not pass", "said instead"), rows)


def defects(found: Sequence[Paired]) -> str:
    rows = [(way, share(held, count)) for way, (count, held) in by_detection(found).items()]
    own = [one for one in found if one.defect.detect in FINDABLE]
    rows.append((f"**{', '.join(FINDABLE)}**", share(sum(one.holds for one in own), len(own))))
    rows.append(("**all**", share(sum(one.holds for one in found), len(found))))
    return table(("found by", "wrong before and not after"), rows)


def sharpness(outputs: Sequence[Rotted]) -> str:
    """Of outputs that matched and got one wrong character, how many were called wrong then."""
    rows = [(name, count, share(seen, count)) for name, (count, seen) in rotted_by_language(outputs).items()]
    return table(("language", "outputs that matched", "called wrong with one wrong character"), rows)


def survivors(outputs: Iterable[Rotted]) -> str:
    """Every output in which one wrong character was not seen, and what was said of it."""
    lost = [one for one in outputs if not one.seen]
    lines = [f"- `{one.id}` shows `{one.before}` as `{one.after}`: {one.said}"[:LONGEST_LINE] for one in lost]
    return "\n".join([f"Not seen: {len(lost)}", *(["", *lines] if lines else [])])


def lists(found: Sequence[Graded], pairs: Sequence[Paired]) -> Iterator[str]:
    """Every block that counts against us, with its id."""
    yield listed("False alarms", [_line(one) for one in found if is_alarm(one)])
    yield listed("Broken blocks that were missed", [_line(one) for one in found if is_miss(one)])
    yield listed("Defects that were not told from their fix", [_pair(one) for one in pairs if not one.holds])
    yield listed("Right blocks that did not pass as far as they can", [_line(one) for one in found if falls_short(one)])
    odd = [one for one in found if one.sample.label in REASONS and not _is_reasoned(one)]
    yield listed("Other reasons than their label's", [_line(one) for one in odd])


def listed(title: str, lines: Iterable[str]) -> str:
    found = list(lines)
    return "\n".join([f"## {title}: {len(found)}", "", *(f"- {line}" for line in found)])


def _is_reasoned(one: Graded) -> bool:
    return one.row is not None and one.row["reason"] == REASONS[one.sample.label]


def _line(one: Graded) -> str:
    detail = one.row["detail"] if one.row else ""
    return f"`{one.sample.id}` {one.sample.label}: {one.said}: {detail[:LONGEST]}"


def _pair(one: Paired) -> str:
    sides = (f"{said(row)}: {row['detail'][:LONGEST] if row else ''}" for row in (one.before, one.after))
    return f"`{one.defect.id}` {one.defect.detect} ({one.defect.kind}): " + "; after: ".join(sides)
