"""GitHub as the tracker, over real HTTP: what arrives there, and what is said when it does not."""

import json
import socket
from pathlib import Path

import pytest

from docverify import labels, marker
from docverify.errors import TrackerError
from docverify.github.issues import OpenGitHub
from docverify.marker import Mark
from docverify.model import Action, Issue, TrackerConfig
from docverify.trackers import github as module
from docverify.trackers.github import GitHubTracker
from fixtures.github import FakeGitHub
from tests.trackers.conftest import CONFIG, REPOSITORY, FakeClock, reach

KEY = "8c1f0a52d94be733"
IDS = ("docs/tea.md#steep:python:3",)
OURS = ("docverify", "docverify: fail", "P2")


def section(text: str = "text", **fields: object) -> str:
    return f"{marker.write(Mark(KEY, 'f1', IDS, **fields))}\n{text}\n{marker.END}"  # type: ignore[arg-type]


OPEN = Action("open", KEY, "it is new", title="[docverify] tea", body=section(), labels=OURS)
CLOSE = Action(
    "close", KEY, "passed", "acme/foo#1", body=section(closed=True), comment="It passed.", state_reason="completed"
)
UPDATE = Action("update", KEY, "changed", "acme/foo#1", body=section("new"))


def test_an_issue_is_opened_with_its_labels_and_found_again(github: FakeGitHub, opened: OpenGitHub) -> None:
    outcome = opened.act(OPEN)
    assert (outcome.done, outcome.ref, outcome.problem) == (True, "acme/foo#1", "")
    assert opened.issues() == [
        Issue(
            ref="acme/foo#1",
            key=KEY,
            title="[docverify] tea",
            body=section(),
            fingerprint="f1",
            examples=IDS,
            labels=OURS,
            url=f"{github.url}/acme/foo/issues/1",
        )
    ]
    assert github.repository.labels["docverify"]["color"] == "0e8a16"


def test_an_issue_is_closed_with_its_reason_and_a_comment(github: FakeGitHub, opened: OpenGitHub) -> None:
    opened.act(OPEN)
    assert opened.act(CLOSE).done
    closed = opened.issues()[0]
    assert (closed.state, closed.state_reason, closed.closed_by_us) == ("closed", "completed", True)
    assert closed.closed_at == github.repository.now
    assert [comment["body"] for comment in github.repository.comments[1]] == ["It passed."]


def test_what_is_closed_already_is_not_closed_again(github: FakeGitHub, opened: OpenGitHub) -> None:
    opened.act(OPEN)
    github.repository.change(1, {"state": "closed", "state_reason": "not_planned"})
    before = len(github.writes())
    assert opened.act(CLOSE).problem == "acme/foo#1 is closed already"
    assert len(github.writes()) == before


def test_an_issue_is_opened_again(opened: OpenGitHub) -> None:
    opened.act(OPEN)
    opened.act(CLOSE)
    opened.act(Action("reopen", KEY, "back", "acme/foo#1", body=section(reopened=True), labels=(labels.REGRESSED,)))
    issue = opened.issues()[0]
    assert (issue.state, issue.state_reason, issue.closed_at, issue.closed_by_us) == ("open", "", "", False)
    assert labels.REGRESSED in issue.labels


def test_an_update_keeps_what_people_did_since_the_listing(github: FakeGitHub, opened: OpenGitHub) -> None:
    opened.act(OPEN)
    theirs = {"title": "Tea", "labels": ["docverify", "bug"], "body": section() + "\r\n\r\nOurs too. -- Ann"}
    github.repository.change(1, theirs)
    opened.act(UPDATE)
    issue = opened.issues()[0]
    assert issue.body == section("new") + "\r\n\r\nOurs too. -- Ann"
    assert (issue.title, issue.labels) == ("Tea", ("docverify", "bug"))
    assert set(github.requests[-2].body) == {"body"}


def test_a_body_without_our_marker_is_not_written(github: FakeGitHub, opened: OpenGitHub) -> None:
    opened.act(OPEN)
    github.repository.change(1, {"body": "mine now"})
    opened.act(UPDATE)
    assert github.repository.issues[0]["body"] == "mine now"


def test_an_issue_that_is_gone_stops_nothing_else(opened: OpenGitHub) -> None:
    assert opened.act(UPDATE).problem == "acme/foo#1 was deleted or moved"


def test_a_comment_is_said(github: FakeGitHub, opened: OpenGitHub) -> None:
    opened.act(OPEN)
    opened.act(Action("comment", KEY, "why", "acme/foo#1", comment="Look."))
    assert [comment["body"] for comment in github.repository.comments[1]] == ["Look."]


