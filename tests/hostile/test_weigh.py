"""What an entry of the catalogue falls short of is found, and what it may end as is let pass."""

from typing import Any

import pytest

from docverify.registry import members
from tests.hostile import weigh
from tests.hostile.entries import Entry, driver_of, load, loud_page, pages


def entry(must: str = "passed", *also: str, **fields: Any) -> Entry:
    return Entry("res-000", "resource", "python", "x = 1\n", must, "it holds", 5.0, also_ok=also, **fields)


def row(verdict: str = "pass", level: str = "ran", reason: str = "", **fields: Any) -> dict[str, Any]:
    text = dict.fromkeys(("actual", "detail", "diff", "kind", "expected_by"), "")
    return (
        {"id": "a", "verdict": verdict, "level": level, "reason": reason, "requests": [], "seconds": 0.1}
        | text
        | fields
    )


ENDS = [
    ("passed", row(), True),
    ("passed", row(level="parsed"), False),
    ("passed", row("unverified", reason="missing-file"), False),
    ("failed", row("fail"), True),
    ("failed", row("drift"), True),
    ("failed", row("unverified", reason="incomplete"), True),
    ("failed", row("unverified", reason="no-sandbox"), False),
    ("failed", row(), False),
    ("failed", row("unverified", reason="missing-toolchain", detail="needs the command `tea`"), True),
    ("failed", row("unverified", reason="missing-toolchain", detail="sudo apt-get install -y rustc"), False),
    ("failed", row("error"), False),
    ("timeout", row("unverified", reason="timeout"), True),
    ("timeout", row("unverified", reason="long-running"), False),
    ("resource_limit", row("unverified", reason="resource-limit"), True),
    ("resource_limit", row("fail"), False),
    ("blocked", row("unverified", reason="needs-network"), True),
    ("incomplete", row("unverified", reason="incomplete"), True),
    ("skipped", row("skip"), True),
    ("rejected", row(), False),
]


@pytest.mark.parametrize(("status", "found", "held"), ENDS)
def test_a_word_of_the_catalogue_stands_for_its_verdicts_and_no_others(
    status: str, found: dict[str, Any], held: bool
) -> None:
    assert weigh.is_held(status, found) is held


def short(
    one: Entry, *rows: dict[str, Any], began: tuple[str, ...] = ("a",), problems: tuple[str, ...] = ()
) -> list[str]:
    return list(weigh.shortfalls(one, rows, began, problems))


def test_only_what_the_entry_lists_besides_widens_what_it_may_end_as() -> None:
    late = row("unverified", reason="timeout")
    assert short(entry("passed"), late) == ["is unverified timeout at ran"]
    assert short(entry("passed", "timeout"), late) == []


def test_an_example_that_never_started_falls_short_however_it_ended() -> None:
    assert short(entry("failed"), row("fail"), began=()) == ["never started"]
    assert short(entry("failed", "skipped"), row("skip"), began=()) == []


def test_a_block_that_is_missing_falls_short() -> None:
    assert short(entry()) == ["it is not in the result"]


def test_what_is_refused_as_a_page_must_not_have_run() -> None:
    assert short(entry("rejected"), row("unverified", "found"), began=()) == []
    assert short(entry("rejected"), problems=("a fence without an end",)) == []
    assert short(entry("rejected"), row()) == ["is pass at ran"]


def test_secrets_hosts_and_seconds_are_looked_for() -> None:
    assert short(entry(output_forbidden=("CANARY-",)), row(actual="CANARY-1")) == ["printed 'CANARY-'"]
    assert short(entry(net_evidence="a.example"), row(detail="nothing")) == ["the report does not name a.example"]
    assert short(entry(max_wall_s=3.0), row(seconds=9.0)) == ["took 9.0 s of 3"]


def test_the_one_after_it_must_match_and_a_second_run_see_nothing() -> None:
    assert list(weigh.of_a_victim([row(level="matched")])) == []
    assert list(weigh.of_a_victim([row()])) == ["the one after it is pass at ran"]
    assert list(weigh.of_a_second_run([row(actual="a")], [row(actual="b")])) == ["its second run saw its first"]


def test_reports_are_searched_where_the_entry_says() -> None:
    one = entry(report_forbidden={"actions_log": ("^::error",), "issue_body_outside_fence": ("fixes",)})
    fine = {"text": "a", "github": "b"}
    assert list(weigh.of_reports(one, fine, ["```\nfixes\n```"])) == []
    assert list(weigh.of_reports(one, {**fine, "github": "::error"}, ["x"])) == ["actions_log shows '^::error'"]
    assert list(weigh.of_reports(one, fine, ["fixes"])) == ["issue_body_outside_fence shows 'fixes'"]
    assert list(weigh.of_reports(one, fine, [])) == ["no issue shows it"]
    assert list(weigh.of_reports(one, fine, ["x" * 70_000])) == ["an issue of 70000 characters"]


@pytest.mark.parametrize(
    ("body", "outside"),
    [("a\n```\nb\n```\nc", "a\nc"), ("````\n```\nb\n````\nc", "c"), ("```\nb\n``` x\nd\n```", "")],
)
def test_a_fence_ends_at_one_that_is_as_long(body: str, outside: str) -> None:
    assert weigh.outside_fences(body) == outside


def test_every_entry_is_known_and_becomes_pages() -> None:
    found = load()
    assert len({one.id for one in found}) == len(found) > 80
    for one in found:
        for text in (*pages(one).values(), loud_page(one)):
            assert one.code.rstrip("\n") in text or one.then


def test_a_language_is_waited_for_only_until_it_has_a_driver() -> None:
    assert driver_of("sh", members("languages")) == "shell"
    assert driver_of("klingon", members("languages")) == ""
