"""GitHub as the tracker, through github3.py.

github3.py is used for its session and its walk over pages only: its typed objects break on answers that GitHub gives.
The version of the interface is pinned, each call has its limits of time and size, and the token goes to no other host.
"""

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from docverify.errors import TrackerError
from docverify.github import address, refusals
from docverify.github.issues import OpenGitHub, Query
from docverify.github.refusals import LostAnswerError, Place
from docverify.model import TrackerConfig

API_VERSION = "2022-11-28"
"""Later ones lack fields that github3.py demands; GitHub keeps it until 2028 at least."""
CONNECT_SECONDS, READ_SECONDS, ANSWER_SECONDS = 5, 20, 60
ANSWER_BYTES = 64 * 2**20
ANSWERS = 5_000
"""Of one opened tracker: a listing that never ends is not a listing."""
ATTEMPTS = 3
PATIENCE = 120.0
"""Seconds of waiting in all that GitHub's limits may cost a run."""
WRITE_GAP = 1.0
"""Seconds between writes, as GitHub asks."""
SETTLE_SECONDS = 5.0
"""After a lost answer, before it is looked for: a listing may lag behind."""

Answer = TypeVar("Answer")


class Clock:
    """Time, for what must wait."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class GitHubTracker:
    """Issues of one GitHub repository."""

    name = "github"

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or Clock()

    def open(self, config: TrackerConfig, state: Path, environ: dict[str, str]) -> OpenGitHub:  # noqa: ARG002 - port
        """Raises TrackerError when the repository cannot be reached, or takes no issues."""
        base, repository = address.base_url(config, environ), address.repository(config)
        place = Place(repository, urlsplit(base).hostname or base, config.token_env)
        session = _connect(base, place, environ)
        session.auth = _Badge(base, address.token(config, environ))
        return OpenGitHub(_Line(session, place, self._clock), repository)


github = GitHubTracker()


class _LimitedError(Exception):
    """GitHub asks us to come back after so many seconds; nothing was done."""

    def __init__(self, seconds: float, refusal: TrackerError) -> None:
        super().__init__(seconds)
        self.seconds = seconds
        self.refusal = refusal


class _Line:
    """One session with GitHub: paced, patient within bounds, and deaf to what is too long."""

    def __init__(self, session: Any, place: Place, clock: Clock) -> None:
        import github3  # costs a third of a second

        self._hub = github3.GitHub(session=session, api_version=API_VERSION)
        self._errors = github3.exceptions
        self._place = place
        self._clock = clock
        self._waited = 0.0
        self._wrote = float("-inf")

    def read(self, path: str) -> object:
        return self._repeat(lambda: self._json(self._hub._get(self._url(path)), 200))

    def pages(self, path: str, query: Query) -> list[object]:
        return self._repeat(lambda: self._walk(path, query))

    def post(self, path: str, body: Mapping[str, object]) -> object:
        return self._in_turn(lambda: self._json(self._write("post", path, body), 201))

    def patch(self, path: str, body: Mapping[str, object]) -> object:
        return self._repeat(lambda: self._json(self._write("patch", path, body), 200))

    def settle(self) -> None:
        self._clock.sleep(SETTLE_SECONDS)

    def _walk(self, path: str, query: Query) -> list[object]:
        """All pages. An answer that is not 200 yields nothing and no error, so the status is looked at."""
        pages = self._hub._iter(-1, self._url(path), dict, {"per_page": "100", **query})
        items: list[object] = list(pages)
        if pages.last_status != 200:
            raise refusals.refused(pages.last_status, "a listing without a list", self._place)
        return items

    def _write(self, method: str, path: str, body: Mapping[str, object]) -> Any:
        gap = self._wrote + WRITE_GAP - self._clock.now()
        if gap > 0:
            self._clock.sleep(min(gap, WRITE_GAP))
        try:
            return self._hub._request(method, self._url(path), data=json.dumps(dict(body)))
        finally:
            self._wrote = self._clock.now()

    def _url(self, path: str) -> str:
        return f"{self._hub.session.base_url}/{path}"

    def _json(self, response: Any, status: int) -> object:
        return self._hub._json(response, status, include_cache_info=False)

    def _repeat(self, send: Callable[[], Answer]) -> Answer:
        """For what may be said twice: lost answers are asked for again."""
        for attempt in range(1, ATTEMPTS):
            try:
                return self._in_turn(send)
            except LostAnswerError:
                self._clock.sleep(2.0**attempt)
        return self._in_turn(send)

    def _in_turn(self, send: Callable[[], Answer]) -> Answer:
        """Waits as long as GitHub asks for, until patience ends."""
        while True:
            try:
                return self._understood(send)
            except _LimitedError as limit:
                self._waited += limit.seconds
                if self._waited > PATIENCE:
                    raise limit.refusal from None
                self._clock.sleep(limit.seconds)

    def _understood(self, send: Callable[[], Answer]) -> Answer:
        """github3.py's errors as ours."""
        errors = self._errors
        try:
            return send()
        except errors.ConnectionError as error:
            why = "did not answer in time" if "time" in type(error.exception).__name__.lower() else "does not answer"
            raise refusals.lost(why, self._place) from None
        except errors.UnexpectedResponse:
            raise refusals.lost("answered with something that is not JSON", self._place) from None
        except errors.ResponseError as error:
            raise self._refusal(error.response) from None
        except (errors.GitHubException, TypeError, ValueError) as error:
            raise refusals.lost(f"answered with something unreadable ({type(error).__name__})", self._place) from None

    def _refusal(self, response: Any) -> Exception:
        status, said = response.status_code, _said(response)
        if status >= 500:
            return refusals.lost(f"answered {status}", self._place)
        refusal = refusals.refused(status, said, self._place)
        seconds = refusals.asked_to_wait(status, said, response.headers, self._clock.now())
        return refusal if seconds is None else _LimitedError(seconds, refusal)