def test_labels_are_made_once_and_keep_the_looks_that_people_gave_them(github: FakeGitHub, clock: FakeClock) -> None:
    github.repository.label("docverify", color="123456")
    for _ in range(2):
        reach(github, clock).act(OPEN)
    assert github.repository.labels["docverify"]["color"] == "123456"
    assert [path for method, path in github.writes() if path.endswith("/labels")] == ["/repos/acme/foo/labels"] * 2


def test_a_label_in_another_case_is_the_same_label(github: FakeGitHub, opened: OpenGitHub) -> None:
    github.repository.add("[docverify] tea", section(), ("Docverify",))
    github.repository.label("DocVerify: Fail")
    opened.act(Action("update", KEY, "moved", "acme/foo#1", labels=("docverify",)))
    assert github.writes() == []
    assert len(opened.issues()) == 1


def test_all_pages_are_listed_without_pull_requests_and_with_ghosts(github: FakeGitHub, opened: OpenGitHub) -> None:
    github.page_size = 3
    for number in range(8):
        github.repository.add(f"n{number}", section(), ("docverify",))
    github.repository.issues[2]["user"] = None
    github.repository.issues[3]["body"] = None
    github.repository.issues[4]["pull_request"] = dict.fromkeys(("diff_url", "html_url", "patch_url", "url"))
    github.repository.add("not ours", "", ("bug",))
    assert [issue.ref for issue in opened.issues()] == [f"acme/foo#{number}" for number in (1, 2, 3, 4, 6, 7, 8)]
    assert [issue.key for issue in opened.issues()][3] == ""


def test_the_version_of_the_interface_is_pinned(github: FakeGitHub, opened: OpenGitHub) -> None:
    opened.issues()
    assert {request.headers["x-github-api-version"] for request in github.requests} == {"2022-11-28"}


def test_writes_are_a_second_apart(opened: OpenGitHub, clock: FakeClock) -> None:
    opened.act(OPEN)
    assert clock.slept == [1.0, 1.0, 1.0]


@pytest.mark.parametrize("status", [0, 500, 502])
@pytest.mark.parametrize("after", [True, False])
def test_a_lost_answer_makes_no_second_issue(github: FakeGitHub, opened: OpenGitHub, status: int, after: bool) -> None:
    github.fail("POST", "/issues", status=status, after=after)
    assert opened.act(OPEN).ref == "acme/foo#1"
    assert len(github.repository.issues) == 1


def test_an_answer_that_cannot_be_read_makes_no_second_issue(github: FakeGitHub, opened: OpenGitHub) -> None:
    github.fail("POST", "/issues", status=201, after=True, body=b"<html>")
    assert opened.act(OPEN).ref == "acme/foo#1"
    assert len(github.repository.issues) == 1


def test_a_write_that_is_lost_twice_is_given_up(github: FakeGitHub, opened: OpenGitHub) -> None:
    github.fail("POST", "/issues", times=9)
    with pytest.raises(TrackerError, match="answered 500; nothing was opened twice"):
        opened.act(OPEN)
    assert [method for method, path in github.writes() if path.endswith("/issues")] == ["POST", "POST"]


def test_a_comment_whose_answer_is_lost_is_not_said_twice(github: FakeGitHub, opened: OpenGitHub) -> None:
    opened.act(OPEN)
    github.fail("POST", "/comments", status=0, after=True)
    opened.act(CLOSE)
    assert len(github.repository.comments[1]) == 1


def test_a_change_whose_answer_is_lost_is_said_again(github: FakeGitHub, opened: OpenGitHub) -> None:
    opened.act(OPEN)
    github.fail("PATCH", r"/issues/\d+", status=0, times=2)
    assert opened.act(UPDATE).done
    assert opened.issues()[0].body == section("new")


def test_a_dropped_label_is_told_and_no_further_issue_is_opened(github: FakeGitHub, opened: OpenGitHub) -> None:
    github.repository.can_label = False
    outcome = opened.act(OPEN)
    assert outcome.done
    assert outcome.problem.startswith("GitHub dropped the label `docverify`")
    with pytest.raises(TrackerError, match="dropped the label"):
        opened.act(OPEN)
    assert len(github.repository.issues) == 1


def test_without_the_right_to_label_issues_are_found_by_their_author(github: FakeGitHub, clock: FakeClock) -> None:
    github.repository.can_label = False
    assert reach(github, clock).act(OPEN).problem == ""
    github.repository.add("somebody's", section(), user=github.repository.user("mallory"))
    assert [issue.ref for issue in reach(github, clock).issues()] == ["acme/foo#1"]


def test_an_app_that_may_not_ask_who_it_is_is_served_too(github: FakeGitHub, clock: FakeClock) -> None:
    github.repository.can_label = False
    github.repository.is_app = True
    opened = reach(github, clock)
    github.repository.can_label = True
    assert opened.act(OPEN).problem == ""
    assert len(opened.issues()) == 1


