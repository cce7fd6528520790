"""Verdicts seen against history, and what they have in common."""

from hypothesis import given
from hypothesis import strategies as st

from docverify import triage
from docverify.model import Finding, History, Row
from tests.results import drift, result, row
from tests.triage.nights import BROKEN, failing, passing

ID = "docs/tea.md#steep:python:{}".format


def seen(*rows: Row, before: dict[str, History]) -> list[Finding]:
    night = result(rows)
    gone = [one for one in triage.follow(before, night) if one.absent]
    return triage.findings(night.examples, before, gone)


def test_each_state_of_a_finding() -> None:
    before = {ID(line): History(ID(line), "fail", failures=1) for line in (2, 3, 8)}
    rows = [
        failing("docs/tea.md:1"),
        failing("docs/tea.md:2"),
        passing("docs/tea.md:3"),
        row("docs/tea.md:4", "flaky"),
        passing("docs/tea.md:5"),
        row("docs/tea.md:6", "unverified"),
        drift("docs/tea.md:7", kind="deprecation"),
    ]
    key = triage.causes(rows)[0].key
    drifted = "printed `4`, the page shows `3`"
    assert seen(*rows, before=before) == [
        Finding(ID(1), "docs/tea.md", 1, "new", "fail", BROKEN, key),
        Finding(ID(2), "docs/tea.md", 2, "still", "fail", BROKEN, key),
        Finding(ID(3), "docs/tea.md", 3, "fixed", "pass"),
        Finding(ID(4), "docs/tea.md", 4, "flaky", "flaky"),
        Finding(ID(7), "docs/tea.md", 7, "new", "drift", drifted),
        Finding(ID(8), "docs/tea.md", 0, "gone", "fail", "it is not on its page any more"),
    ]


def test_a_cached_pass_fixes_nothing() -> None:
    assert seen(passing(cached=True), before={ID(3): History(ID(3), "fail", failures=1)}) == []


def test_what_went_is_told_once() -> None:
    once = {ID(3): History(ID(3), "fail", failures=1, absent=1)}
    assert seen(passing("docs/tea.md:5"), before=once) == []


def test_examples_with_one_error_on_one_page_have_one_cause() -> None:
    rows = [
        failing("docs/tea.md:3"),
        failing("docs/tea.md:9"),
        failing("docs/tea.md:12", "KeyError: 'a'"),
        failing("docs/milk.md:3"),
    ]
    assert [cause.examples for cause in triage.causes(rows)] == [
        (ID(3), ID(9)),
        (ID(12),),
        ("docs/milk.md#steep:python:3",),
    ]


def test_drift_is_its_examples_own_cause_whatever_it_printed() -> None:
    first, second = triage.causes([drift("docs/tea.md:3"), drift("docs/tea.md:9")])
    again = triage.causes([drift("docs/tea.md:3", detail="printed `5`", actual="5", fingerprint="other")])[0]
    assert first.key != second.key
    assert first.key == again.key
    assert first.fingerprint != again.fingerprint


def test_other_verdicts_and_other_drift_open_nothing() -> None:
    verdicts = ["pass", "flaky", "skip", "unverified", "error"]
    assert triage.causes([row(verdict=verdict) for verdict in verdicts] + [drift(kind="baseline")]) == []


def test_further_kinds_of_drift_are_causes_where_the_config_asks() -> None:
    kinds = [drift(f"docs/tea.md:{number}", kind=kind) for number, kind in enumerate(("output", "version", "baseline"))]
    assert [one.examples for one in triage.causes(kinds)] == [(kinds[0].id,), (kinds[1].id,)]
    assert [one.examples for one in triage.causes(kinds, ("baseline",))] == [(kinds[2].id,)]
    assert [bool(one.cause) for one in triage.findings(kinds, {}, [], ("baseline",))] == [False, False, True]


@given(st.integers(0x1000_0000, 0xFFFF_FFFF), st.integers(1, 9999))
def test_a_cause_does_not_hang_on_addresses_and_lines(address: int, line: int) -> None:
    def key(at: int, number: int) -> str:
        detail = f"TypeError: <object at 0x{at:x}> in /tmp/x{number}/a.py"
        return triage.causes([failing(f"docs/tea.md:{number}", detail)])[0].key

    assert key(address, line) == key(0x7F00_0000, 1)


def test_a_key_stays_what_it_is() -> None:
    """Issues on people's trackers carry it: a change of the rule is a new version."""
    cause = triage.causes([failing()])[0]
    assert (cause.key, cause.signature) == ("01bce2d9424a808d", f"fail\nAttributeError\n{BROKEN}")