class _Badge:
    """Puts the token on requests to our own server, and stops every other one."""

    def __init__(self, base: str, token: str) -> None:
        self._base = base
        self._token = token

    def __call__(self, request: Any) -> Any:
        if not str(request.url).startswith(self._base + "/"):
            raise TrackerError(
                f"GitHub named {urlsplit(request.url).hostname} for the next page, and the token goes there not",
                "check [tracker] base_url",
            )
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def _connect(base: str, place: Place, environ: Mapping[str, str]) -> Any:
    """A session that reads nothing of the machine but the proxy and the certificates that the environment names."""
    import github3

    session = github3.session.GitHubSession(CONNECT_SECONDS, READ_SECONDS)
    session.base_url = base
    session.trust_env = False  # no proxy and no .netrc but what we were told of
    session.proxies = address.proxies(base, environ)
    session.verify = address.certificates(environ)
    session.headers["Accept"] = "application/vnd.github+json"
    session.headers["User-Agent"] = "docverify"
    session.headers["Connection"] = "close"  # writes are a second apart anyway, and nothing is left open
    session.hooks["response"].append(_limiter(place))
    return session


def _limiter(place: Place) -> Callable[..., None]:
    """Reads each answer within its limits, and refuses every redirect: a POST would come out of one as a GET."""
    count = 0

    def limit(response: Any, **_: object) -> None:
        nonlocal count
        count += 1
        if count > ANSWERS:
            raise TrackerError(f"GitHub's listing has no end after {ANSWERS} answers", "check [tracker] base_url")
        response._content = _read_within(response)
        if 300 <= response.status_code < 400:
            raise refusals.refused(response.status_code, _said(response), place)

    return limit


def _read_within(response: Any) -> bytes:
    chunks: list[bytes] = []
    size, end = 0, time.monotonic() + ANSWER_SECONDS
    for chunk in response.iter_content(2**16):
        size += len(chunk)
        if size > ANSWER_BYTES or time.monotonic() > end:
            raise TrackerError("GitHub's answer is too long or too slow to be one", "check [tracker] base_url")
        chunks.append(chunk)
    return b"".join(chunks)


def _said(response: Any) -> str:
    """GitHub's own words, with what it found wrong."""
    try:
        answer = response.json()
    except ValueError:
        return ""
    if not isinstance(answer, dict):
        return ""
    errors = answer.get("errors")
    return " ".join([str(answer.get("message") or ""), *(json.dumps(error) for error in errors or () if error)])