def test_older_servers_that_know_no_duplicates_get_not_planned(github: FakeGitHub, opened: OpenGitHub) -> None:
    opened.act(OPEN)
    github.fail("PATCH", r"/issues/1", status=422)
    opened.act(Action("close", KEY, "twice", "acme/foo#1", state_reason="duplicate"))
    assert github.repository.issues[0]["state_reason"] == "not_planned"


@pytest.mark.parametrize(("status", "reason"), [(422, "completed"), (403, "duplicate")])
def test_what_github_does_not_take_is_not_asked_in_another_way(
    github: FakeGitHub, opened: OpenGitHub, status: int, reason: str
) -> None:
    opened.act(OPEN)
    github.fail("PATCH", r"/issues/1", status=status)
    with pytest.raises(TrackerError, match=f"{status}"):
        opened.act(Action("close", KEY, "passed", "acme/foo#1", state_reason=reason))
    assert github.repository.issues[0]["state"] == "open"


def test_a_listing_that_is_only_promised_is_no_listing(github: FakeGitHub, opened: OpenGitHub) -> None:
    github.fail("GET", "/issues", status=202, body=b"[]")
    with pytest.raises(TrackerError, match="answered 202"):
        opened.issues()


@pytest.mark.parametrize(
    ("status", "message", "hint"),
    [
        (301, "GitHub says that acme/foo has moved (301): fault 301", "name the repository's new owner/name"),
        (304, "GitHub answered 304 to what docverify asked of acme/foo (304)", "run it again"),
        (401, "GitHub does not accept the token (401): fault 401", "not expired into GITHUB_TOKEN"),
        (403, "GitHub does not allow this token to do it in acme/foo (403): fault 403", "Issues: read and write"),
        (404, "GitHub knows no acme/foo, or this token may not see it (404): fault 404", "check [tracker] repository"),
        (410, "GitHub says that it is gone: issues are switched off in acme/foo, or the issue was deleted (410)",
         "switch issues on"),
        (422, "GitHub did not accept what docverify sent (422): fault 422", "please report it"),
        (429, "GitHub limits how much may be asked of it (429): fault 429", "in an hour"),
        (500, "GitHub at 127.0.0.1 answered 500; nothing was opened twice or closed for it", "can be reached"),
        (0, "GitHub at 127.0.0.1 does not answer; nothing was opened twice or closed for it", "can be reached"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/repos/acme/foo", "/issues"])
def test_each_refusal_says_what_and_what_to_do(
    github: FakeGitHub, clock: FakeClock, status: int, message: str, hint: str, path: str
) -> None:
    github.fail("GET", path, status=status, times=99)
    with pytest.raises(TrackerError) as caught:
        reach(github, clock).issues()
    assert caught.value.message.startswith(message)
    assert hint in caught.value.hint
    assert github.token not in caught.value.message + caught.value.hint
    assert github.writes() == []


@pytest.mark.parametrize("status", [401, 403, 404, 410, 422, 429, 500, 0])
def test_each_refusal_of_a_new_issue_is_an_error(
    github: FakeGitHub, opened: OpenGitHub, clock: FakeClock, status: int
) -> None:
    github.fail("POST", "/issues", status=status, times=99)
    with pytest.raises(TrackerError):
        opened.act(OPEN)
    assert github.repository.issues == []
    assert sum(clock.slept) <= module.PATIENCE + 20


def test_a_server_that_is_not_there_is_said_to_be(clock: FakeClock) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(TrackerError, match=r"GitHub at 127.0.0.1 does not answer"):
        GitHubTracker(clock).open(CONFIG, Path(), {"GITHUB_API_URL": url, "GITHUB_TOKEN": "x"})


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[1]", b'{"number": 1}', b'[{"number": "x"}]', b'"x"', b"[null, []]"]
)
@pytest.mark.parametrize("path", ["/repos/acme/foo", "/issues"])
def test_an_answer_of_another_shape_is_refused(github: FakeGitHub, clock: FakeClock, body: bytes, path: str) -> None:
    github.fail("GET", path, status=200, times=99, body=body)
    with pytest.raises(TrackerError, match="GitHub"):
        reach(github, clock).issues()


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (403, {"Retry-After": "30"}),
        (429, {"Retry-After": "30"}),
        (403, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1030"}),
    ],
)
def test_a_limit_is_waited_for(
    github: FakeGitHub, opened: OpenGitHub, clock: FakeClock, status: int, headers: dict[str, str]
) -> None:
    github.fail("POST", "/issues", status=status, headers=headers)
    clock.time = 1_000.0 - 3  # three labels are made first
    assert opened.act(OPEN).ref == "acme/foo#1"
    assert 27.0 <= max(clock.slept) <= 30.0


def test_a_limit_that_is_too_long_is_an_error(github: FakeGitHub, opened: OpenGitHub, clock: FakeClock) -> None:
    github.fail("POST", "/issues", status=429, headers={"Retry-After": "3600"})
    with pytest.raises(TrackerError, match="limits how much"):
        opened.act(OPEN)
    assert sum(clock.slept) < 10


def test_the_token_goes_to_no_other_host(github: FakeGitHub, clock: FakeClock, contract: object) -> None:
    with FakeGitHub(contract).running() as stranger:  # type: ignore[arg-type] # the fixture's contract
        link = {"Link": f'<{stranger.url}/repos/acme/foo/issues?page=2>; rel="next"'}
        github.fail("GET", "/issues", status=200, headers=link, body=b"[]")
        with pytest.raises(TrackerError, match="the token goes there not"):
            reach(github, clock).issues()
        github.fail("GET", "/issues", status=302, headers={"Location": f"{stranger.url}/x"})
        with pytest.raises(TrackerError, match="has moved"):
            reach(github, clock).issues()
        assert stranger.requests == []


def test_the_machines_own_proxy_and_passwords_are_not_used(
    github: FakeGitHub, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert reach(github, clock).issues() == []
    assert {request.headers["authorization"] for request in github.requests} == {"Bearer t0ken"}


def test_a_listing_without_end_is_stopped(
    github: FakeGitHub, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ANSWERS", 5)
    link = {"Link": f'<{github.url}/repos/acme/foo/issues?page=2>; rel="next"'}
    github.fail("GET", "/issues", status=200, times=99, headers=link, body=b"[]")
    with pytest.raises(TrackerError, match="no end after 5 answers"):
        reach(github, clock).issues()


def test_an_answer_that_is_too_long_is_not_read(
    github: FakeGitHub, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = reach(github, clock)
    monkeypatch.setattr(module, "ANSWER_BYTES", 100_000)
    github.fail("GET", "/issues", status=200, body=json.dumps(["x" * 200_000]).encode())
    with pytest.raises(TrackerError, match="too long or too slow"):
        opened.issues()


def test_what_github_says_is_escaped_and_short(github: FakeGitHub, clock: FakeClock) -> None:
    github.fail("GET", "/issues", status=422, body=json.dumps({"message": "\x1b[31m" + "x" * 5_000}).encode())
    with pytest.raises(TrackerError) as caught:
        reach(github, clock).issues()
    assert "\x1b" not in caught.value.message
    assert len(caught.value.message) < 400


@pytest.mark.parametrize(
    ("fields", "message"),
    [({"has_issues": False}, "issues are switched off in acme/foo"), ({"archived": True}, "acme/foo is archived")],
)
def test_a_repository_that_takes_no_issues_is_named(
    github: FakeGitHub, clock: FakeClock, fields: dict[str, bool], message: str
) -> None:
    for name, value in fields.items():
        setattr(github.repository, name, value)
    with pytest.raises(TrackerError, match=message):
        reach(github, clock)


@pytest.mark.parametrize(
    ("config", "environ", "message"),
    [
        ({}, {}, "there is no token for GitHub: GITHUB_TOKEN is not set"),
        ({"token_env": "BOT"}, {"GITHUB_TOKEN": "x"}, "BOT is not set"),
        ({}, {"GITHUB_TOKEN": "a b"}, "what GITHUB_TOKEN holds is no token"),
        ({"repository": "acme"}, {"GITHUB_TOKEN": "x"}, "'acme' is no repository"),
        ({"repository": "acme/.."}, {"GITHUB_TOKEN": "x"}, "'acme/..' is no repository"),
        ({"base_url": "http://git.test/api/v3"}, {"GITHUB_TOKEN": "x"}, "http://git.test is no address"),
        ({"base_url": "https://me:pw@git.test"}, {"GITHUB_TOKEN": "x"}, "https://git.test is no address"),
        ({"base_url": "ftp://git.test"}, {"GITHUB_TOKEN": "x"}, "is no address"),
        ({"base_url": "https://[bad"}, {"GITHUB_TOKEN": "x"}, "is no address"),
    ],
)
def test_bad_settings_are_named_before_anything_is_sent(
    config: dict[str, str], environ: dict[str, str], message: str
) -> None:
    with pytest.raises(TrackerError) as caught:
        GitHubTracker().open(TrackerConfig(**{"kind": "github", "repository": REPOSITORY, **config}), Path(), environ)
    assert message in caught.value.message
    assert "pw" not in caught.value.message
