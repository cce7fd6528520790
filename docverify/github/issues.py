"""The issues of one GitHub repository: listed whole, written once, and never at the cost of what people wrote."""

from collections.abc import Callable, Mapping
from typing import Protocol

from docverify import labels, marker
from docverify.errors import TrackerError
from docverify.github import answers
from docverify.github.refusals import LostAnswerError, RefusedError
from docverify.model import Action, Issue, Outcome

Query = Mapping[str, str]


class Line(Protocol):
    """How words travel to GitHub and back; paths are relative to the API root."""

    def read(self, path: str) -> object: ...

    def pages(self, path: str, query: Query) -> list[object]:
        """Every item of every page; raises TrackerError rather than returning a list that may be short."""
        ...

    def post(self, path: str, body: Mapping[str, object]) -> object:
        """Never repeated by itself; raises LostAnswerError when it may or may not have been done."""
        ...

    def patch(self, path: str, body: Mapping[str, object]) -> object:
        """Repeated when its answer is lost: to say the same again changes nothing."""
        ...

    def settle(self) -> None:
        """Gives GitHub time to show what it may have done."""
        ...


class OpenGitHub:
    """A repository that answered, and that takes issues."""

    def __init__(self, line: Line, repository: str) -> None:
        self._line = line
        self._repository = repository
        self._path = f"repos/{repository}"
        self._labels_made: set[str] = set()
        self._drops_labels = False
        found = answers.read_repository(line.read(self._path))
        self._refuse_closed(found)
        self._author = "" if found.allows_labels else self._login()

    def issues(self) -> list[Issue]:
        """Every issue of ours, open and closed, by number."""
        queries = [{"labels": labels.IDENTITY}] + ([{"creator": self._author}] if self._author else [])
        found: dict[str, Issue] = {}
        for query in queries:
            for answer in self._line.pages(f"{self._path}/issues", {"state": "all", **query}):
                issue = answers.read_issue(answer, self._repository)
                if issue and (issue.key or labels.has(issue.labels, labels.IDENTITY)):
                    found[issue.ref] = issue
        return sorted(found.values(), key=lambda issue: int(_number(issue.ref)))

    def act(self, action: Action) -> Outcome:
        """Does it; raises TrackerError when it could not be done."""
        if action.kind == "open":
            return self._open(action)
        if action.kind == "comment":
            self._comment(action)
            return Outcome(action, done=True, ref=action.ref)
        return self._change(action)

    def _refuse_closed(self, found: answers.Repository) -> None:
        if not found.has_issues:
            raise TrackerError(
                f"issues are switched off in {self._repository}",
                'switch them on in its settings, or use [tracker] kind = "outbox"',
            )
        if found.archived:
            raise TrackerError(f"{self._repository} is archived, so it takes no issues", 'use kind = "outbox"')

    def _login(self) -> str:
        """Who we are, where GitHub tells: an app's token may not ask."""
        try:
            return answers.read_login(self._line.read("user"))
        except RefusedError:
            return ""

    def _open(self, action: Action) -> Outcome:
        if self._drops_labels and not self._author:
            raise TrackerError(*_LABEL_DROPPED)
        self._make_labels(action.labels)
        body = {"title": action.title, "body": action.body, "labels": list(action.labels)}
        answer = self._surely(
            lambda: self._line.post(f"{self._path}/issues", body), lambda: self._find_open(action.key)
        )
        issue = answer if isinstance(answer, Issue) else answers.read_issue(answer, self._repository)
        if issue is None:
            raise TrackerError("GitHub answered a new issue with a pull request", "please report it to docverify")
        self._drops_labels = not labels.has(issue.labels, labels.IDENTITY)
        problem = ": ".join(_LABEL_DROPPED) if self._drops_labels and not self._author else ""
        return Outcome(action, done=True, ref=issue.ref, problem=problem)

    def _change(self, action: Action) -> Outcome:
        """Looks at the issue as it is now, so that what people did since the listing stays."""
        path = f"{self._path}/issues/{_number(action.ref)}"
        try:
            now = answers.read_issue(self._line.read(path), self._repository)
        except RefusedError as error:
            if error.status not in {301, 404, 410}:
                raise
            return Outcome(action, done=True, ref=action.ref, problem=f"{action.ref} was deleted or moved")
        if now is None or (action.kind == "close" and now.state == "closed"):
            return Outcome(action, done=True, ref=action.ref, problem=f"{action.ref} is closed already")
        self._make_labels(action.labels)
        self._patch(path, _changes(action, now))
        if action.comment:
            self._comment(action)
        return Outcome(action, done=True, ref=action.ref)

    def _patch(self, path: str, changes: dict[str, object]) -> None:
        """Older servers know no duplicates."""
        if not changes:
            return
        try:
            self._line.patch(path, changes)
        except RefusedError as error:
            if error.status != 422 or changes.get("state_reason") != "duplicate":
                raise
            self._line.patch(path, {**changes, "state_reason": "not_planned"})

    def _comment(self, action: Action) -> None:
        path = f"{self._path}/issues/{_number(action.ref)}/comments"

        def find() -> object | None:
            said = [answers.read_comment(answer) for answer in self._line.pages(path, {})]
            return action.comment if said[-1:] == [action.comment] else None

        self._surely(lambda: self._line.post(path, {"body": action.comment}), find)

    def _surely(self, write: Callable[[], object], find: Callable[[], object | None]) -> object:
        """What was written. When the answer is lost it is looked for, and written once more when it is not there."""
        for _ in range(2):
            try:
                return write()
            except LostAnswerError as error:
                loss = error
                self._line.settle()
                found = find()
                if found is not None:
                    return found
        raise loss

    def _find_open(self, key: str) -> Issue | None:
        """Among all open issues, since the label of a new one may not be there yet, or was dropped."""
        for answer in self._line.pages(f"{self._path}/issues", {"state": "open"}):
            issue = answers.read_issue(answer, self._repository)
            if issue and issue.key == key:
                return issue
        return None

    def _make_labels(self, wanted: tuple[str, ...]) -> None:
        """Makes those that the repository lacks; without the right to, GitHub's answer to the issue decides."""
        missing = [label for label in labels.LABELS if label.name in wanted and label.name not in self._labels_made]
        if not missing:
            return
        self._labels_made |= {answers.read_name(answer) for answer in self._line.pages(f"{self._path}/labels", {})}
        for label in missing:
            if not labels.has(self._labels_made, label.name):
                self._make_label(label)
                self._labels_made.add(label.name)

    def _make_label(self, label: labels.Label) -> None:
        looks = {"name": label.name, "color": label.colour, "description": label.description}
        try:
            self._line.post(f"{self._path}/labels", looks)
        except LostAnswerError:
            return  # GitHub makes it with the issue, in grey
        except RefusedError as error:
            if error.status not in {403, 404, 422}:
                raise


_LABEL_DROPPED = (
    "GitHub dropped the label `docverify`, by which docverify finds its issues again",
    "give the token the right to label issues (Triage, or Issues: read and write)",
)


def _changes(action: Action, now: Issue) -> dict[str, object]:
    """What to send: our section, our labels and the state, and nothing that a person may have changed."""
    changes: dict[str, object] = {}
    body = marker.join(action.body, now.body) if action.body and now.key else now.body
    if body != now.body:
        changes["body"] = body
    merged = labels.merge(now.labels, action.labels)
    if merged != now.labels:
        changes["labels"] = list(merged)
    if action.kind == "close":
        changes |= {"state": "closed", "state_reason": action.state_reason}
    if action.kind == "reopen":
        changes |= {"state": "open", "state_reason": "reopened"}
    return changes


def _number(ref: str) -> str:
    return ref.rpartition("#")[2]
