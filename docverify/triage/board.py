"""Everything that a decision rests on, laid out: causes beside the issues that they belong to."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from docverify import marker
from docverify.model import Action, Cause, History, Issue, Result, Row, TrackerConfig
from docverify.triage.cause import causes, drifting, key


class Ledger(Struct, frozen=True):
    """What the store remembers."""

    histories: Mapping[str, History]
    """After the run, by example id."""
    known: Mapping[str, str] = {}
    """Issues that we opened: key to the tracker's own name."""


class Waiting(Struct, frozen=True, gc=False):
    """Something that is not done, and why not."""

    key: str
    """Key of the cause; empty when it is about the whole run."""
    reason: str
    ref: str = ""


class Decision(Struct, frozen=True):
    """What should be done, in this order, and what should not."""

    actions: tuple[Action, ...] = ()
    waiting: tuple[Waiting, ...] = ()


class Board(Struct, frozen=True):
    """A run's causes and the tracker's issues, matched."""

    result: Result
    ledger: Ledger
    config: TrackerConfig
    issues: tuple[Issue, ...]
    """Every issue of ours, oldest first."""
    rows: Mapping[str, Row]
    causes: tuple[Cause, ...]
    matched: Mapping[str, Issue]
    """Key of a cause to the issue that is about it."""
    quiet: tuple[Issue, ...]
    """Open issues that no cause of this run belongs to."""
    duplicates: tuple[tuple[Issue, Issue], ...]
    """Open issues about a cause that an older open one is about, each with that one."""


def lay_out(result: Result, ledger: Ledger, issues: Iterable[Issue], config: TrackerConfig) -> Board:
    found = tuple(causes(result.examples, config.drift))
    names = {history.name: example for example, history in ledger.histories.items() if history.name}
    ordered = tuple(sorted((_present(issue, names, found) for issue in issues), key=lambda issue: age(issue.ref)))
    current, duplicates = _one_a_key([issue for issue in ordered if issue.key])
    matched = {cause.key: current[cause.key] for cause in found if cause.key in current}
    matched |= _moved(found, matched, current.values())
    claimed = {issue.ref for issue in matched.values()}
    return Board(
        result=result,
        ledger=ledger,
        config=config,
        issues=ordered,
        rows={row.id: row for row in result.examples},
        causes=found,
        matched=matched,
        quiet=tuple(issue for issue in current.values() if issue.state == "open" and issue.ref not in claimed),
        duplicates=tuple(duplicates),
    )


def known_here(ledger: Ledger, config: TrackerConfig) -> dict[str, str]:
    """Issues that we opened in this tracker; a folder is a person's to tidy, so nothing is missed in an outbox."""
    if config.kind == "outbox":
        return {}
    prefix = f"{config.repository}#".lower()
    return {one: ref for one, ref in ledger.known.items() if ref.lower().startswith(prefix)}


def age(ref: str) -> tuple[int, str]:
    """Sorts issues from the oldest to the newest: by number where there is one."""
    number = ref.rpartition("#")[2]
    return (int(number) if number.isdecimal() else 0, ref)


def _one_a_key(issues: Sequence[Issue]) -> tuple[dict[str, Issue], list[tuple[Issue, Issue]]]:
    """The issue that counts for each key, and the needless open ones: the oldest open one, else the newest closed."""
    groups: dict[str, list[Issue]] = {}
    for issue in issues:
        groups.setdefault(issue.key, []).append(issue)
    current: dict[str, Issue] = {}
    duplicates: list[tuple[Issue, Issue]] = []
    for one, group in groups.items():
        open_ones = [issue for issue in group if issue.state == "open"]
        closed = [issue for issue in group if issue.state_reason != "duplicate"] or group
        current[one] = open_ones[0] if open_ones else closed[-1]
        duplicates += [(extra, open_ones[0]) for extra in open_ones[1:]]
    return current, duplicates


def _present(issue: Issue, names: Mapping[str, str], found: Sequence[Cause]) -> Issue:
    """The issue with the ids that its examples have now, and the key that it would have been opened with now."""
    mark = marker.read(issue.body)
    if mark is None or not mark.examples or mark.examples != issue.examples:
        return issue
    known = (*mark.names, *[""] * len(mark.examples))
    now = tuple(names.get(name, example) for name, example in zip(known, mark.examples, strict=False))
    return issue if now == mark.examples else replace(issue, examples=now, key=_present_key(issue, now, found))


def _present_key(issue: Issue, now: Sequence[str], found: Sequence[Cause]) -> str:
    page = _page(issue.examples[0])
    if issue.key == key(page, drifting(issue.examples[0])):
        return key(_page(now[0]), drifting(now[0]))
    for cause in found:
        if set(now) & set(cause.examples) and issue.key == key(page, cause.signature):
            return cause.key
    return issue.key


def _page(example: str) -> str:
    return example.rpartition("#")[0]


def _moved(found: Sequence[Cause], matched: Mapping[str, Issue], current: Iterable[Issue]) -> dict[str, Issue]:
    """Causes without an issue whose examples have an open one that lost its own cause: the cause changed."""
    keys = {cause.key for cause in found}
    free = [issue for issue in current if issue.state == "open" and issue.key not in keys]
    moved: dict[str, Issue] = {}
    for cause in found:
        if cause.key in matched:
            continue
        heir = next((issue for issue in free if set(issue.examples) & set(cause.examples)), None)
        if heir:
            free.remove(heir)
            moved[cause.key] = heir
    return moved
