"""Answers that are not what was asked for, each with what to do about it.

TrackerError
├── RefusedError       GitHub understood and said no
└── LostAnswerError    it may or may not have done what was asked
"""

from collections.abc import Mapping

from msgspec import Struct

from docverify import escape
from docverify.errors import TrackerError

SAID_LIMIT = 200
"""Bytes of GitHub's own words that a message quotes."""


class RefusedError(TrackerError):
    """GitHub understood and said no; `status` is its HTTP status."""

    def __init__(self, message: str, hint: str, status: int) -> None:
        super().__init__(message, hint)
        self.status = status


class LostAnswerError(TrackerError):
    """No answer that can be read: what was asked may have been done, so it is looked for before it is asked again."""


class Place(Struct, frozen=True):
    """Where we file, as messages name it."""

    repository: str
    host: str
    token_env: str


def refused(status: int, said: str, place: Place) -> RefusedError:
    """The error for a status from 300 on that is no loss."""
    what, hint = _TOLD.get(status, ("answered {status} to what docverify asked of {repository}", _REPORT))
    names = {"status": status, "repository": place.repository, "host": place.host, "token": place.token_env}
    words = escape.cut(" ".join(escape.plain(said).split()), SAID_LIMIT)
    message = f"GitHub {what.format(**names)} ({status})" + (f": {words}" if words else "")
    return RefusedError(message, hint.format(**names), status)


def lost(why: str, place: Place) -> LostAnswerError:
    hint = f"check that {place.host} can be reached and is well, then run `docverify issues --apply` again"
    return LostAnswerError(f"GitHub at {place.host} {why}; nothing was opened twice or closed for it", hint)


_REPORT = "run it again; if it stays so, please report it to docverify"
_RIGHTS = (
    "give the token in {token} the right Issues: read and write on {repository}"
    " (in a workflow: `permissions: {{issues: write}}`)"
)
_MOVED = ("says that {repository} has moved", "name the repository's new owner/name in [tracker] repository")
_TOLD: dict[int, tuple[str, str]] = {
    301: _MOVED,
    302: _MOVED,
    307: _MOVED,
    308: _MOVED,
    401: ("does not accept the token", "put a token that is valid and not expired into {token}"),
    403: ("does not allow this token to do it in {repository}", _RIGHTS),
    404: ("knows no {repository}, or this token may not see it", "check [tracker] repository; else " + _RIGHTS),
    410: ("says that it is gone: issues are switched off in {repository}, or the issue was deleted",
          "switch issues on in the settings of {repository}, or use [tracker] kind = \"outbox\""),
    422: ("did not accept what docverify sent", _REPORT),
    429: ("limits how much may be asked of it", "run `docverify issues --apply` again in an hour"),
    451: ("may not show {repository} for legal reasons", "use [tracker] kind = \"outbox\""),
}  # fmt: skip


def asked_to_wait(status: int, said: str, headers: Mapping[str, str], now: float) -> float | None:
    """Seconds until GitHub takes more; None when this is no matter of limits."""
    after, spent = headers.get("Retry-After", ""), headers.get("X-RateLimit-Remaining") == "0"
    if status != 429 and not (status == 403 and (after or spent or "rate limit" in said.lower())):
        return None
    if after.isdecimal():
        return float(after)
    reset = headers.get("X-RateLimit-Reset", "")
    return max(1.0, float(reset) - now) if spent and reset.isdecimal() else 60.0
