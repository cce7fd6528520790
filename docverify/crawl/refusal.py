"""What a reply means for the next request: come back later, try again, or leave it."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from docverify.crawl.transport import Reply

TOO_MANY, UNAVAILABLE = 429, 503
PASSING = frozenset({502, 503, 504})
"""Statuses of a server in trouble that may be over in a moment."""
FAULTS = range(200, 500)
"""Statuses of a server that works: for what it was asked, that is its answer."""
BUSY = frozenset({408, 423, 425, TOO_MANY})
"""Those among them that mean now, and not for ever."""
LONGEST_WAIT = 8.0
"""Seconds before a request is tried again, on average."""


def is_throttled(reply: Reply) -> bool:
    """True when the host says that it is asked too often."""
    return reply.status == TOO_MANY or (reply.status == UNAVAILABLE and "retry-after" in reply.headers)


def is_worth_retrying(reply: Reply) -> bool:
    return reply.again or reply.status in PASSING


def is_lasting(reply: Reply) -> bool:
    """True when it is of no use to come back tomorrow: the server would say the same."""
    return reply.lasting or (not reply.failure and reply.status in FAULTS and reply.status not in BUSY)


def retry_after(reply: Reply, now: datetime) -> float | None:
    """Seconds until the host wants to be asked again; None when it does not say, or not so that one could tell.

    A date is held against the server's own clock, where it shows it.
    """
    written = reply.headers.get("retry-after", "").strip()
    if written.isascii() and written.isdigit():
        return float(written[:10])
    moment = _date(written)
    if moment is None:
        return None
    return max(0.0, (moment - (_date(reply.headers.get("date", "")) or now)).total_seconds())


def backoff(pause: float, tries: int, jitter: float) -> float:
    """Seconds before the next of these tries; `jitter` from 0 to 1, so that many do not come back at once."""
    return float(min(LONGEST_WAIT, pause * 2 ** (tries - 1)) * (0.5 + jitter))


def _date(written: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
