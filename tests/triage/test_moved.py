"""An example that moved is known again, keeps its history, and its issue moves with it."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify import triage
from docverify.model import History, Row
from docverify.triage.moved import FORGOTTEN, TEXT_LIMIT, carry, follow_moves, name, normal
from tests.results import drift, result, row
from tests.triage.nights import ListTracker, Nights, failing, passing

TEA = "kettle = boil(water=2)\nprint(steep(kettle, 'green', minutes=3))"
CUP = "cup = Cup('porcelain')\ncup.fill(pour(from_='pot'))"
POT = "import pottery\npottery.shape('round').glaze('celadon')"


def block(place: str, text: str) -> Row:
    """`page#slug:number` and what stands there."""
    page, _, rest = place.partition("#")
    slug, _, number = rest.partition(":")
    return row(f"{page}:1", id=f"{page}#{slug}:python:{number}", code=text)


def by_example(histories: Iterable[History]) -> dict[str, History]:
    return {history.example: history for history in histories}


def remembered(*rows: Row) -> dict[str, History]:
    return by_example(triage.follow({}, result(rows)))


def moves(old: dict[str, str], new: dict[str, str], pages: tuple[str, ...] = ()) -> dict[str, str]:
    """Place to text before and now; the places that examples moved to, without the language."""
    before = remembered(*(block(place, text) for place, text in old.items()))
    found = follow_moves(before, [block(place, text) for place, text in new.items()], pages)
    return {old.replace("python:", ""): now.replace("python:", "") for old, now in sorted(found.items())}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param({"a#x:1": TEA}, {"a#x:1": TEA}, {"a#x:1": "a#x:1"}, id="nothing changed"),
        pytest.param({"a#x:1": TEA}, {"a#x:1": CUP, "a#x:2": TEA}, {"a#x:1": "a#x:2"}, id="a block above"),
        pytest.param({"a#x:1": TEA}, {"a#y:1": TEA}, {"a#x:1": "a#y:1"}, id="another heading"),
        pytest.param(
            {"a#x:1": TEA, "a#x:2": CUP},
            {"a#x:1": CUP, "a#x:2": TEA},
            {"a#x:1": "a#x:2", "a#x:2": "a#x:1"},
            id="swapped",
        ),
        pytest.param({"a#x:1": TEA}, {"a#x:1": f"{TEA}  # hot"}, {"a#x:1": "a#x:1"}, id="edited in its place"),
        pytest.param(
            {"a#x:1": TEA}, {"a#x:1": POT, "a#x:2": f"{TEA}  # hot"}, {"a#x:1": "a#x:2"}, id="edited and moved"
        ),
        pytest.param({"a#x:1": TEA}, {"a#x:1": POT}, {"a#x:1": "a#x:1"}, id="written anew in its place"),
        pytest.param({"a#x:1": TEA}, {"a#y:1": f"{TEA}  # hot"}, {}, id="edited under another heading"),
        pytest.param({"a#x:1": TEA, "a#x:2": CUP}, {"a#x:1": CUP}, {"a#x:2": "a#x:1"}, id="the first one went"),
        pytest.param(
            {"a#x:1": TEA, "a#x:2": TEA},
            {"a#x:1": CUP, "a#x:2": TEA, "a#x:3": TEA},
            {"a#x:1": "a#x:2", "a#x:2": "a#x:3"},
            id="equal texts in order",
        ),
        pytest.param(
            {"a#x:1": TEA, "a#x:2": TEA}, {"a#x:1": TEA}, {"a#x:1": "a#x:1"}, id="one of two equal texts went"
        ),
        pytest.param(
            {"a#x:1": TEA, "a#y:1": CUP},
            {"b#x:1": TEA, "b#y:1": f"{CUP}  # hot"},
            {"a#x:1": "b#x:1", "a#y:1": "b#y:1"},
            id="another page",
        ),
        pytest.param(
            {"a#x:1": TEA, "a#x:2": CUP, "c#x:1": POT},
            {"b#x:1": TEA, "c#x:1": POT, "c#x:2": CUP},
            {"a#x:1": "b#x:1", "a#x:2": "c#x:2", "c#x:1": "c#x:1"},
            id="a page that was split",
        ),
        pytest.param({"a#x:1": TEA, "c#x:1": TEA}, {"c#x:1": TEA}, {"c#x:1": "c#x:1"}, id="a page that went"),
    ],
)
def test_an_example_is_known_again(old: dict[str, str], new: dict[str, str], expected: dict[str, str]) -> None:
    assert moves(old, new) == expected


def test_nothing_moves_away_from_a_page_that_is_still_there() -> None:
    assert moves({"a#x:1": TEA}, {"b#x:1": TEA}, pages=("a", "b")) == {}


def test_spaces_at_the_end_of_lines_make_no_other_text() -> None:
    assert normal("\na  \nb\n\n") == "a\nb"


def test_a_long_text_is_cut_and_its_end_still_counts() -> None:
    first, other = ("x" * TEXT_LIMIT + end for end in "ab")
    assert normal(first) != normal(other)
    assert len(normal(first)) < TEXT_LIMIT + 20


def test_a_name_is_never_given_twice() -> None:
    first = name("a#x:python:1", TEA)
    assert name("a#x:python:1", TEA) == first
    assert name("a#x:python:1", TEA, {first}) != first


def test_what_an_older_docverify_remembered_stays_in_its_place() -> None:
    old = History("a#x:python:1", "fail", failures=2)
    assert carry({old.example: old}, [block("a#x:1", POT), block("a#x:2", TEA)]) == {old.example: old}


def test_a_history_moves_with_its_example_and_its_old_id_is_forgotten() -> None:
    before = remembered(block("a#x:1", TEA))
    carried = carry(before, [block("a#y:1", TEA)])
    assert carried["a#x:python:1"].absent == triage.history.FORGET_AFTER
    assert carried["a#y:python:1"].passes == 1
    assert len(carried) == 2


def test_one_that_went_is_remembered_beside_the_one_that_has_its_id() -> None:
    before = remembered(block("a#x:1", TEA), block("a#x:2", CUP))
    night = result([block("a#x:1", CUP)])
    after = by_example(triage.follow(carry(before, night.examples), night))
    assert {example: history.absent for example, history in after.items() if history.name} == {
        "a#x:python:1": 0,
        f"a#x:python:1\t{before['a#x:python:1'].name}": 1,
    }
    back = carry(after, [block("a#x:1", TEA), block("a#x:2", CUP)])
    living = {example: history.name for example, history in back.items() if history.absent < 30}
    assert living == {example: history.name for example, history in before.items()}


TEXTS = st.lists(st.sampled_from([TEA, CUP, POT, "x = 1", ""]), max_size=5)


@given(TEXTS, TEXTS)
def test_no_two_examples_become_one_and_no_history_is_lost(old: list[str], new: list[str]) -> None:
    before = remembered(*(block(f"a#x:{at}", text) for at, text in enumerate(old, 1)))
    rows = [block(f"a#x:{at}", text) for at, text in enumerate(new, 1)]
    found = follow_moves(before, rows)
    assert len(set(found.values())) == len(found)
    assert set(found.values()) <= {row.id for row in rows}
    kept = [history.name for history in carry(before, rows).values() if history.name]
    assert sorted(kept) == sorted(history.name for history in before.values())


# What becomes of the issues: each page is told as places with a text; `wrong` texts fail or drift.

FIRST = {"docs/tea.md#steep:1": TEA, "docs/tea.md#steep:2": CUP, "docs/tea.md#pour:1": POT}
EDITS = {
    "a block above": {
        "docs/tea.md#steep:1": "import tea",
        "docs/tea.md#steep:2": TEA,
        "docs/tea.md#steep:3": CUP,
        "docs/tea.md#pour:1": POT,
    },
    "a heading between": {"docs/tea.md#steep:1": TEA, "docs/tea.md#cups:1": CUP, "docs/tea.md#pour:1": POT},
    "a heading renamed": {"docs/tea.md#brew:1": TEA, "docs/tea.md#brew:2": CUP, "docs/tea.md#pour:1": POT},
    "a page renamed": {"docs/chai.md#steep:1": TEA, "docs/chai.md#steep:2": CUP, "docs/chai.md#pour:1": POT},
    "two blocks swapped": {"docs/tea.md#steep:1": CUP, "docs/tea.md#steep:2": TEA, "docs/tea.md#pour:1": POT},
    "an edit": {"docs/tea.md#steep:1": f"{TEA}  # hot", "docs/tea.md#steep:2": CUP, "docs/tea.md#pour:1": POT},
    "an edit below a new block": {
        "docs/tea.md#steep:1": POT,
        "docs/tea.md#steep:2": f"{TEA}  # hot",
        "docs/tea.md#steep:3": CUP,
    },
}


def night(texts: dict[str, str], wrong: str) -> list[Row]:
    """TEA and CUP are wrong in their own ways, until `wrong` is empty."""
    rows = []
    for place, text in texts.items():
        kind = next((word for word in ("steep", "pour(") if word in text), "") if wrong else ""
        page, given = place.partition("#")[0], {"id": block(place, text).id, "code": text}
        if not kind:
            rows.append(passing(f"{page}:1", **given))
        elif wrong == "drift":
            rows.append(drift(f"{page}:1", confirmed=True, fingerprint=kind, **given))
        else:
            rows.append(failing(f"{page}:1", f"KeyError: '{kind}'", fingerprint=kind, **given))
    return rows


@pytest.mark.parametrize("wrong", ["fail", "drift"])
@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_opens_no_second_issue(edit: str, wrong: str) -> None:
    tracker = ListTracker()
    nights = Nights(tracker)
    assert nights.run(*night(FIRST, wrong)) == ["open", "open"]
    about = {issue.ref: "steep" in nights_text(FIRST, issue.examples[0]) for issue in tracker.held}
    said = nights.run(*night(EDITS[edit], wrong))
    assert set(said) <= {"update"}
    assert len(said) <= 2
    assert {issue.ref: "steep" in nights_text(EDITS[edit], issue.examples[0]) for issue in tracker.held} == about
    assert nights.run(*night(EDITS[edit], wrong)) == []
    assert tracker.comments == []
    assert nights.run(*night(EDITS[edit], "")) == []
    assert nights.run(*night(EDITS[edit], "")) == ["close completed", "close completed"]
    assert nights.run(*night(EDITS[edit], "")) == []


def nights_text(texts: dict[str, str], example: str) -> str:
    return texts[example.replace("python:", "")]


@pytest.mark.parametrize("wrong", ["fail", "drift"])
@pytest.mark.parametrize("edit", EDITS)
def test_an_issue_is_found_when_it_is_asked_for_only_later(edit: str, wrong: str) -> None:
    nights = Nights(ListTracker())
    nights.run(*night(FIRST, wrong))
    for texts in (EDITS[edit], FIRST, EDITS[edit]):
        nights.decide(night(texts, wrong))  # and nobody applied it
    assert set(nights.run(*night(EDITS[edit], wrong))) <= {"update"}
    assert nights.run(*night(EDITS[edit], wrong)) == []


@pytest.mark.parametrize("wrong", ["fail", "drift"])
@pytest.mark.parametrize("edit", EDITS)
def test_an_example_that_was_mended_as_it_moved_closes_its_issue(edit: str, wrong: str) -> None:
    nights = Nights(ListTracker())
    nights.run(*night(FIRST, wrong))
    assert nights.run(*night(EDITS[edit], "")) == []
    assert nights.run(*night(EDITS[edit], "")) == ["close completed", "close completed"]


@pytest.mark.parametrize("wrong", ["fail", "drift"])
def test_an_issue_whose_example_went_is_not_about_the_one_that_took_its_place(wrong: str) -> None:
    tracker = ListTracker()
    nights = Nights(tracker)
    nights.run(*night(FIRST, wrong))
    rest = night({"docs/tea.md#steep:1": CUP, "docs/tea.md#pour:1": POT}, wrong)
    assert nights.run(*rest) == ["update"]
    assert nights.run(*rest) == ["close not_planned"]
    assert "* `docs/tea.md#steep:python:1`" in tracker.comments[0]
    assert nights.run(*rest) == []


def test_a_new_failure_in_the_place_of_one_that_moved_gets_its_own_issue() -> None:
    nights = Nights(ListTracker())
    old = drift("a.md:1", code=TEA, confirmed=True)
    assert nights.run(old) == ["open"]
    rows = [drift("a.md:1", code=POT, confirmed=True), drift("a.md:2", code=TEA, confirmed=True)]
    assert sorted(nights.run(*rows)) == ["open", "update"]
    assert nights.run(*rows) == []


def test_a_run_that_was_not_complete_carries_nothing_over() -> None:
    nights = Nights(ListTracker())
    nights.run(*night(FIRST, "drift"))
    before = dict(nights.histories)
    nights.run(*night(EDITS["a block above"], "drift"), complete=False)
    assert nights.histories == before
    assert nights.run(*night(EDITS["a block above"], "drift")) == ["update", "update"]


def test_the_pages_that_are_known_are_those_of_examples_that_are_not_forgotten() -> None:
    seen, gone = History("https://tea.example/a#brew:python:1"), History("b.md#:python:1", absent=2)
    beside = History("c.md#:python:1\tdeadbeef")
    forgotten = History("d.md#:python:1", absent=FORGOTTEN)
    assert triage.known_pages({one.example: one for one in (seen, gone, beside, forgotten)}) == {
        "https://tea.example/a",
        "b.md",
        "c.md",
    }
