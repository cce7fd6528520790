"""GitHub's answers as our nouns. They are untrusted: every type is checked, and what is wrong stops the run."""

from typing import TypeVar

import msgspec
from msgspec import Struct

from docverify import marker
from docverify.errors import TrackerError
from docverify.model import Issue

Noun = TypeVar("Noun")


class _Label(Struct):
    name: str = ""


class _Issue(Struct):
    number: int
    title: str
    state: str
    labels: list[_Label | str]
    body: str | None = None
    state_reason: str | None = None
    locked: bool = False
    closed_at: str | None = None
    html_url: str = ""
    pull_request: object = None


class Repository(Struct, frozen=True):
    """What matters of a repository."""

    full_name: str
    has_issues: bool = True
    archived: bool = False
    permissions: dict[str, bool] = {}

    @property
    def allows_labels(self) -> bool:
        """False when GitHub would drop the labels of an issue without a word."""
        return any(self.permissions.get(right, False) for right in ("admin", "maintain", "push", "triage"))


class _User(Struct):
    login: str


class _Comment(Struct):
    body: str | None = None


def read_issue(answer: object, repository: str) -> Issue | None:
    """The issue as ours; None for a pull request, which GitHub lists among them. Its key is empty without a marker."""
    found = _read(answer, _Issue)
    if found.pull_request is not None:
        return None
    body = found.body or ""
    mark = marker.read(body)
    return Issue(
        ref=f"{repository}#{found.number}",
        key=mark.key if mark else "",
        title=found.title,
        body=body,
        state=found.state,
        state_reason=(found.state_reason or "") if found.state == "closed" else "",
        fingerprint=mark.fingerprint if mark else "",
        examples=mark.examples if mark else (),
        locked=found.locked,
        closed_at=found.closed_at or "",
        closed_by_us=found.state == "closed" and mark is not None and mark.closed,
        labels=tuple(label if isinstance(label, str) else label.name for label in found.labels),
        url=found.html_url,
    )


def read_repository(answer: object) -> Repository:
    return _read(answer, Repository)


def read_login(answer: object) -> str:
    return _read(answer, _User).login


def read_name(answer: object) -> str:
    return _read(answer, _Label).name


def read_comment(answer: object) -> str:
    return _read(answer, _Comment).body or ""


def _read(answer: object, kind: type[Noun]) -> Noun:
    try:
        return msgspec.convert(answer, kind)
    except msgspec.ValidationError as error:
        raise TrackerError(
            f"GitHub's answer is not what its description promises: {error}",
            "check that [tracker] base_url is the API root of a GitHub server",
        ) from None
