"""When a host is asked: under a clock that the test moves."""

import heapq
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as some

from docverify.crawl.pace import LEAST_RATE, Pace
from fixtures.site import Limit

MANUAL = 1169
"""Pages of a large manual."""


class World:
    """A host behind a limit and a crawler that has so many pages to get; what happens is decided in no time."""

    def __init__(self, limit: Limit, *, latency: float = 0.003, after: float | None = None) -> None:
        self.now = 0.0
        self.limit = limit
        limit.clock = lambda: self.now
        self.latency = latency
        self.after = after
        self.most = 0

    def crawl(self, pages: int, pace: Pace) -> float:
        """Seconds until every page was had."""
        left, got, under_way = pages, 0, [(inf, 0.0)]
        while got < pages:
            wait = pace.wait(self.now)
            if left and wait <= 0:
                pace.start(self.now)
                left -= 1
                heapq.heappush(under_way, (self.now + self.latency, self.now))
                self.most = max(self.most, len(under_way) - 1)
                continue
            self.now = min(under_way[0][0], self.now + wait if left else inf)
            while under_way[0][0] <= self.now:
                _, began = heapq.heappop(under_way)
                if self.limit.lets_through():
                    got += 1
                    pace.done(self.now)
                else:
                    left += 1
                    pace.refused(self.now, began, self.after)
        return self.now


@pytest.mark.parametrize("latency", [0.001, 0.02, 0.2])
def test_a_limit_costs_the_time_that_it_allows_and_no_more(latency: float) -> None:
    limit = Limit(rate=20, burst=5)
    assert World(limit, latency=latency).crawl(MANUAL, Pace(8)) < 1.05 * (MANUAL - 5) / 20 + 1
    assert limit.refused < 40


@pytest.mark.parametrize("rate", [200, 5, 1, 0.2])
def test_any_limit_is_found(rate: float) -> None:
    limit = Limit(rate=rate, burst=5)
    pages = max(30, int(rate * 60))
    assert World(limit).crawl(pages, Pace(8)) < 1.35 * pages / rate + 3


def test_a_limit_without_a_burst_is_found_too() -> None:
    assert World(Limit(rate=20, burst=0)).crawl(MANUAL, Pace(8)) < 80


@pytest.mark.parametrize("after", [0.0, 1.0, 5.0])
def test_a_host_is_asked_when_it_says_so(after: float) -> None:
    limit = Limit(rate=20, burst=5)
    world = World(limit, after=after)
    world.crawl(300, Pace(8))
    assert limit.refused < 30


def test_without_a_limit_only_the_number_at_a_time_counts() -> None:
    world = World(Limit(rate=1e9, burst=1e9), latency=0.1)
    assert world.crawl(800, Pace(8)) == pytest.approx(10.0)
    assert world.most == 8


def test_a_request_that_was_under_way_lowers_the_rate_once() -> None:
    pace = Pace(8)
    for _ in range(8):
        pace.start(0.0)
    pace.refused(0.1, 0.0, None)
    rate = pace.rate
    for _ in range(7):
        pace.refused(0.11, 0.0, None)
    assert pace.rate == rate
    assert pace.in_flight == 0


def test_a_pause_that_a_host_asks_for_is_kept_by_all_requests() -> None:
    pace = Pace(8)
    pace.start(0.0)
    pace.refused(1.0, 0.0, 30.0)
    assert pace.wait(2.0) == 29.0
    assert pace.wait(31.0) == 0.0


def test_a_host_in_trouble_gets_fewer_requests_at_a_time_until_it_answers() -> None:
    pace = Pace(8)
    for _ in range(8):
        pace.start(0.0)
    for _ in range(8):
        pace.failed()
    pace.start(1.0)
    assert pace.wait(1.0) == inf
    pace.done(1.0)
    for _ in range(60):
        pace.start(1.0)
        pace.done(1.0)
    assert pace.room == 8


EVENTS = some.lists(some.tuples(some.sampled_from(["start", "done", "failed", "refused"]), some.floats(0, 10)))


@given(EVENTS, some.integers(1, 16), some.none() | some.floats(0, 100))
def test_no_more_are_under_way_than_are_allowed(
    events: list[tuple[str, float]], most: int, after: float | None
) -> None:
    pace, now = Pace(most), 0.0
    for event, later in events:
        now += later
        if event == "start" and pace.wait(now) == 0:
            pace.start(now)
        elif pace.in_flight and event == "refused":
            pace.refused(now, now - later, after)
        elif pace.in_flight and event in ("done", "failed"):
            pace.done(now) if event == "done" else pace.failed()
        assert 0 <= pace.in_flight <= most
        assert pace.rate >= LEAST_RATE
        assert pace.wait(now) >= 0
