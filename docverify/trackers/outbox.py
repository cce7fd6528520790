"""The outbox as the tracker: a folder of Markdown files, one an issue, to read, edit and close by hand.

A file begins with the hidden marker, then come the title, one line of state and labels, and the text.
Below the end marker people write what they like; what docverify says stands under a heading of its own after that.
To close an issue by hand, write `closed` or `closed (not planned)` in place of `open`.
"""

import os
import re
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from docverify import labels, marker
from docverify.errors import TrackerError
from docverify.model import Action, Issue, Outcome, TrackerConfig

COMMENTS = "<!-- docverify:comments -->"
SIZE_LIMIT = 2**20
"""Bytes; a longer file is not one of ours."""

_STATE = re.compile(r"State: (open|closed)(?: \(([a-z_ ]+)\))?(?: at (\S+))?(?: · Labels: (.*))?\s*", re.IGNORECASE)


class _File(Struct, frozen=True):
    """An issue as its file tells it."""

    title: str
    state: str
    state_reason: str
    closed_at: str
    labels: tuple[str, ...]
    body: str
    """As GitHub would hold it: marker, text, end marker, and what people wrote below."""
    comments: str = ""
    """From the line that begins them to the end of the file."""


class OutboxTracker:
    """Issues as files in `outbox`, a folder of the state."""

    name = "outbox"

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now

    def open(self, config: TrackerConfig, state: Path, environ: dict[str, str]) -> "OpenOutbox":  # noqa: ARG002 - port
        return OpenOutbox(state / "outbox", self._now)


outbox = OutboxTracker()


class OpenOutbox:
    """A folder, which may not exist yet."""

    def __init__(self, folder: Path, now: Callable[[], float]) -> None:
        self._folder = folder
        self._now = now

    def issues(self) -> list[Issue]:
        """Every file that begins with our marker, by name; other files are left alone."""
        try:
            paths = sorted(self._folder.glob("*.md"))
            return [issue for path in paths if (issue := self._issue(path))]
        except OSError as error:
            raise _broken(self._folder, error) from None

    def act(self, action: Action) -> Outcome:
        try:
            return self._open(action) if action.kind == "open" else self._change(action)
        except OSError as error:
            raise _broken(self._folder, error) from None

    def _open(self, action: Action) -> Outcome:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._free_path(action)
        self._write(path, _File(action.title, "open", "", "", action.labels, action.body))
        return Outcome(action, done=True, ref=path.name)

    def _change(self, action: Action) -> Outcome:
        path = self._folder / Path(action.ref).name
        text = _text(path)
        if text is None:
            return Outcome(action, done=True, ref=action.ref, problem=f"{path} is not there any more")
        changed = _changed(_parse(text), action, _moment(self._now()))
        self._write(path, changed)
        return Outcome(action, done=True, ref=action.ref)

    def _issue(self, path: Path) -> Issue | None:
        text = _text(path)
        mark = marker.read(text) if text is not None else None
        if text is None or mark is None:
            return None
        file = _parse(text)
        closed_at = file.closed_at or (_moment(path.stat().st_mtime) if file.state == "closed" else "")
        return Issue(
            ref=path.name,
            key=mark.key,
            title=file.title,
            body=file.body,
            state=file.state,
            state_reason=file.state_reason,
            fingerprint=mark.fingerprint,
            examples=mark.examples,
            closed_at=closed_at,
            closed_by_us=file.state == "closed" and mark.closed,
            labels=file.labels,
            url=path.as_posix(),
        )

    def _free_path(self, action: Action) -> Path:
        """Named so that a person finds it: by page and heading, then by key."""
        words = re.findall(r"\w+", action.title.removeprefix("[docverify]").lower())
        name = "-".join(words)[:50].strip("-") or "issue"
        stem = f"{name.encode()[:150].decode(errors='ignore')}-{action.key}"
        paths = (self._folder / f"{stem}{suffix}.md" for suffix in ("", *(f"-{copy}" for copy in range(2, 1000))))
        return next(path for path in paths if not path.exists() and not path.is_symlink())

    def _write(self, path: Path, file: _File) -> None:
        """Whole or not at all, whatever happens meanwhile."""
        fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            with fresh.open("w", encoding="utf-8", errors="replace", newline="") as stream:
                stream.write(_compose(file))
                stream.flush()
                os.fsync(stream.fileno())
            fresh.replace(path)
        finally:
            with suppress(FileNotFoundError):
                fresh.unlink()


def _changed(file: _File, action: Action, now: str) -> _File:
    """The issue after the action, as GitHub would hold it."""
    body = marker.join(action.body, file.body) if action.body else file.body
    changed = replace(file, body=body, labels=labels.merge(file.labels, action.labels))
    if action.kind == "close":
        changed = replace(changed, state="closed", state_reason=action.state_reason, closed_at=now)
    if action.kind == "reopen":
        changed = replace(changed, state="open", state_reason="", closed_at="")
    if action.comment:
        begun = file.comments or f"{COMMENTS}\n\n## What docverify said\n"
        changed = replace(changed, comments=f"{begun.rstrip()}\n\n{action.comment}\n")
    return changed


def _compose(file: _File) -> str:
    """The file: marker, title and state first, then the rest of the body."""
    mark, _, rest = file.body.partition("\n")
    state = f"State: {file.state}"
    state += f" ({file.state_reason.replace('_', ' ')})" if file.state_reason else ""
    state += f" at {file.closed_at}" if file.closed_at else ""
    state += f" · Labels: {', '.join(file.labels)}" if file.labels else ""
    comments = f"\n{file.comments}" if file.comments else ""
    heading = file.title.replace("&", "&amp;").replace(
        "<", "&lt;"
    )  # GitHub shows titles as they are; a file is read as Markdown
    return f"{mark}\n# {heading}\n\n{state}\n\n{rest}\n{comments}"


def _parse(text: str) -> _File:
    """Lenient with what people change: a line that is missing takes nothing else with it."""
    mark, _, rest = text.partition("\n")
    title, rest = _taken(rest, re.compile(r"# (.*)"))
    state, rest = _taken(rest, _STATE)
    end = rest.find(marker.END)
    at = rest.find(COMMENTS, max(end, 0))
    body, comments = (rest, "") if at < 0 else (rest[:at], rest[at:])
    is_closed = state is not None and state[1].lower() == "closed"
    return _File(
        title=title[1].strip().replace("&lt;", "<").replace("&amp;", "&") if title else "",
        state="closed" if is_closed else "open",
        state_reason=(state[2] or "completed").strip().lower().replace(" ", "_") if state and is_closed else "",
        closed_at=(state[3] or "") if state and is_closed else "",
        labels=tuple(label.strip() for label in (state[4] or "").split(",") if label.strip()) if state else (),
        body=f"{mark}\n{body}".rstrip("\n"),
        comments=comments,
    )


def _taken(text: str, line: re.Pattern[str]) -> tuple[re.Match[str] | None, str]:
    """The first line that is not blank, when it is of this form, and the text after it and one blank line."""
    stripped = text.lstrip("\r\n")
    first, _, rest = stripped.partition("\n")
    match = line.fullmatch(first.rstrip("\r"))
    return (match, rest.removeprefix("\r").removeprefix("\n")) if match else (None, text)


def _text(path: Path) -> str | None:
    """What the file holds; None when it is no plain text file of a fit size. A link is not followed."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > SIZE_LIMIT:
        return None
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _broken(folder: Path, error: OSError) -> TrackerError:
    return TrackerError(f"the outbox {folder} cannot be used: {error.strerror or error}", "check its rights and space")
