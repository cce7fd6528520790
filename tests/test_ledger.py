"""The ledger: what it lists is accepted, what it does not list is not, and no line stays longer than it is needed."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.errors import UsageError
from docverify.ledger import HEAD, Balance, Entry, Ledger, digest, problems, read, renew, weigh, write
from docverify.model import REASONS, Row
from tests.results import row

IDS = st.builds(
    "{}#{}:python:{}".format, st.sampled_from(["a.md", "tea leaves.md", "茶.md"]), st.just("x"), st.integers(1, 9)
)
TEXTS = st.sampled_from(["1f3a9c2e", "00000000"])
ENTRIES = st.builds(Entry, IDS, st.sampled_from(REASONS), TEXTS, st.sampled_from([(), ("# why",)]))


def unverified(place: str = "a.md:3", reason: str = "fragment", code: str = "brew()", **fields: str) -> Row:
    return row(place, "unverified", reason=reason, code=code, **fields)


def entry(one: Row, *comments: str, line: int = 1) -> Entry:
    return Entry(one.id, one.reason, digest(one.code), comments, line)


def held(entries: Sequence[Entry], rows: Sequence[Row], is_seen: Callable[[str], bool] = lambda _: True) -> Balance:
    return weigh(Ledger(tuple(entries)), rows, is_seen)


@given(st.lists(ENTRIES, unique_by=lambda one: one.example))
def test_what_is_written_is_read_again(entries: list[Entry]) -> None:
    text = write(Ledger(tuple(entries)))
    assert write(read(text)) == text
    assert {one.example for one in read(text).entries} == {one.example for one in entries}


def test_lines_are_sorted_and_their_comments_go_with_them() -> None:
    first, second = "a.md#x:python:1 fragment 1f3a9c2e\n", "# a key\nb.md#x:python:1 placeholder 1f3a9c2e\n"
    assert write(read(f"# ours\n\n{second}{first}# end\n")) == f"# ours\n\n{first}{second}# end\n"


def test_a_new_ledger_says_what_it_is() -> None:
    assert write(Ledger()).splitlines() == [*HEAD, ""]


@pytest.mark.parametrize(
    "line", ["a.md", "a.md#x:python:1 fragment", "a.md#x:python:1 because 1f3a9c2e", "x fragment 1f3a9c2e"]
)
def test_what_is_no_line_is_an_error_that_names_it(line: str) -> None:
    with pytest.raises(UsageError, match=r"docverify\.ledger:2: "):
        read(f"\n{line}\n")


def test_what_is_listed_is_accepted() -> None:
    one = unverified()
    assert held([entry(one)], [one, row("a.md:9")]) == Balance(accepted=((one, entry(one)),))


def test_a_line_moves_to_another_page_only_when_its_own_was_looked_at() -> None:
    one, other = unverified("a.md:3"), unverified("b.md:3")
    assert held([entry(other)], [one]).accepted
    assert held([entry(other)], [one], lambda example: example.startswith("a.md")).unlisted == (one,)


def test_what_is_not_listed_is_told_with_what_to_do() -> None:
    balance = held([], [unverified(), unverified("a.md:5", "not-executable"), unverified("a.md:7", "no-sandbox")])
    assert [one.id for one in balance.unlisted] == ["a.md#steep:python:3"]
    (problem,) = problems(balance)
    assert (problem.where, problem.line) == ("a.md", 3)
    assert problem.what == "is unverified (fragment) and not in docverify.ledger"
    assert "docverify ledger --update" in problem.hint


def test_another_reason_is_told() -> None:
    one = unverified(reason="missing-file")
    listed = Entry(one.id, "fragment", digest(one.code), (), 1)
    assert held([listed], [one]).changed == ((one, listed),)
    assert "as fragment, and is now missing-file" in problems(held([listed], [one]))[0].what


def test_a_line_is_needed_no_longer_than_its_example_is_unverified() -> None:
    fine, gone, other = row("a.md:3"), unverified("a.md:5"), unverified("a.md:7", "not-executable")
    entries = [entry(unverified(), line=1), entry(gone, line=2), entry(unverified("a.md:7"), line=3)]
    balance = held(entries, [fine, other])
    assert [problem.what for problem in problems(balance)] == [
        "a.md#steep:python:3 is pass now",
        "a.md#steep:python:5 is gone from its page",
        "a.md#steep:python:7 is no example any more",
    ]
    assert [problem.line for problem in problems(balance)] == [1, 2, 3]


def test_a_line_is_kept_where_the_run_says_nothing_of_its_example() -> None:
    broken = row("a.md:5", "error")
    entries = [entry(unverified("b.md:3"), line=1), entry(unverified("a.md:5"), line=2)]
    balance = held(entries, [broken], lambda example: not example.startswith("b.md"))
    assert balance == Balance()
    assert renew(Ledger(tuple(entries)), balance).entries == tuple(entries)


def test_an_example_that_moved_keeps_its_line() -> None:
    """By its text: another one took its id, and that one is not accepted by it."""
    was, fresh = unverified("a.md:3", code="brew(1)"), unverified("a.md:3", code="new()")
    moved = unverified("a.md:8", code="brew(1)")
    balance = held([entry(was)], [fresh, moved])
    assert balance.accepted == ((moved, entry(was)),)
    assert balance.unlisted == (fresh,)


def test_an_example_that_was_edited_keeps_its_line() -> None:
    was, now = unverified(code="brew(1)"), unverified(code="brew(2)")
    assert held([entry(was)], [now]).accepted == ((now, entry(was)),)


def test_a_renewed_ledger_is_balanced_and_keeps_comments() -> None:
    moved, fresh = unverified("a.md:8", code="brew(1)"), unverified("b.md:2", "placeholder")
    ledger = Ledger((Entry("a.md#steep:python:3", "missing-file", digest("brew(1)"), ("# why",), 4),))
    rows = [moved, fresh, row("a.md:3")]
    renewed = read(write(renew(ledger, weigh(ledger, rows, lambda _: True))))
    assert problems(weigh(renewed, rows, lambda _: True)) == []
    assert [(one.example, one.comments) for one in renewed.entries] == [
        ("a.md#steep:python:8", ("# why",)),
        ("b.md#steep:python:2", ()),
    ]


@given(st.lists(ENTRIES, unique_by=lambda one: one.example, max_size=6), st.permutations(range(6)))
def test_a_renewed_ledger_is_the_same_whatever_order_its_lines_had(entries: list[Entry], order: list[int]) -> None:
    one = [entries[place] for place in order if place < len(entries)]
    assert write(Ledger(tuple(one))) == write(Ledger(tuple(entries)))
