"""What a reply means for the next request."""

from datetime import UTC, datetime

import pytest

from docverify.crawl.refusal import LONGEST_WAIT, backoff, is_throttled, is_worth_retrying, retry_after
from docverify.crawl.transport import Reply

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "date", "seconds"),
    [
        ("120", "", 120.0),
        (" 0 ", "", 0.0),
        ("9" * 400, "", 9_999_999_999.0),
        ("Sun, 01 Mar 2026 12:01:30 GMT", "", 90.0),
        ("Sun, 01 Mar 2026 12:01:30 GMT", "Sun, 01 Mar 2026 12:01:00 GMT", 30.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", "", 0.0),
        ("Sunday, 01-Mar-26 12:00:10 GMT", "", 10.0),
        ("Sun Mar  1 12:00:10 2026", "", 10.0),
        ("", "", None),
        ("-1", "", None),
        ("1.5", "", None),
        ("soon", "", None),
        ("²", "", None),
        ("Mon, 99 Foo 2026 99:99:99 GMT", "", None),
    ],
)
def test_when_to_come_back_is_read_as_seconds_and_as_a_date(written: str, date: str, seconds: float | None) -> None:
    assert retry_after(Reply(429, {"retry-after": written, "date": date}), NOON) == seconds


def test_a_host_that_is_asked_too_often_says_so() -> None:
    assert is_throttled(Reply(429))
    assert is_throttled(Reply(503, {"retry-after": "1"}))
    assert not any(is_throttled(Reply(status)) for status in (0, 200, 403, 500, 503))


def test_only_what_may_pass_is_worth_another_try() -> None:
    assert [status for status in range(200, 600) if is_worth_retrying(Reply(status))] == [502, 503, 504]
    assert is_worth_retrying(Reply(failure="broke the connection off", again=True))
    assert not is_worth_retrying(Reply(failure="holds no sound gzip"))


def test_waits_grow_and_end() -> None:
    assert [backoff(0.5, tries, 0.5) for tries in range(1, 8)] == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]
    assert backoff(0.5, 99, 1.0) == 1.5 * LONGEST_WAIT
