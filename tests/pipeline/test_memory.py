"""Which pages need not run again."""

from contextlib import closing
from typing import Any

import msgspec
import pytest

from docverify.model import History, Page, PageRow
from docverify.pipeline.memory import Memory, Use, disagreements, is_enough, is_lasting, make_key
from docverify.pipeline.seen import Seen
from docverify.store.answers import AnswerCache
from tests.results import drift, row

PAGE = Page("docs/tea.md", "markdown", "text", files={"a.py": "1", "b.py": None}, source=Page("tea.md", "rst", "x"))

PLAIN = Use()


def remembered(**fields: Any) -> History:
    return History(**{"example": "docs/tea.md#steep:python:3", **fields})


def seen(rows, seconds):
    return Seen(PageRow(PAGE.path), rows, (), frozenset({"python"}), seconds)


@pytest.fixture
def cache(tmp_path):
    with closing(AnswerCache(tmp_path / "answers.db")) as cache:
        yield cache


def recalled(cache, rows, before=None, use=PLAIN, later=None):
    """What a second run recalls of a page of which a first one found these rows."""
    first = Memory(cache, b"here", {}, Use())
    assert first.recall(PAGE) is None
    assert first.add(seen(rows, 0.5)) == []
    return Memory(cache, b"here", before or {}, use).recall(later or PAGE)


@pytest.mark.parametrize(
    "change",
    [
        {"path": "docs/coffee.md"},
        {"format": "mdx"},
        {"text": "other text"},
        {"language": "python"},
        {"url": "https://docs.example/tea"},
        {"files": {"a.py": "2", "b.py": None}},
        {"files": {"a.py": "1", "b.py": ""}},
        {"source": None},
        {"source": Page("tea.md", "rst", "y")},
    ],
)
def test_a_page_has_another_key_when_anything_of_it_changed(change):
    assert make_key(msgspec.structs.replace(PAGE, **change), b"here") != make_key(PAGE, b"here")


def test_a_page_has_another_key_under_other_circumstances():
    assert make_key(PAGE, b"here") != make_key(PAGE, b"there")


def test_where_the_page_lies_on_this_machine_and_its_commit_are_no_part_of_it():
    source = msgspec.structs.replace(PAGE.source, local="/home/tea.md")
    moved = msgspec.structs.replace(PAGE, local="/srv/tea.md", revision="abc", source=source)
    assert make_key(moved, b"here") == make_key(PAGE, b"here")
    other = msgspec.structs.replace(PAGE, files={"b.py": None, "a.py": "1"})
    assert make_key(other, b"here") == make_key(PAGE, b"here")


def test_a_page_that_cannot_be_written_down_runs_each_time(cache):
    page = msgspec.structs.replace(PAGE, text="\ud800")
    memory = Memory(cache, b"here", {}, Use())
    assert memory.recall(page) is None
    assert memory.add(seen([row()], 1.0)) == []


def test_an_unchanged_page_is_recalled_and_says_so(cache):
    answer = recalled(cache, [row(), row("docs/tea.md:9", "unverified", reason="fragment")])
    assert [(one.verdict, one.cached) for one in answer.rows] == [("pass", True), ("unverified", True)]
    assert answer.runnable == {"python"}


def test_a_changed_page_runs(cache):
    assert recalled(cache, [row()], later=msgspec.structs.replace(PAGE, text="new")) is None


@pytest.mark.parametrize("use", [Use(recalls=False), Use(keeps=False), Use(audit=100)])
def test_nothing_is_recalled_of_whom_it_is_not_asked(cache, use):
    assert recalled(cache, [row()], use=use) is None


@pytest.mark.parametrize(
    ("verdict", "reason", "lasts"),
    [
        ("pass", "", True),
        ("fail", "ValueError", True),
        ("drift", "", True),
        ("skip", "slow", True),
        ("unverified", "needs-network", True),
        ("unverified", "missing-package", True),
        ("unverified", "long-running", True),
        ("unverified", "timeout", False),
        ("unverified", "resource-limit", False),
        ("unverified", "no-sandbox", False),
        ("flaky", "", False),
        ("error", "", False),
    ],
)
def test_only_what_another_run_would_repeat_is_kept(cache, verdict, reason, lasts):
    rows = [row(), row("docs/tea.md:9", verdict, reason=reason)]
    assert is_lasting(rows) is lasts
    known = {"docs/tea.md#steep:python:9": remembered(failures=1)} if verdict in ("fail", "drift") else {}
    assert (recalled(cache, rows, known) is not None) is lasts


def test_what_a_page_said_before_is_gone_when_it_says_nothing_lasting(cache):
    assert recalled(cache, [row()]) is not None
    again = Memory(cache, b"here", {}, Use(recalls=False))
    again.recall(PAGE)
    again.add(seen([row(verdict="flaky")], 0.5))
    assert Memory(cache, b"here", {}, Use()).recall(PAGE) is None


NEWS = {
    "a failure that no run has recorded": (row(verdict="fail"), None, Use(), False),
    "a failure that is known": (row(verdict="fail"), remembered(failures=1), Use(), True),
    "one to confirm": (row(verdict="fail"), remembered(failures=1), Use(confirms=True), False),
    "one that is confirmed": (row(verdict="fail", confirmed=True), remembered(failures=1), Use(confirms=True), True),
    "one seen twice": (drift(), remembered(failures=2), Use(confirms=True), True),
    "a mistake that came back": (row(verdict="fail"), remembered(passes=3), Use(), False),
    "a pass": (row(), None, Use(), True),
    "a pass after a failure": (row(), remembered(failures=1), Use(), False),
    "one pass, and issues of other people": (row(), remembered(passes=1), Use(files=True), False),
    "two passes, and issues of other people": (row(), remembered(passes=2), Use(files=True), True),
    "no verdict on the page": (row(verdict="unverified"), remembered(failures=1), Use(), True),
}


@pytest.mark.parametrize("case", NEWS)
def test_what_history_waits_for_has_to_run(case):
    found, past, use, enough = NEWS[case]
    assert is_enough(found, past, use) is enough


def test_what_is_forgotten_runs_the_next_time(cache):
    memory = Memory(cache, b"here", {}, Use())
    memory.recall(PAGE)
    memory.add(seen([row()], 0.5))
    memory.forget("docs/coffee.md")
    assert Memory(cache, b"here", {}, Use()).recall(PAGE) is not None
    memory.forget(PAGE.path)
    assert Memory(cache, b"here", {}, Use()).recall(PAGE) is None


def test_an_audit_tells_where_a_run_says_something_else(cache):
    recalled(cache, [row()])
    audit = Memory(cache, b"here", {}, Use(audit=100))
    audit.recall(PAGE)
    problems = audit.add(seen([drift("docs/tea.md:3")], 0.5))
    assert [(problem.where, problem.line, problem.fatal) for problem in problems] == [("docs/tea.md", 3, False)]
    assert "the cache says pass and a run says drift output" in problems[0].what


def test_runs_that_agree_are_no_problem():
    assert list(disagreements([row(seconds=1.0)], [row(seconds=2.0), row("docs/tea.md:8", "fail")])) == []


def test_a_page_is_expected_to_take_as_long_as_the_last_time(cache):
    recalled(cache, [row()])
    memory = Memory(cache, b"here", {}, Use())
    assert memory.expect(PAGE.path, 100) == 0.5
    assert memory.expect("new.md", 200) > memory.expect("other.md", 100) > 0
