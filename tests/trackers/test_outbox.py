"""The outbox: files that a person reads and edits, and that are never half written."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from docverify import marker
from docverify.errors import TrackerError
from docverify.marker import Mark
from docverify.model import Action, Issue, TrackerConfig
from docverify.trackers.outbox import OpenOutbox, OutboxTracker

KEY = "8c1f0a52d94be733"
IDS = ("docs/tea.md#steep:python:3",)
NAME = f"tea-steep-keyerror-a-{KEY}.md"
MARK = marker.write(Mark(KEY, "f1", IDS))
CLOSED = marker.write(Mark(KEY, "f1", IDS, closed=True))
BODY = f"{MARK}\nAn example fails.\n\n---\n{marker.END}"
OPEN = Action(
    "open", KEY, "new", title="[docverify] tea \"Steep\": KeyError: 'a'", body=BODY, labels=("docverify", "P2")
)
CLOSE = Action(
    "close", KEY, "passed", NAME, body=BODY.replace(MARK, CLOSED), comment="It passed.", state_reason="completed"
)
UPDATE = Action("update", KEY, "changed", NAME, body=BODY.replace("fails", "fails otherwise"))


@pytest.fixture
def outbox(tmp_path: Path) -> OpenOutbox:
    return OutboxTracker(lambda: 1_764_000_000.0).open(TrackerConfig(), tmp_path, {})


@pytest.fixture
def edit(tmp_path: Path) -> Callable[[str, str], None]:
    def edit(old: str, new: str) -> None:
        path = tmp_path / "outbox" / NAME
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit


def test_an_empty_state_holds_no_issues(outbox: OpenOutbox) -> None:
    assert outbox.issues() == []


def test_a_file_reads_like_an_issue(outbox: OpenOutbox, tmp_path: Path) -> None:
    assert outbox.act(OPEN).ref == NAME
    assert (tmp_path / "outbox" / NAME).read_text(encoding="utf-8") == (
        f"{MARK}\n# [docverify] tea \"Steep\": KeyError: 'a'\n\nState: open · Labels: docverify, P2\n\n"
        f"An example fails.\n\n---\n{marker.END}\n"
    )


def test_an_issue_is_found_again_whole(outbox: OpenOutbox, tmp_path: Path) -> None:
    outbox.act(OPEN)
    url = (tmp_path / "outbox" / NAME).as_posix()
    assert outbox.issues() == [
        Issue(NAME, KEY, OPEN.title, BODY, fingerprint="f1", examples=IDS, labels=("docverify", "P2"), url=url)
    ]


def test_a_closed_issue_tells_when_and_why(outbox: OpenOutbox, tmp_path: Path) -> None:
    outbox.act(OPEN)
    outbox.act(CLOSE)
    assert (tmp_path / "outbox" / NAME).read_text(encoding="utf-8") == (
        f"{CLOSED}\n# [docverify] tea \"Steep\": KeyError: 'a'\n\n"
        "State: closed (completed) at 2025-11-24T16:00:00Z · Labels: docverify, P2\n\n"
        f"An example fails.\n\n---\n{marker.END}\n\n"
        "<!-- docverify:comments -->\n\n## What docverify said\n\nIt passed.\n"
    )
    issue = outbox.issues()[0]
    assert (issue.state, issue.state_reason, issue.closed_by_us) == ("closed", "completed", True)
    assert issue.body == CLOSE.body


def test_an_issue_is_opened_again_and_keeps_what_was_said(outbox: OpenOutbox, tmp_path: Path) -> None:
    outbox.act(OPEN)
    outbox.act(CLOSE)
    outbox.act(Action("reopen", KEY, "back", NAME, body=BODY, comment="It is back.", labels=("docverify: regressed",)))
    issue = outbox.issues()[0]
    assert (issue.state, issue.closed_at, issue.labels) == ("open", "", ("docverify", "P2", "docverify: regressed"))
    text = (tmp_path / "outbox" / NAME).read_text(encoding="utf-8")
    assert text.endswith("## What docverify said\n\nIt passed.\n\nIt is back.\n")


def test_what_people_change_stays(outbox: OpenOutbox, edit: Callable[[str, str], None]) -> None:
    outbox.act(OPEN)
    edit("# [docverify] tea \"Steep\": KeyError: 'a'", "# Tea is cold")
    edit("docverify, P2", "docverify, P2, kettle")
    edit(f"{marker.END}\n", f"{marker.END}\n\nAsk Ann.\n")
    outbox.act(UPDATE)
    outbox.act(CLOSE)
    outbox.act(UPDATE)
    issue = outbox.issues()[0]
    assert (issue.title, issue.labels) == ("Tea is cold", ("docverify", "P2", "kettle"))
    assert issue.body == f"{UPDATE.body}\n\nAsk Ann."


@pytest.mark.parametrize(
    ("line", "state", "reason"),
    [
        ("State: closed", "closed", "completed"),
        ("State: closed (not planned)", "closed", "not_planned"),
        ("state: CLOSED (Not Planned) · Labels: docverify", "closed", "not_planned"),
        ("State: open (really)", "open", ""),
        ("I removed this line", "open", ""),
    ],
)
def test_a_person_closes_it_in_the_file(
    outbox: OpenOutbox, edit: Callable[[str, str], None], line: str, state: str, reason: str
) -> None:
    outbox.act(OPEN)
    edit("State: open · Labels: docverify, P2", line)
    issue = outbox.issues()[0]
    assert (issue.state, issue.state_reason, issue.closed_by_us) == (state, reason, False)
    assert bool(issue.closed_at) == (state == "closed")


def test_windows_line_ends_are_read(outbox: OpenOutbox, tmp_path: Path) -> None:
    outbox.act(OPEN)
    path = tmp_path / "outbox" / NAME
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    issue = outbox.issues()[0]
    assert (issue.key, issue.title, issue.labels) == (KEY, OPEN.title, ("docverify", "P2"))


def test_other_files_are_left_alone(outbox: OpenOutbox, tmp_path: Path) -> None:
    folder = tmp_path / "outbox"
    folder.mkdir()
    (folder / "notes.md").write_text("my notes", encoding="utf-8")
    (folder / "binary.md").write_bytes(MARK.encode() + b"\n\xff\xfe")
    (folder / "long.md").write_text(BODY + "x" * 2**20, encoding="utf-8")
    (folder / "folder.md").mkdir()
    (folder / "link.md").symlink_to(folder / "notes.md")
    (folder / "issue.txt").write_text(BODY, encoding="utf-8")
    assert outbox.issues() == []


def test_a_second_issue_about_a_cause_gets_a_name_of_its_own(outbox: OpenOutbox) -> None:
    assert [outbox.act(OPEN).ref for _ in range(3)] == [
        NAME,
        NAME.replace(".md", "-2.md"),
        NAME.replace(".md", "-3.md"),
    ]


@pytest.mark.parametrize("title", ["", "[docverify] ../../etc/passwd", "[docverify] " + "快" * 300, "\x00/\\:*?"])
def test_no_title_leads_out_of_the_folder(outbox: OpenOutbox, tmp_path: Path, title: str) -> None:
    ref = outbox.act(Action("open", KEY, "new", title=title, body=BODY)).ref
    assert [path.name for path in (tmp_path / "outbox").iterdir()] == [ref]
    assert len(ref.encode()) < 200


def test_a_title_is_text_in_the_file_too(outbox: OpenOutbox, tmp_path: Path) -> None:
    """GitHub shows titles as they are; a file is read as Markdown."""
    title = "[docverify] tea: <img src=x> &lt; y & z"
    outbox.act(Action("open", KEY, "new", title=title, body=BODY))
    (path,) = (tmp_path / "outbox").iterdir()
    assert "# [docverify] tea: &lt;img src=x> &amp;lt; y &amp; z" in path.read_text(encoding="utf-8")
    assert [issue.title for issue in outbox.issues()] == [title]


def test_no_name_leads_out_of_the_folder(outbox: OpenOutbox, tmp_path: Path) -> None:
    outbox.act(OPEN)
    (tmp_path / "victim.md").write_text(BODY, encoding="utf-8")
    action = Action("update", KEY, "changed", "../victim.md", body="gone")
    assert outbox.act(action).problem.endswith("victim.md is not there any more")
    assert (tmp_path / "victim.md").read_text(encoding="utf-8") == BODY


def test_a_write_that_fails_leaves_the_old_file_and_no_rest(
    outbox: OpenOutbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox.act(OPEN)
    before = (tmp_path / "outbox" / NAME).read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(TrackerError, match="No space left on device"):
        outbox.act(UPDATE)
    assert (tmp_path / "outbox" / NAME).read_bytes() == before
    assert [path.name for path in (tmp_path / "outbox").iterdir()] == [NAME]


def test_whoever_reads_while_it_is_written_reads_the_old_issue_whole(outbox: OpenOutbox, tmp_path: Path) -> None:
    outbox.act(OPEN)
    reader = tmp_path / "reader"
    reader.hardlink_to(tmp_path / "outbox" / NAME)
    before = reader.read_bytes()
    outbox.act(UPDATE)
    assert reader.read_bytes() == before != (tmp_path / "outbox" / NAME).read_bytes()


def test_an_outbox_that_is_a_file_is_named(outbox: OpenOutbox, tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("", encoding="utf-8")
    with pytest.raises(TrackerError, match=r"the outbox .*outbox cannot be used"):
        outbox.act(OPEN)
